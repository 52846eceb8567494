package io.natter.server.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.RawClient;
import io.natter.server.account.Account;
import io.natter.server.auth.AuthenticationPool;
import io.natter.server.config.ServerConfig;
import io.natter.server.interest.Subscription;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parts of the server that subscribe and publish as clients do. */
final class InternalLoopIT {
    private final AuthenticationPool pool = AuthenticationPool.open();
    private final Broker broker = TransportIT.broker(ServerConfig.defaults(), pool);
    private final Account account = broker.globalAccount();
    private final Transport transport = new Transport(broker, 1);
    private final InternalLoop loop = transport.openInternalLoop("test-internal");
    private final OutgoingMessage out = new OutgoingMessage();
    private int port;

    @BeforeEach
    void listen() throws Exception {
        port = transport.listen(new InetSocketAddress("127.0.0.1", 0)).getPort();
        transport.beginAccepting();
    }

    @AfterEach
    void close() {
        transport.close();
        loop.close();
        pool.close();
    }

    @Test
    void aClientsMessageArrivesWithAllItsPartsAndItsAnswerGoesBack() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        loop.subscribe(account, bytes("ask.>"), null, message -> {
            String headers = new String(message.bytes(), message.headersFrom(), message.headersLength(), UTF_8);
            seen.add(message.subject() + " " + new String(message.reply(), UTF_8) + " [" + headers + "] "
                    + new String(message.payload(), UTF_8) + " "
                    + message.account().name());
            byte[] reply = message.reply();
            loop.publish(account, out.to(reply).payload(bytes("yes")));
        });
        try (var client = connected("SUB in 7\r\n")) {
            client.send("PUB ask.a in 2\r\nhi\r\nHPUB ask.b in 12 14\r\nNATS/1.0\r\n\r\nho\r\n");
            assertThat(client.readTo("yes\r\nMSG in 7 3\r\nyes\r\n"))
                    .endsWith("MSG in 7 3\r\nyes\r\nMSG in 7 3\r\nyes\r\n");
        }
        assertThat(seen.take()).isEqualTo("ask.a in [] hi $G");
        assertThat(seen.take()).isEqualTo("ask.b in [NATS/1.0\r\n\r\n] ho $G");
    }

    @Test
    void receiversSeeTheSubjectTheyAreShownWhateverTheRoute() throws Exception {
        try (var client = connected("SUB inbox 3\r\nPING\r\n")) {
            client.readTo("PONG\r\n");
            int receivers = on(() -> loop.publish(
                    account,
                    out.to(bytes("inbox"))
                            .subject(bytes("orders.1"), 0, 8)
                            .reply(bytes("ack.1"), 0, 5)
                            .headers(bytes("NATS/1.0\r\nA: b\r\n\r\n"), 0, 18)
                            .payload(bytes("body"))));
            assertThat(receivers).isEqualTo(1);
            assertThat(client.readTo("body\r\n"))
                    .endsWith("HMSG orders.1 3 ack.1 18 22\r\nNATS/1.0\r\nA: b\r\n\r\nbody\r\n");
            assertThat(on(() -> loop.hasInterest(account, bytes("inbox")))).isTrue();
            assertThat(on(() -> loop.hasInterest(account, bytes("outbox")))).isFalse();
            assertThat(on(() -> loop.publish(account, out.to(bytes("outbox"))))).isZero();
        }
    }

    @Test
    void aHandlerIsNeverCalledInTheMiddleOfAnother() throws Exception {
        List<String> order = new ArrayList<>();
        var done = new CompletableFuture<List<String>>();
        loop.subscribe(account, bytes("first"), null, message -> {
            loop.atPassEnd(() -> order.add("end"));
            loop.publish(account, out.to(bytes("second")));
            order.add("first " + message.subject());
        });
        loop.subscribe(account, bytes("second"), bytes("q"), message -> {
            order.add(message.subject());
            done.complete(order);
        });
        on(() -> loop.publish(account, out.to(bytes("first"))));
        assertThat(done.get(1, TimeUnit.MINUTES)).containsExactly("first first", "end", "second");
    }

    @Test
    void aHandlerThatFailsCostsOneMessage() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        loop.subscribe(account, bytes("a.*"), null, message -> {
            if (message.subject().equals("a.bad")) {
                throw new IllegalStateException("bad");
            }
            seen.add(message.subject());
        });
        loop.execute(() -> loop.atPassEnd(() -> {
            throw new IllegalStateException("bad end");
        }));
        on(() -> loop.publish(account, out.to(bytes("a.bad"))));
        on(() -> loop.publish(account, out.to(bytes("a.good"))));
        assertThat(seen.take()).isEqualTo("a.good");
        assertThat(broker.unexpectedCount()).isEqualTo(2);
    }

    @Test
    void whoEndsASubscriptionHearsNothingMore() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Subscription subscription = loop.subscribe(account, bytes("a"), null, message -> seen.add("old"));
        loop.unsubscribe(subscription);
        loop.subscribe(account, bytes("a"), null, message -> seen.add("new"));
        on(() -> loop.publish(account, out.to(bytes("a"))));
        assertThat(seen.take()).isEqualTo("new");
        assertThat(seen).isEmpty();
    }

    @Test
    void aLoopThatIsBehindIsSeenAndItsReliefIsTold() throws Exception {
        InternalLoop slow = transport.openInternalLoop("test-slow");
        try {
            var goOn = new CompletableFuture<Void>();
            var taken = new AtomicInteger();
            slow.subscribe(account, bytes("a"), null, message -> taken.incrementAndGet());
            slow.execute(goOn::join);
            byte[] payload = new byte[100_000];
            int sent = on(() -> {
                int count = 0;
                for (; !loop.isCongested(); count++) {
                    loop.publish(account, out.to(bytes("a")).payload(payload));
                }
                return count;
            });
            var relieved = new CompletableFuture<Void>();
            on(() -> {
                loop.onRelief(() -> relieved.complete(null));
                return 0;
            });
            assertThat(relieved).isNotDone();
            goOn.complete(null);
            relieved.get(1, TimeUnit.MINUTES);
            on(() -> loop.publish(account, out.to(bytes("a"))));
            org.awaitility.Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> taken.get() == sent + 1);
        } finally {
            slow.close();
        }
    }

    @Test
    void watchesHearOfEverySubscriptionTheirSubjectWouldReach() {
        var changes = new AtomicInteger();
        Runnable onChange = changes::incrementAndGet;
        account.interest().watch(bytes("deliver.here"), onChange);
        Subscription literal = loop.subscribe(account, bytes("deliver.here"), null, message -> {});
        Subscription wild = loop.subscribe(account, bytes("deliver.*"), null, message -> {});
        loop.subscribe(account, bytes("deliver.there"), null, message -> {});
        assertThat(changes).hasValue(2);
        loop.unsubscribe(literal);
        loop.unsubscribe(wild);
        assertThat(changes).hasValue(4);
        account.interest().unwatch(bytes("deliver.here"), onChange);
        loop.subscribe(account, bytes(">"), null, message -> {});
        assertThat(changes).hasValue(4);
    }

    private RawClient connected(String more) throws Exception {
        var client = RawClient.plain(port);
        client.send("CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true}\r\n" + more + "PING\r\n");
        client.readTo("PONG\r\n");
        return client;
    }

    private <T> T on(Callable<T> task) throws Exception {
        var done = new CompletableFuture<T>();
        loop.execute(() -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(1, TimeUnit.MINUTES);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
