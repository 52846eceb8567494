package io.natter.conformance.client;

import static io.natter.conformance.client.Testbed.PATIENCE;
import static io.natter.conformance.client.Testbed.next;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionState;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.client.Replies;
import io.natter.client.RequestManyOptions;
import io.natter.client.RequestOptions;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import io.natter.client.SyncSubscription;
import io.natter.protocol.wire.Headers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The core subset, over every server and every way into it. */
final class CoreScenariosIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final Testbed testbed = new Testbed();

    @EachSetting
    @DisplayName("NJ-11 a ping is answered")
    void answersPing(Setting setting) {
        NatsConnection nats = testbed.start(setting, directory).connect();
        assertThat(nats.rtt()).isPositive();
        nats.flush(PATIENCE);
        assertThat(nats.state()).isEqualTo(ConnectionState.CONNECTED);
    }

    @EachSetting
    @DisplayName("NJ-18 after a drain everything is refused, and a second drain does nothing")
    void refusesEverythingAfterDrain(Setting setting) {
        NatsConnection nats = testbed.start(setting, directory).connect();
        Subscription subscription = nats.subscribe("foo", message -> {});
        assertThat(nats.drain(PATIENCE).isComplete()).isTrue();
        assertThat(nats.state()).isEqualTo(ConnectionState.CLOSED);
        assertThat(subscription.isActive()).isFalse();
        assertThatThrownBy(() -> nats.publish("foo", "x")).isInstanceOf(ConnectionClosedException.class);
        assertThatThrownBy(() -> nats.flush(PATIENCE)).isInstanceOf(ConnectionClosedException.class);
        assertThatThrownBy(nats::rtt).isInstanceOf(ConnectionClosedException.class);
        assertThatThrownBy(() -> nats.subscribe("foo")).isInstanceOf(ConnectionClosedException.class);
        assertThat(nats.drain(PATIENCE).isComplete()).isTrue();
    }

    @EachSetting
    @DisplayName("NJ-26 a message goes round, and drain leaves no subscription")
    void goesRound(Setting setting) {
        NatsConnection nats = testbed.start(setting, directory).connect();
        List<String> received = new CopyOnWriteArrayList<>();
        nats.subscribe("foo", message -> received.add(message.text()));
        nats.publish("foo", "one");
        nats.publish("foo", new byte[] {'t', 'w', 'o'});
        nats.publish("foo", "x".repeat(100_000));
        assertThat(nats.drain(PATIENCE).isComplete()).isTrue();
        assertThat(received).containsExactly("one", "two", "x".repeat(100_000));
        assertThat(nats.statistics().subscriptions()).isZero();
    }

    @EachSetting
    @DisplayName("NJ-27 NJ-28 values and headers arrive as they were sent")
    void carriesValuesAndHeaders(Setting setting) {
        NatsConnection nats = testbed.start(setting, directory).connect();
        Headers headers = Headers.builder()
                .add("A", "1")
                .add("A", "2")
                .add("b", "")
                .add("C", "x: y")
                .build();
        List<String> values = new CopyOnWriteArrayList<>();
        List<Headers> seen = new CopyOnWriteArrayList<>();
        nats.subscribe("foo", String.class, (value, message) -> {
            values.add(value);
            seen.add(message.headers());
        });
        nats.publish("foo", "plain");
        nats.publish("foo", "headed", headers);
        nats.publish(Outgoing.empty("foo").withHeaders(headers));
        nats.drain(PATIENCE);
        assertThat(values).containsExactly("plain", "headed", "");
        assertThat(seen).containsExactly(Headers.NONE, headers, headers);
    }

    @EachSetting
    @DisplayName("NJ-31 messages are pulled one by one and in batches, and what waits outlives the subscription")
    void pullsMessages(Setting setting) {
        NatsConnection nats = testbed.start(setting, directory).connect();
        SyncSubscription subscription = nats.subscribe("foo");
        assertThat(subscription.poll()).isNull();
        IntStream.range(0, 100).forEach(i -> nats.publish("foo", "" + i));
        nats.flush(PATIENCE);
        List<Message> taken = new ArrayList<>();
        taken.add(next(subscription));
        taken.addAll(subscription.next(1, PATIENCE));
        taken.addAll(subscription.next(10, PATIENCE));
        subscription.unsubscribe();
        while (taken.size() < 100) {
            List<Message> more = subscription.next(78, PATIENCE);
            assertThat(more).isNotEmpty();
            taken.addAll(more);
        }
        assertThat(taken).extracting(Message::text).containsExactlyElementsOf(numbers(100));
        assertThat(subscription.next(PATIENCE)).isEmpty();
        assertThat(subscription.next(10, PATIENCE)).isEmpty();
        assertThat(subscription.iterator().hasNext()).isFalse();
    }

    @EachSetting
    @DisplayName("NJ-33 NJ-37 NJ-39 requests are answered, with headers, or told that nobody listens")
    void answersRequests(Setting setting) {
        NatsConnection nats = testbed.start(setting, directory).connect();
        nats.reply("double", request -> Integer.parseInt(request.text()) * 2 + "");
        nats.reply("mirror", request -> Outgoing.of("", request.payload()).withHeaders(request.headers()));
        assertThat(nats.request("double", "21").text()).isEqualTo("42");
        assertThat(nats.requestAsync("double", "4").join().text()).isEqualTo("8");
        Message mirrored =
                nats.request(Outgoing.of("mirror", "x").withHeader("k", "v"), RequestOptions.within(PATIENCE));
        assertThat(mirrored.headers()).isEqualTo(Headers.of("k", "v"));
        assertThatThrownBy(() -> nats.request("nobody", "x")).isInstanceOf(NoRespondersException.class);
    }

    @EachSetting
    @DisplayName("NJ-34 one request collects the answers of two")
    void collectsAnswers(Setting setting) {
        NatsConnection nats = testbed.start(setting, directory).connect();
        nats.reply("all", request -> "one");
        nats.reply("all", request -> "two");
        try (Replies replies =
                nats.requestMany("all", "?", RequestManyOptions.within(PATIENCE).withMax(2))) {
            assertThat(replies.toList()).extracting(Message::text).containsExactlyInAnyOrder("one", "two");
        }
    }

    @EachSetting
    @DisplayName("NJ-49a a subscription outlives a restart of its server")
    void outlivesARestart(Setting setting) {
        EventLog log = new EventLog();
        Site site = testbed.start(setting, directory);
        NatsConnection nats = testbed.connect(site.options().listeners(log).build());
        SyncSubscription plain = nats.subscribe("foo");
        SyncSubscription queued = nats.subscribe("foo", SubscribeOptions.inQueue("q"));
        nats.flush(PATIENCE);
        site.restart();
        log.awaitConnected(2);
        nats.publish("foo", "again");
        assertThat(next(plain).text()).isEqualTo("again");
        assertThat(next(queued).text()).isEqualTo("again");
        assertThat(log.isConsistent()).isTrue();
        assertThat(nats.statistics().reconnects()).isEqualTo(1);
    }

    @EachSetting
    @DisplayName("queue groups share, and a subscription ends by itself after so many messages")
    void sharesAndEnds(Setting setting) {
        Site site = testbed.start(setting, directory);
        NatsConnection one = site.connect();
        NatsConnection two = site.connect();
        AtomicInteger shared = new AtomicInteger();
        one.subscribe("jobs", SubscribeOptions.inQueue("workers"), message -> shared.incrementAndGet());
        two.subscribe("jobs", SubscribeOptions.inQueue("workers"), message -> shared.incrementAndGet());
        SyncSubscription three = one.subscribe("jobs", SubscribeOptions.DEFAULTS.withAutoUnsubscribeAfter(3));
        one.flush(PATIENCE);
        two.flush(PATIENCE);
        for (int i = 0; i < 100; i++) {
            two.publish("jobs", "" + i);
        }
        assertThat(three.next(PATIENCE)).isPresent();
        assertThat(three).hasSize(2);
        two.drain(PATIENCE);
        one.drain(PATIENCE);
        assertThat(shared).hasValue(100);
    }

    @EachSetting
    @DisplayName("wildcards and subjects are told as they were published to")
    void tellsSubjects(Setting setting) {
        NatsConnection nats = testbed.start(setting, directory).connect();
        SyncSubscription one = nats.subscribe("time.*.east");
        SyncSubscription many = nats.subscribe("time.>");
        for (String subject : List.of("time.us.east", "time.us.west", "time.us.east.atlanta", "time", "tide.us.east")) {
            nats.publish(subject, "");
        }
        nats.flush(PATIENCE);
        one.drainAsync(PATIENCE);
        many.drainAsync(PATIENCE);
        assertThat(one).extracting(Message::subject).containsExactly("time.us.east");
        assertThat(many)
                .extracting(Message::subject)
                .containsExactly("time.us.east", "time.us.west", "time.us.east.atlanta");
    }

    static List<String> numbers(int count) {
        return IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
}
