package io.natter.client.messaging;

import static io.natter.client.transport.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.natter.client.BufferFullException;
import io.natter.client.CodecException;
import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionLostException;
import io.natter.client.InterruptedWaitException;
import io.natter.client.Message;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.Replies;
import io.natter.client.ReplyErrorException;
import io.natter.client.RequestManyOptions;
import io.natter.client.RequestOptions;
import io.natter.client.RequestTimeoutException;
import io.natter.client.RetryPolicy;
import io.natter.client.ServerErrorException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests over the shared inbox: one answer, several, none, an error. */
class RequestsTest {
    private static final RequestOptions LONG = RequestOptions.within(Duration.ofMinutes(1));
    private static final RequestOptions SHORT = RequestOptions.within(Duration.ofMillis(5));
    private static final String NO_RESPONDERS = "NATS/1.0 503\r\n\r\n";

    private final Rig rig = new Rig();

    @Test
    void theFirstRequestSubscribesToTheInbox() throws Exception {
        CompletableFuture<Message> first = async(() -> rig.messaging.request(Outgoing.of("a", "1"), LONG));
        String inbox = inbox(1);
        assertThat(rig.out.operations().get(0)).matches("SUB _INBOX\\.\\w{22}\\.\\* 1");
        rig.message(inbox, 1, "one");
        assertThat(first.get(1, TimeUnit.MINUTES).text()).isEqualTo("one");
        assertThat(first.get().subject()).isEqualTo(inbox);
        assertThat(first.get().subscription()).isNull();
        CompletableFuture<Message> second = async(() -> rig.messaging.request(Outgoing.of("a", "2"), LONG));
        rig.message(inbox(2), 1, "two");
        assertThat(second.get(1, TimeUnit.MINUTES).text()).isEqualTo("two");
        assertThat(rig.out.operations())
                .filteredOn(line -> line.startsWith("SUB"))
                .hasSize(1);
        assertThat(rig.messaging.requestsInFlight()).isZero();
        assertThat(rig.messaging.subscriptionCount()).isZero();
    }

    @Test
    void answersFindTheirRequestsInAnyOrder() throws Exception {
        List<CompletableFuture<Message>> futures = java.util.stream.IntStream.range(0, 1_000)
                .mapToObj(i -> rig.messaging.requestAsync(Outgoing.of("a", "" + i), LONG))
                .toList();
        assertThat(rig.messaging.requestsInFlight()).isEqualTo(1_000);
        StringBuilder pass = new StringBuilder();
        for (int i = 1_000; i > 0; i--) {
            pass.append(Rig.msg(inbox(i), 1, "answer " + (i - 1)));
        }
        rig.receive(pass.toString());
        for (int i = 0; i < 1_000; i++) {
            assertThat(futures.get(i).get(1, TimeUnit.MINUTES).text()).isEqualTo("answer " + i);
        }
        assertThat(rig.timers.size()).isZero();
    }

    @Test
    void nobodyListening() throws Exception {
        CompletableFuture<Message> blocking = async(() -> rig.messaging.request(Outgoing.of("a", "1"), LONG));
        rig.receive(Rig.hmsg(inbox(1), 1, NO_RESPONDERS, ""));
        assertFailure(blocking, NoRespondersException.class, "request to \"a\": no responders");
        CompletableFuture<Message> async = rig.messaging.requestAsync(Outgoing.of("a", "1"), LONG);
        rig.receive(Rig.hmsg(inbox(2), 1, NO_RESPONDERS, ""));
        assertFailure(async, NoRespondersException.class, "request to \"a\": no responders");
    }

    @Test
    void noAnswerInTimeAndALateOneIsAnOrphan() throws Exception {
        assertThatExceptionOfType(RequestTimeoutException.class)
                .isThrownBy(() -> rig.messaging.request(Outgoing.of("a", "1"), SHORT))
                .withMessage("request to \"a\": no answer within 5 ms");
        rig.message(inbox(1), 1, "late");
        assertThat(rig.messaging.figures().orphaned()).isEqualTo(1);
        CompletableFuture<Message> async = rig.messaging.requestAsync(Outgoing.of("a", "1"), LONG);
        rig.timers.pass(LONG.timeout());
        assertFailure(async, RequestTimeoutException.class, "request to \"a\": no answer within 60000 ms");
        assertThat(rig.messaging.requestsInFlight()).isZero();
    }

