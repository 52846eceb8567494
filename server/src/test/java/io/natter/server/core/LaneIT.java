package io.natter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.auth.AuthenticationPool;
import io.natter.server.config.ServerConfig;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A loop that does not take what another has for it: the bound holds, its publishers wait, nothing is lost. */
final class LaneIT {
    private static final int MESSAGES = 30_000;
    private static final int PAYLOAD_BYTES = 1_000;
    private static final int SERIAL_DIGITS = 8;

    /** What the last read of the one publisher may add: a read buffer, and what goes with each message. */
    private static final long ONE_READ_MAX = 2L * Loop.READ_BYTES;

    @Test
    void aLoopThatStandsStillHoldsBackItsPublishersAndNothingIsLost() throws Exception {
        try (var pool = AuthenticationPool.open()) {
            Broker broker = TransportIT.broker(ServerConfig.defaults(), pool);
            try (var transport = new Transport(broker, 2)) {
                int port =
                        transport.listen(new InetSocketAddress("127.0.0.1", 0)).getPort();
                transport.beginAccepting();
                try (Socket subscriber = connect(port, "SUB a 1\r\n");
                        Socket publisher = connect(port, "")) {
                    Connection receives = connection(broker, 1);
                    Connection publishes = connection(broker, 2);
                    assertThat(receives.loop()).isNotSameAs(publishes.loop());
                    var goOn = new CountDownLatch(1);
                    receives.loop().eventLoop().execute(() -> await(goOn));

                    CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> publish(publisher));
                    Lane lane = publishes
                            .loop()
                            .eventLoop()
                            .submit(() -> publishes.loop().lane(receives.loop()))
                            .get();
                    try {
                        Awaitility.await()
                                .atMost(Duration.ofMinutes(1))
                                .until(() -> !publishes.channel().config().isAutoRead());
                        // Whatever its loop had still to do is done when it answers.
                        publishes.loop().eventLoop().submit(() -> {}).get();
                        assertThat(lane.bytesOut()).isBetween(Lane.BYTES_MAX, Lane.BYTES_MAX + ONE_READ_MAX);
                        assertThat(sent).isNotDone();
                    } finally {
                        goOn.countDown(); // a loop that stands still for ever could not be closed
                    }
                    readAll(subscriber);
                    sent.get(1, TimeUnit.MINUTES);
                    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> lane.bytesOut() == 0);
                    assertThat(publishes.heldBackCount()).isPositive();
                }
            }
        }
    }

    private static Socket connect(int port, String more) throws IOException {
        var socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        String hello = "CONNECT {\"verbose\":false,\"pedantic\":false}\r\n" + more + "PING\r\n";
        socket.getOutputStream().write(hello.getBytes(StandardCharsets.US_ASCII));
        var seen = new StringBuilder();
        while (seen.indexOf("PONG\r\n") < 0) {
            int next = socket.getInputStream().read();
            assertThat(next).isNotNegative();
            seen.append((char) next);
        }
        return socket;
    }

    private static Connection connection(Broker broker, long id) {
        return broker.connections().stream()
                .filter(connection -> connection.id() == id)
                .findFirst()
                .orElseThrow();
    }

    private static void publish(Socket publisher) {
        try {
            for (int i = 0; i < MESSAGES; i++) {
                publisher.getOutputStream().write(frame("PUB a ", i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void readAll(Socket subscriber) throws IOException {
        var in = new DataInputStream(subscriber.getInputStream());
        for (int i = 0; i < MESSAGES; i++) {
            byte[] expected = frame("MSG a 1 ", i);
            byte[] got = new byte[expected.length];
            got[0] = in.readByte();
            while (got[0] == 'P') {
                in.skipNBytes("ING\r\n".length()); // the server asks whether it is there
                got[0] = in.readByte();
            }
            in.readFully(got, 1, got.length - 1);
            assertThat(got).isEqualTo(expected);
        }
    }

    private static byte[] frame(String head, int serial) {
        String payload = String.format(Locale.ROOT, "%0" + SERIAL_DIGITS + "d", serial)
                + "x".repeat(PAYLOAD_BYTES - SERIAL_DIGITS);
        return (head + PAYLOAD_BYTES + "\r\n" + payload + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
