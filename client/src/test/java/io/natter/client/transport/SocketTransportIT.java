package io.natter.client.transport;

import static io.natter.client.transport.Patience.await;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.natter.client.NatsOptions;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Links over real sockets: reading, writing, closing, and what is left behind. */
class SocketTransportIT {
    private static final FakeServer.Part ECHO =
            FakeServer.afterHandshake(socket -> socket.getInputStream().transferTo(socket.getOutputStream()));

    private final NatsOptions options = NatsOptions.DEFAULTS.toBuilder()
            .connectTimeout(Duration.ofMinutes(1))
            .build();

    @Test
    void bytesComeBackInTheirOrderHoweverMuchIsWritten() throws Exception {
        byte[] data = new byte[3 << 20];
        new Random(1).nextBytes(data);
        try (FakeServer server = FakeServer.start(ECHO);
                Dialer dialer = Dialers.of(options)) {
            Transport transport = dialer.dial(server.address()).transport();
            RecordedEvents events = new RecordedEvents(10_000);
            ByteBuffer left = ByteBuffer.wrap(data);
            events.onWritable = () -> write(transport, left); // one caller at a time: the loop
            transport.start(events);
            transport.wakeWriter();
            await().atMost(Duration.ofSeconds(60)).until(() -> events.receivedBytes() == data.length);
            assertThat(events.text()).isEqualTo(new String(data, ISO_8859_1));
            transport.close();
            assertThat(events.closed.get(1, TimeUnit.MINUTES)).isNull();
        }
    }

    private static void write(Transport transport, ByteBuffer left) {
        try {
            transport.write(left);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWriteThatIsNotTakenWholeIsFollowedByWritable() throws Exception {
        CompletableFuture<Void> mayRead = new CompletableFuture<>();
        FakeServer.Part slow = FakeServer.afterHandshake(socket -> {
            mayRead.get(60, TimeUnit.SECONDS);
            FakeServer.drain(socket);
        });
        try (FakeServer server = FakeServer.start(slow);
                Dialer dialer = Dialers.of(options)) {
            Transport transport = dialer.dial(server.address()).transport();
            RecordedEvents events = new RecordedEvents(100);
            transport.start(events);
            ByteBuffer much = ByteBuffer.allocateDirect(64 << 20);
            assertThat(transport.write(much)).isFalse();
            assertThat(much.hasRemaining()).isTrue();
            mayRead.complete(null);
            await().until(() -> events.writableCount.get() > 0);
            transport.close();
        }
    }

    @Test
    void manyAskForTheWriterAndItComesForEach() throws Exception {
        try (FakeServer server = FakeServer.start(ECHO);
                Dialer dialer = Dialers.of(options)) {
            Transport transport = dialer.dial(server.address()).transport();
            RecordedEvents events = new RecordedEvents(100);
            transport.start(events);
            for (int i = 1; i <= 1000; i++) {
                int before = events.writableCount.get();
                transport.wakeWriter();
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofNanos(1000))
                        .until(() -> events.writableCount.get() > before);
            }
            transport.close();
        }
    }

    @Test
    void whilePausedNothingIsReadAndAfterwardsAllOfIt() throws Exception {
        CountDownLatch sent = new CountDownLatch(1);
        FakeServer.Part part = FakeServer.afterHandshake(socket -> {
            socket.getOutputStream().write("first".getBytes(ISO_8859_1));
            FakeServer.readLine(socket);
            socket.getOutputStream().write("second".getBytes(ISO_8859_1));
            sent.countDown();
            FakeServer.drain(socket);
        });
        try (FakeServer server = FakeServer.start(part);
                Dialer dialer = Dialers.of(options)) {
            Transport transport = dialer.dial(server.address()).transport();
            RecordedEvents events = new RecordedEvents(100);
            transport.start(events);
            await().until(events::text, "first"::equals);
            transport.pauseReading();
            int before = events.writableCount.get();
            transport.wakeWriter();
            await().until(() -> events.writableCount.get() > before); // the loop knows of the pause
            transport.write(ByteBuffer.wrap("go\n".getBytes(ISO_8859_1)));
            assertThat(sent.await(1, TimeUnit.MINUTES)).isTrue();
            assertThat(events.text()).isEqualTo("first");
            transport.resumeReading();
            await().until(events::text, "firstsecond"::equals);
            transport.close();
        }
    }

    @Test
    void aServerThatGoesIsToldWithACause() throws Exception {
        try (FakeServer server = FakeServer.start(FakeServer.afterHandshake(socket -> {}));
                Dialer dialer = Dialers.of(options)) {
            Transport transport = dialer.dial(server.address()).transport();
            RecordedEvents events = new RecordedEvents(100);
            transport.start(events);
            assertThat(events.closed.get(1, TimeUnit.MINUTES)).isInstanceOf(IOException.class);
            transport.close();
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> transport.write(ByteBuffer.wrap(new byte[1])));
        }
    }