    @Test
    void anInterruptGivesUpAndIsKept() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedWaitException.class)
                .isThrownBy(() -> rig.messaging.request(Outgoing.of("a", "1"), LONG));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(rig.messaging.requestsInFlight()).isZero();
    }

    @Test
    void cancellingAFutureGivesUp() {
        CompletableFuture<Message> async = rig.messaging.requestAsync(Outgoing.of("a", "1"), LONG);
        async.cancel(false);
        assertThat(catchThrowable(async::join)).isInstanceOf(CancellationException.class);
        assertThat(rig.messaging.requestsInFlight()).isZero();
        assertThat(rig.timers.size()).isZero();
        rig.message(inbox(1), 1, "late");
        assertThat(rig.messaging.figures().orphaned()).isEqualTo(1);
    }

    @Test
    void futuresCompleteOffTheReadingThread() throws Exception {
        CompletableFuture<Thread> completedOn = new CompletableFuture<>();
        rig.messaging
                .requestAsync(Outgoing.of("a", "1"), LONG)
                .thenAccept(message -> completedOn.complete(Thread.currentThread()));
        rig.message(inbox(1), 1, "answer");
        assertThat(completedOn.get(1, TimeUnit.MINUTES)).isNotSameAs(Thread.currentThread());
    }

    @Test
    void retriesWithBackOffUntilSomebodyAnswers() throws Exception {
        RequestOptions options = LONG.withRetry(RetryPolicy.exponential(3, Duration.ofMillis(1), Duration.ofMillis(2)));
        CompletableFuture<Message> blocking = async(() -> rig.messaging.request(Outgoing.of("a", "1"), options));
        rig.receive(Rig.hmsg(inbox(1), 1, NO_RESPONDERS, ""));
        rig.receive(Rig.hmsg(inbox(2), 1, NO_RESPONDERS, ""));
        rig.message(inbox(3), 1, "at last");
        assertThat(blocking.get(1, TimeUnit.MINUTES).text()).isEqualTo("at last");
    }

    @Test
    void asyncRetriesEndWithTheLastFailure() throws Exception {
        RequestOptions options =
                LONG.withRetry(RetryPolicy.exponential(2, Duration.ofSeconds(1), Duration.ofSeconds(1)));
        CompletableFuture<Message> async = rig.messaging.requestAsync(Outgoing.of("a", "1"), options);
        rig.receive(Rig.hmsg(inbox(1), 1, NO_RESPONDERS, ""));
        await().until(() -> rig.timers.size() == 1);
        assertThat(async).isNotDone();
        rig.timers.pass(Duration.ofSeconds(1));
        rig.receive(Rig.hmsg(inbox(2), 1, NO_RESPONDERS, ""));
        assertFailure(async, NoRespondersException.class, "request to \"a\": no responders");
        assertThat(rig.out.operations())
                .filteredOn(line -> line.startsWith("PUB"))
                .hasSize(2);
    }

    @Test
    void aPublishThatFailsFailsTheRequest() throws Exception {
        rig.out.failPublishes(new BufferFullException("full"));
        assertThatExceptionOfType(BufferFullException.class)
                .isThrownBy(() -> rig.messaging.request(Outgoing.of("a", "1"), LONG));
        assertFailure(rig.messaging.requestAsync(Outgoing.of("a", "1"), LONG), BufferFullException.class, "full");
        assertThat(rig.messaging.requestsInFlight()).isZero();
    }

    @Test
    void aRefusalOfTheSubjectOrTheInboxFailsRequestsAtOnce() throws Exception {
        CompletableFuture<Message> toA = rig.messaging.requestAsync(Outgoing.of("a", "1"), LONG);
        CompletableFuture<Message> toB = rig.messaging.requestAsync(Outgoing.of("b", "1"), LONG);
        rig.refuse("Permissions Violation for Publish to \"a\"");
        assertFailure(toA, ServerErrorException.class, "server: Permissions Violation for Publish to \"a\"");
        assertThat(toB).isNotDone();
        String inbox = rig.out.operations().get(0).split(" ", -1)[1];
        rig.refuse("Permissions Violation for Subscription to \"" + inbox + "\"");
        assertThat(catchThrowable(toB::join)).hasCauseInstanceOf(ServerErrorException.class);
    }

    @Test
    void survivesAReconnectAndTheInboxIsRestored() throws Exception {
        CompletableFuture<Message> async = rig.messaging.requestAsync(Outgoing.of("a", "1"), LONG);
        List<Inbound.Restored> restored = rig.messaging.restored();
        assertThat(restored).singleElement().satisfies(one -> {
            assertThat(one.sid()).isEqualTo(1);
            assertThat(one.subject()).matches("_INBOX\\.\\w{22}\\.\\*");
        });
        rig.message(inbox(1), 1, "after it");
        assertThat(async.get(1, TimeUnit.MINUTES).text()).isEqualTo("after it");
    }

    @Test
    void closingFailsWhatWaits() throws Exception {
        CompletableFuture<Message> async = rig.messaging.requestAsync(Outgoing.of("a", "1"), LONG);
        CompletableFuture<Message> blocking = async(() -> rig.messaging.request(Outgoing.of("a", "1"), LONG));
        rig.out.publish(2);
        rig.messaging.close(false);
        String text = "request to \"a\": the connection was closed before an answer came";
        assertFailure(async, ConnectionLostException.class, text);
        assertFailure(blocking, ConnectionLostException.class, text);
        assertThatExceptionOfType(ConnectionClosedException.class)
                .isThrownBy(() -> rig.messaging.request(Outgoing.of("a", "1"), LONG));
    }

    @Test
    void aReplySubjectOfTheCallersIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rig.messaging.request(Outgoing.of("a", "1").withReplyTo("b"), LONG));
        assertThatIllegalArgumentException().isThrownBy(() -> rig.messaging.request(Outgoing.of("a.*", "1"), LONG));
        assertThat(rig.out.operations()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            NATS/1.0~Nats-Service-Error: no such order~Nats-Service-Error-Code: 404~~ | 404 | no such order
            NATS/1.0~Nats-Service-Error: odd~Nats-Service-Error-Code: x~~             | 500 | odd
            NATS/1.0 409 Conflict~~                                                   | 409 | Conflict
            """)
    void typedRepliesTellErrorsFromValues(String headers, int code, String text) throws Exception {
        CompletableFuture<String> reply = async(() -> rig.messaging.request(Outgoing.of("a", "1"), LONG, String.class));
        rig.receive(Rig.hmsg(inbox(1), 1, headers.replace("~", "\r\n"), "x"));
        Throwable failure = catchThrowable(() -> reply.get(1, TimeUnit.MINUTES));
        assertThat(failure.getCause()).isInstanceOfSatisfying(ReplyErrorException.class, error -> {
            assertThat(error.code()).isEqualTo(code);
            assertThat(error.description()).isEqualTo(text);
            assertThat(error.reply().text()).isEqualTo("x");
        });
    }

    @Test
    void aTypeWithoutCodecIsRefusedBeforeAnythingIsSent() {
        assertThatExceptionOfType(CodecException.class)
                .isThrownBy(() -> rig.messaging.request(Outgoing.of("a", "1"), LONG, Integer.class));
        assertThat(rig.out.operations()).isEmpty();
    }

    @Test
    void takesSeveralAnswersUpToTheirNumberOrSentinel() {
        Replies replies = rig.messaging.requestMany(
                Outgoing.of("a", "1"),
                RequestManyOptions.within(Duration.ofMinutes(1)).withMax(2));
        rig.receive(Rig.msg(inbox(1), 1, "1") + Rig.msg(inbox(1), 1, "2") + Rig.msg(inbox(1), 1, "3"));
        assertThat(replies.toList()).extracting(Message::text).containsExactly("1", "2");
        assertThat(rig.messaging.requestsInFlight()).isZero();
        Replies untilEmpty = rig.messaging.requestMany(
                Outgoing.of("a", "1"),
                RequestManyOptions.within(Duration.ofMinutes(1)).untilEmpty());
        rig.receive(Rig.msg(inbox(2), 1, "1") + Rig.msg(inbox(2), 1, "") + Rig.msg(inbox(2), 1, "3"));
        assertThat(untilEmpty).extracting(Message::text).containsExactly("1");
    }

    @Test
    void stopsAtAStallTheDeadlineOrForWantOfResponders() {
        RequestManyOptions stalling =
                RequestManyOptions.within(Duration.ofMinutes(1)).withStall(Duration.ofMillis(5));
        Replies stalled = rig.messaging.requestMany(Outgoing.of("a", "1"), stalling);
        rig.message(inbox(1), 1, "1");
        assertThat(stalled.toList()).hasSize(1);
        assertThat(rig.messaging
                        .requestMany(Outgoing.of("a", "1"), RequestManyOptions.within(Duration.ofMillis(5)))
                        .toList())
                .isEmpty();
        Replies nobody =
                rig.messaging.requestMany(Outgoing.of("a", "1"), RequestManyOptions.within(Duration.ofMinutes(1)));
        rig.receive(Rig.hmsg(inbox(3), 1, NO_RESPONDERS, ""));
        assertThatExceptionOfType(NoRespondersException.class).isThrownBy(nobody.iterator()::hasNext);
        assertThat(rig.messaging.requestsInFlight()).isZero();
    }

    @Test
    void answersEndWithAnErrorWhenTheConnectionCloses() {
        Replies replies =
                rig.messaging.requestMany(Outgoing.of("a", "1"), RequestManyOptions.within(Duration.ofMinutes(1)));
        rig.message(inbox(1), 1, "1");
        rig.messaging.close(false);
        var iterator = replies.iterator();
        assertThat(iterator.next().text()).isEqualTo("1");
        assertThatExceptionOfType(ConnectionLostException.class).isThrownBy(iterator::hasNext);
    }

    private String inbox(int publish) {
        return rig.out.publish(publish).split(" ", -1)[2];
    }

    private static <T> CompletableFuture<T> async(java.util.function.Supplier<T> call) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                result.complete(call.get());
            } catch (Throwable failure) {
                result.completeExceptionally(failure);
            }
        });
        caller.start();
        return result;
    }

    private static void assertFailure(
            CompletableFuture<Message> future, Class<? extends Throwable> type, String message) {
        assertThat(catchThrowable(() -> future.get(1, TimeUnit.MINUTES)))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(type)
                .hasMessage(message);
    }
}
