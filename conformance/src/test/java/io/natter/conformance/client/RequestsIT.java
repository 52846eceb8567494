package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.Replies;
import io.natter.client.ReplyErrorException;
import io.natter.client.RequestManyOptions;
import io.natter.client.RequestOptions;
import io.natter.client.RequestTimeoutException;
import io.natter.client.RetryPolicy;
import io.natter.client.SubscribeOptions;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Asking and answering. */
final class RequestsIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    @EachProgram
    @DisplayName("NJ-35 four thousand requests at once on one connection are all answered")
    void answersThousandsAtOnce(ServerProgram program) {
        NatsConnection nats = testbed.start(Setting.open(program), directory).connect();
        nats.reply("echo", Message::payload);
        List<CompletableFuture<Message>> answers = new ArrayList<>();
        for (int i = 0; i < 4_000; i++) {
            answers.add(nats.requestAsync("echo", "" + i));
        }
        for (int i = 0; i < 4_000; i++) {
            assertThat(answers.get(i).join().text()).isEqualTo("" + i);
        }
        assertThat(nats.statistics().requestsInFlight()).isZero();
    }

    @EachProgram
    @DisplayName("NJ-38 NJ-43 answers are values, and an error that is answered is an exception")
    void answersValuesAndErrors(ServerProgram program) {
        NatsConnection nats = testbed.start(Setting.open(program), directory).connect();
        nats.reply("upper", request -> request.text().toUpperCase(java.util.Locale.ROOT));
        nats.reply("broken", request -> {
            throw new IllegalStateException("out of order");
        });
        assertThat(nats.request("upper", "abc", String.class)).isEqualTo("ABC");
        assertThatThrownBy(() -> nats.request("broken", "x", String.class))
                .isInstanceOfSatisfying(
                        ReplyErrorException.class,
                        error -> assertThat(error.code()).isEqualTo(500))
                .hasMessageContaining("out of order");
        assertThat(nats.request("broken", "x").isError()).isTrue();
    }

    @EachProgram
    @DisplayName("NJ-37 nobody listens, nobody answers: each is told as what it is")
    void tellsWhyThereIsNoAnswer(ServerProgram program) {
        NatsConnection nats = testbed.start(Setting.open(program), directory).connect();
        nats.subscribe("mute", message -> {});
        assertThatThrownBy(() -> nats.request("nobody", "x", PATIENCE)).isInstanceOf(NoRespondersException.class);
        assertThatThrownBy(() -> nats.requestAsync("nobody", "x").join())
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(NoRespondersException.class);
        assertThatThrownBy(() -> nats.request("mute", "x", Duration.ofMillis(50)))
                .isInstanceOf(RequestTimeoutException.class);
        assertThatThrownBy(
                        () -> nats.requestAsync(Outgoing.of("mute", "x"), RequestOptions.within(Duration.ofMillis(50)))
                                .join())
                .hasCauseInstanceOf(RequestTimeoutException.class);
        assertThat(nats.statistics().requestsInFlight()).isZero();
    }

    @EachProgram
    @DisplayName("NJ-51 retries go on until somebody listens")
    void retriesUntilSomebodyListens(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection nats = site.connect();
        NatsConnection service = site.connect();
        AtomicInteger tries = new AtomicInteger();
        RetryPolicy retry = (attempt, failure) -> {
            if (tries.incrementAndGet() == 3) {
                service.reply("late", request -> "here");
                service.flush(PATIENCE);
            }
            return java.util.Optional.of(Duration.ofMillis(1));
        };
        RequestOptions options = RequestOptions.within(PATIENCE).withRetry(retry);
        assertThat(nats.request(Outgoing.of("late", "x"), options).text()).isEqualTo("here");
        assertThat(tries).hasValue(3);
        assertThat(nats.requestAsync(Outgoing.of("late", "x"), options).join().text())
                .isEqualTo("here");
    }

    @EachProgram
    @DisplayName("NJ-34 many answers end by count, by silence, by a last one, or by time")
    void collectsUntilEnough(ServerProgram program) {
        NatsConnection nats = testbed.start(Setting.open(program), directory).connect();
        nats.subscribe("list", request -> {
            for (String part : List.of("a", "b", "c", "")) {
                request.respond(part);
            }
        });
        RequestManyOptions within = RequestManyOptions.within(PATIENCE);
        assertThat(texts(nats.requestMany("list", "?", within.withMax(2)))).containsExactly("a", "b");
        assertThat(texts(nats.requestMany("list", "?", within.untilEmpty()))).containsExactly("a", "b", "c");
        assertThat(texts(nats.requestMany("list", "?", within.withStall(Duration.ofSeconds(3)))))
                .containsExactly("a", "b", "c", "");
        assertThat(texts(nats.requestMany("list", "?", RequestManyOptions.within(Duration.ofSeconds(3)))))
                .containsExactly("a", "b", "c", "");
        try (Replies none = nats.requestMany("nobody", "?", within)) {
            assertThatThrownBy(() -> none.iterator().hasNext()).isInstanceOf(NoRespondersException.class);
        }
    }

    @EachProgram
    @DisplayName("a request made by the completion of another is answered, since no completion runs on the reader")
    void asksAgainInACompletion(ServerProgram program) {
        NatsConnection nats = testbed.start(Setting.open(program), directory).connect();
        nats.reply("echo", Message::payload);
        String second = nats.requestAsync("echo", "one")
                .thenApply(first -> nats.request("echo", first.text() + " two").text())
                .join();
        assertThat(second).isEqualTo("one two");
    }

    @EachProgram
    @DisplayName("answerers in a queue group share, with many at work at once")
    void sharesRequests(ServerProgram program) {
        Site site = testbed.start(Setting.open(program), directory);
        NatsConnection asking = site.connect();
        AtomicInteger[] counts = {new AtomicInteger(), new AtomicInteger()};
        for (AtomicInteger count : counts) {
            NatsConnection service = site.connect();
            service.reply("work", SubscribeOptions.inQueue("q").withConcurrency(16), request -> {
                count.incrementAndGet();
                return request.payload();
            });
            service.flush(PATIENCE);
        }
        List<CompletableFuture<Message>> answers = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            answers.add(asking.requestAsync("work", "" + i));
        }
        answers.forEach(CompletableFuture::join);
        assertThat(counts[0].get() + counts[1].get()).isEqualTo(400);
        assertThat(counts).allSatisfy(count -> assertThat(count.get()).isPositive());
    }

    private static List<String> texts(Replies replies) {
        try (replies) {
            return replies.toList().stream().map(Message::text).toList();
        }
    }
}