    @Test
    void whatAConnectionThrowsClosesItAndNoOther() throws Exception {
        try (FakeServer server = FakeServer.start(ECHO);
                Dialer dialer = Dialers.of(options)) {
            Transport good = dialer.dial(server.address()).transport();
            Transport bad = dialer.dial(server.address()).transport();
            RecordedEvents goodEvents = new RecordedEvents(100);
            RecordedEvents badEvents = new RecordedEvents(100);
            badEvents.onReceived = () -> {
                throw new AssertionError("broken");
            };
            good.start(goodEvents);
            bad.start(badEvents);
            bad.write(ByteBuffer.wrap(new byte[] {'x'}));
            assertThat(badEvents.closed.get(1, TimeUnit.MINUTES)).hasMessage("broken");
            good.write(ByteBuffer.wrap(new byte[] {'y'}));
            await().until(goodEvents::text, "y"::equals);
            good.close();
        }
    }

    @Test
    void anInterruptOfWhoWritesDoesNoHarm() throws Exception {
        try (FakeServer server = FakeServer.start(ECHO);
                Dialer dialer = Dialers.of(options)) {
            Transport transport = dialer.dial(server.address()).transport();
            RecordedEvents events = new RecordedEvents(100);
            transport.start(events);
            Thread.currentThread().interrupt();
            transport.write(ByteBuffer.wrap(new byte[] {'x'}));
            transport.wakeWriter();
            assertThat(Thread.interrupted()).isTrue();
            await().until(events::text, "x"::equals);
            transport.close();
        }
    }

    @Test
    void oneFailedAddressIsNotAFailedServer() throws Exception {
        try (FakeServer server = FakeServer.start(ECHO);
                DialSelector waiting = DialSelector.open(Duration.ofMinutes(1))) {
            // 127.0.0.2 refuses: the server listens on 127.0.0.1 only.
            List<java.net.InetSocketAddress> addresses = List.of(
                    new java.net.InetSocketAddress("127.0.0.2", server.port()),
                    new java.net.InetSocketAddress("127.0.0.1", server.port()));
            try (var channel = AddressRace.connect(waiting, addresses)) {
                assertThat(channel.getRemoteAddress()).isEqualTo(addresses.get(1));
            }
        }
    }

    @Test
    void allFailedAddressesAreNamed() throws Exception {
        try (FakeServer server = FakeServer.start(ECHO);
                DialSelector waiting = DialSelector.open(Duration.ofMinutes(1))) {
            List<java.net.InetSocketAddress> addresses = List.of(
                    new java.net.InetSocketAddress("127.0.0.2", server.port()),
                    new java.net.InetSocketAddress("127.0.0.3", server.port()));
            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(() -> AddressRace.connect(waiting, addresses).close())
                    .withMessageContaining("127.0.0.2:" + server.port())
                    .withMessageContaining("127.0.0.3:" + server.port());
        }
    }

    @Test
    void aThousandLinksLeaveNoThreadAndNoDescriptor() throws Exception {
        Set<Thread> threadsBefore = clientThreads(); // those of a test before may still be ending
        List<Throwable> failures = new ArrayList<>();
        try (FakeServer server = FakeServer.start(ECHO);
                Dialer dialer = Dialers.of(options)) {
            openAllSelectors(dialer, server);
            OpenDescriptors before = OpenDescriptors.ofClientsOf(server.port());
            for (int round = 0; round < 10; round++) {
                List<RecordedEvents> all = new ArrayList<>();
                List<Transport> open = new ArrayList<>();
                for (int i = 0; i < 100; i++) {
                    Transport transport = dialer.dial(server.address()).transport();
                    RecordedEvents events = new RecordedEvents(100);
                    if (i % 7 != 0) { // some are closed before they were started
                        transport.start(events);
                        all.add(events);
                    }
                    open.add(transport);
                }
                assertThat(clientThreadsBut(threadsBefore)).hasSizeLessThanOrEqualTo(4);
                open.forEach(Transport::close);
                for (RecordedEvents events : all) {
                    Throwable cause = events.closed.get(1, TimeUnit.MINUTES);
                    if (cause != null) {
                        failures.add(cause);
                    }
                }
            }
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(
                                    OpenDescriptors.ofClientsOf(server.port()).names())
                            .hasSizeLessThanOrEqualTo(before.count()));
        }
        assertThat(failures).isEmpty();
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(clientThreadsBut(threadsBefore)).isEmpty());
    }

    /** Loops open their selectors themselves, when they begin: has each serve a link. */
    private static void openAllSelectors(Dialer dialer, FakeServer server) throws Exception {
        for (int i = Loops.count(Runtime.getRuntime().availableProcessors()); i > 0; i--) {
            Transport transport = dialer.dial(server.address()).transport();
            RecordedEvents events = new RecordedEvents(100);
            transport.start(events);
            transport.close();
            events.closed.get(1, TimeUnit.MINUTES);
        }
    }

    private static Set<Thread> clientThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("natter-client-loop-"))
                .collect(Collectors.toSet());
    }

    private static Set<Thread> clientThreadsBut(Set<Thread> others) {
        Set<Thread> threads = clientThreads();
        threads.removeAll(others);
        return threads;
    }
}
