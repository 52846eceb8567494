package io.natter.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionState;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.jetstream.ScriptedJetStream.Published;
import io.natter.client.transport.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A fetch that hears of a reconnect at the worst moments: whoever tells does nothing, the caller does it all. */
final class FetchRenewalIT {
    private static final String CREATE = "$JS.API.CONSUMER.CREATE.";
    private static final String DELETE = "$JS.API.CONSUMER.DELETE.S.";
    private static final String NEXT = "$JS.API.CONSUMER.MSG.NEXT.S.";
    private static final Duration LONG = Duration.ofMinutes(1);

    private final AtomicReference<@Nullable Runnable> event = new AtomicReference<>();
    private final AtomicInteger made = new AtomicInteger();
    private final List<String> consumers = new ArrayList<>(); // by the server's thread, until it has answered all

    /** Fetches so many with an ordered consumer that exists. */
    private List<Long> fetch(ScriptedJetStream server, int messages) {
        try (NatsConnection nats = Patience.connect(server.url())) {
            Api api = new Api(nats, JetStreamOptions.DEFAULTS.withTimeout(LONG));
            RenewedOrigin origin = RenewedOrigin.asked(api, "S", OrderedOptions.DEFAULTS);
            origin.renew().join();
            Fetch fetch = new Fetch(
                    api,
                    origin,
                    new FetchInbox.Shelf(api),
                    FetchOptions.of(messages).withWait(LONG));
            event.set(() -> fetch.onEvent(
                    nats,
                    new ConnectionEvent.StateChanged(
                            ConnectionState.RECONNECTING, ConnectionState.CONNECTED, server.url(), null)));
            List<Long> sequences = fetch.run().stream()
                    .map(message -> message.metadata().streamSequence())
                    .toList();
            nats.closeNow();
            return sequences;
        }
    }

    private void tell() {
        Runnable told = event.get();
        if (told != null) {
            told.run();
        }
    }

    private void make(Published published, ScriptedJetStream server) throws IOException {
        String name = published.subject().split("\\.", -1)[5];
        consumers.add(name);
        server.answer(published, "{\"stream_name\":\"S\",\"name\":\"" + name + "\"}");
    }

    private void deliver(Published pull, ScriptedJetStream server, int delivery, long sequence) throws IOException {
        String consumer = pull.subject().substring(NEXT.length());
        String ack = "$JS.ACK.S." + consumer + ".1." + sequence + "." + delivery + ".1700000000000000000.0";
        server.deliver(pull.reply(), "s.a", ack, "x");
    }

    @Test
    void aReconnectWhileTheCallerMakesTheConsumerAnewIsSeenToByTheCaller() throws Exception {
        try (ScriptedJetStream server = new ScriptedJetStream("2.15.0", (published, self) -> {
            if (published.subject().startsWith(CREATE)) {
                if (made.incrementAndGet() == 2) {
                    tell(); // in the middle of the caller's renewal
                }
                make(published, self);
            } else if (published.subject().startsWith(NEXT) && made.get() == 1) {
                deliver(published, self, 1, 1);
                self.status(published.reply(), "409 Consumer Deleted");
            } else if (published.subject().startsWith(NEXT)) {
                deliver(published, self, 1, 2);
                deliver(published, self, 2, 3);
            }
        })) {
            assertThat(fetch(server, 3)).containsExactly(1L, 2L, 3L);
            assertThat(server.published())
                    .extracting(Published::subject)
                    .filteredOn(subject -> subject.startsWith(NEXT))
                    .containsExactly(NEXT + consumers.get(0), NEXT + consumers.get(2));
        }
    }

