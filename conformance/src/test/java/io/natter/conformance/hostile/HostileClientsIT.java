package io.natter.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.conformance.ServerProgram;
import io.natter.conformance.TestServer;
import io.natter.conformance.wire.Reply;
import io.natter.conformance.wire.WireConnection;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Bad input in bulk (T37-T40): it is refused, holds little memory, and a client that behaves is served meanwhile.
 *
 * <p>What one connection is answered is in the corpus; here is what many of them, or much of it, must not do.
 */
final class HostileClientsIT {
    private static final String CONNECT = "CONNECT {\"verbose\":false}\r\n";

    @TempDir
    private Path directory;

    @Test
    void refusesAnEndlessControlLineWithoutKeepingIt() {
        byte[] piece = "SUB ".concat("x".repeat((1 << 20) - 4)).getBytes(StandardCharsets.US_ASCII);
        try (TestServer server = start("");
                WireConnection friend = friendOf(server);
                WireConnection hostile = WireConnection.open(server.host(), server.port())) {
            long before = usedAfterCollection();
            for (int i = 0; i < 100 && !hostile.hasEnded(); i++) {
                hostile.send(piece, 0);
            }
            assertThat(hostile.awaitEnd()).isTrue();
            assertThat(hostile.first(Reply.Kind.ERR).map(Reply::line)).hasValue("-ERR 'maximum control line exceeded'");
            assertThat(usedAfterCollection() - before).isLessThan(20L << 20);
            assertIsServed(friend);
        }
    }

    @Test
    void servesOthersWhileOneSendsByteByByte() {
        try (TestServer server = start("");
                WireConnection friend = friendOf(server);
                WireConnection slow = WireConnection.open(server.host(), server.port())) {
            slow.send(CONNECT.getBytes(StandardCharsets.US_ASCII), 1);
            slow.send("SUB slow 1\r\n".getBytes(StandardCharsets.US_ASCII), 1);
            for (byte b :
                    "PUB slow 200\r\n".concat("y".repeat(200)).concat("\r\n").getBytes(StandardCharsets.US_ASCII)) {
                slow.send(new byte[] {b}, 0);
                assertIsServed(friend);
            }
            assertThat(slow.await(Reply.Kind.MSG, 1)).isTrue();
        }
    }

    @Test
    void refusesJsonAMillionDeepWithoutItsStack() {
        try (TestServer server = start("max_control_line: 16MB");
                WireConnection friend = friendOf(server)) {
            for (String nested : List.of("[".repeat(1_000_000), "{\"a\":".repeat(1_000_000))) {
                try (WireConnection hostile = WireConnection.open(server.host(), server.port())) {
                    hostile.send("CONNECT {\"verbose\":false,\"x\":" + nested + "\r\nPING\r\n");
                    assertThat(hostile.awaitEnd()).isTrue();
                    assertThat(hostile.count(Reply.Kind.PONG)).isZero();
                }
                assertIsServed(friend);
            }
        }
    }

    @Test
    void takesAHugeConnectOnlyAsFarAsTheControlLineMayGo() {
        try (TestServer server = start("max_control_line: 1MB");
                WireConnection friend = friendOf(server);
                WireConnection huge = WireConnection.open(server.host(), server.port());
                WireConnection tooHuge = WireConnection.open(server.host(), server.port())) {
            String unknown = IntStream.range(0, 30)
                    .mapToObj(i -> "\"x" + i + "\":\"" + "x".repeat(30_000) + "\"")
                    .collect(Collectors.joining(","));
            huge.send("CONNECT {\"verbose\":false," + unknown + "}\r\n");
            assertIsServed(huge);
            tooHuge.send("CONNECT {\"verbose\":false,\"name\":\"" + "n".repeat(2_000_000) + "\"}\r\n");
            assertThat(tooHuge.awaitEnd()).isTrue();
            assertThat(tooHuge.first(Reply.Kind.ERR).map(Reply::line)).hasValue("-ERR 'maximum control line exceeded'");
            assertIsServed(friend);
        }
    }

    @Test
    void neverAllocatesWhatASizeMerelyClaims() {
        try (TestServer server = start("max_payload: 64MB\nmax_pending: 128MB")) {
            long before = usedAfterCollection();
            List<WireConnection> claims = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                WireConnection claim = WireConnection.open(server.host(), server.port());
                claim.send(CONNECT + "PING\r\nPUB foo 67000000\r\nx");
                assertThat(claim.await(Reply.Kind.PONG, 1)).isTrue();
                claims.add(claim);
            }
            // Once answered, the claims have been parsed: each keeps no more than a chunk.
            assertThat(usedAfterCollection() - before).isLessThan(100L << 20);
            claims.forEach(WireConnection::close);
        }
    }

    @Test
    void survivesNoise() {
        Random random = new Random(5);
        try (TestServer server = start("");
                WireConnection friend = friendOf(server)) {
            for (int i = 0; i < 300; i++) {
                byte[] noise = new byte[1 + random.nextInt(5_000)];
                random.nextBytes(noise);
                if (random.nextBoolean()) {
                    System.arraycopy(
                            "CONNECT ".getBytes(StandardCharsets.US_ASCII), 0, noise, 0, Math.min(8, noise.length));
                }
                try (WireConnection hostile = WireConnection.open(server.host(), server.port())) {
                    hostile.send(noise, 0);
                    hostile.halfClose();
                    assertThat(hostile.awaitEnd()).isTrue();
                }
            }
            assertIsServed(friend);
        }
    }

    private TestServer start(String config) {
        return ServerProgram.NATTER.start(config, directory);
    }

    private static WireConnection friendOf(TestServer server) {
        WireConnection friend = WireConnection.open(server.host(), server.port());
        friend.send(CONNECT);
        assertIsServed(friend);
        return friend;
    }

    private static void assertIsServed(WireConnection connection) {
        int pongs = connection.count(Reply.Kind.PONG);
        connection.send("PING\r\n");
        assertThat(connection.await(Reply.Kind.PONG, pongs + 1)).isTrue();
        assertThat(connection.hasEnded()).as("%s", connection.replies()).isFalse();
    }

    private static long usedAfterCollection() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