    @Test
    void aConsumerThatIsMadeAfterTheEndIsDeleted() throws Exception {
        CompletableFuture<Published> last = new CompletableFuture<>();
        try (ScriptedJetStream server = new ScriptedJetStream("2.15.0", (published, self) -> {
                    if (published.subject().startsWith(CREATE) && made.incrementAndGet() == 1) {
                        make(published, self);
                    } else if (published.subject().startsWith(CREATE)) {
                        last.complete(published);
                    }
                });
                NatsConnection nats = Patience.connect(server.url())) {
            Api api = new Api(nats, JetStreamOptions.DEFAULTS.withTimeout(LONG));
            RenewedOrigin origin = RenewedOrigin.asked(api, "S", OrderedOptions.DEFAULTS);
            origin.renew().join();
            CompletableFuture<?> renewal = origin.renew();
            Published asked = last.get(1, TimeUnit.MINUTES);
            origin.end();
            make(asked, server);
            renewal.get(1, TimeUnit.MINUTES);
            nats.flush();
            assertThat(server.published())
                    .extracting(Published::subject)
                    .containsAll(consumers.stream().map(DELETE::concat).toList());
            nats.closeNow();
        }
    }

    @Test
    void wordOfAnEarlierReconnectAsksForNothingTwice() throws Exception {
        try (ScriptedJetStream server = new ScriptedJetStream("2.15.0", (published, self) -> {
            if (published.subject().startsWith(CREATE)) {
                make(published, self);
            } else if (published.subject().startsWith(NEXT)) {
                tell();
                deliver(published, self, 1, 1);
            }
        })) {
            assertThat(fetch(server, 1)).containsExactly(1L);
            assertThat(consumers).hasSize(1);
            assertThat(server.published())
                    .filteredOn(published -> published.subject().startsWith(NEXT))
                    .hasSize(1);
        }
    }

    @Test
    void whoeverAsksWhileTheConsumerIsMadeAnewAsksForNothing() throws Exception {
        try (ScriptedJetStream server = new ScriptedJetStream("2.15.0", (published, self) -> {});
                NatsConnection nats = Patience.connect(server.url())) {
            Api api = new Api(nats, JetStreamOptions.DEFAULTS.withTimeout(LONG));
            RenewedOrigin origin = RenewedOrigin.asked(api, "S", OrderedOptions.DEFAULTS);
            PullFeed feed = new PullFeed(api, origin, new Unconcerned(), ConsumeOptions.DEFAULTS, 10);
            CompletableFuture<?> renewal = origin.renew();
            feed.start(() -> new Feed.Hearing(0, false));
            feed.demand(1);
            nats.flush(LONG);
            assertThat(renewal).isNotDone();
            assertThat(server.published())
                    .extracting(Published::subject)
                    .noneMatch(subject -> subject.startsWith(NEXT));
            feed.stop();
            nats.closeNow();
        }
    }

    /** Is told, and does nothing. */
    private static final class Unconcerned implements Feed.Owner {
        @Override
        public void problem(NatsException problem) {
            // it is mended
        }

        @Override
        public void failed(NatsException cause) {
            // the test sees it
        }
    }

    @Test
    void ofTwoRenewalsTheLaterCounts() throws Exception {
        AtomicReference<@Nullable Published> first = new AtomicReference<>();
        try (ScriptedJetStream server = new ScriptedJetStream("2.15.0", (published, self) -> {
                    if (published.subject().startsWith(CREATE) && !first.compareAndSet(null, published)) {
                        make(published, self);
                        make(Objects.requireNonNull(first.get()), self);
                    }
                });
                NatsConnection nats = Patience.connect(server.url())) {
            Api api = new Api(nats, JetStreamOptions.DEFAULTS.withTimeout(LONG));
            RenewedOrigin origin = RenewedOrigin.asked(api, "S", OrderedOptions.DEFAULTS);
            CompletableFuture<?> early = origin.renew();
            CompletableFuture<?> late = origin.renew();
            late.join();
            assertThat(early).failsWithin(LONG);
            assertThat(origin.requestSubject()).isEqualTo(NEXT + consumers.get(0));
            nats.closeNow();
        }
    }
}
