package io.natter.conformance.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.natter.conformance.MonitorReader;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.TestServer;
import io.natter.conformance.wire.Reply;
import io.natter.conformance.wire.WireConnection;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connections in masses (T35, T36, T43): who behaves is served meanwhile, memory stays bounded, nothing of them is left.
 *
 * <p>How fast connections are taken is measured by bench (workload W11, docs/benchmarks.md), not here.
 */
final class FloodsIT {
    private static final String LOGIN = "CONNECT {\"verbose\":false,\"user\":\"a\",\"pass\":\"%s\"}\r\nPING\r\n";
    private static final String MONITOR = "http: \"127.0.0.1:-1\"\n";

    @TempDir
    private Path directory;

    @Test
    void tenThousandThatNeverSayWhoTheyAreAreClosedInTime() {
        // Long enough for those who do say it on any machine.
        String config = "authorization { user: a, password: b, timeout: 30 }";
        try (TestServer server = ServerProgram.NATTER.start(config, directory);
                WireConnection friend = friendOf(server);
                Crowd silent = new Crowd(server)) {
            long before = usedAfterCollection();
            int count = Crowd.sizeUpTo(10_000);
            while (silent.size() < count) {
                silent.join("");
            }
            assertIsServed(friend);
            assertThat(usedAfterCollection() - before).isLessThan(100L << 20); // both ends
            try (WireConnection late = friendOf(server)) {
                assertIsServed(late);
            }
            for (int i = 0; i < count; i++) {
                assertThat(silent.awaitEnd()).startsWith("INFO {").endsWith("-ERR 'Authentication Timeout'\r\n");
            }
            assertIsServed(friend);
        }
    }

    /** Three seconds of 5,000 a second, though here as fast as they come. */
    @Test
    void fifteenThousandThatComeAndGoLeaveNothing() throws IOException {
        try (TestServer server = ServerProgram.NATTER.start(MONITOR, directory);
                WireConnection friend = friendOf(server);
                Crowd storm = new Crowd(server)) {
            long before = usedAfterCollection();
            String own = subscriptions(MonitorReader.page(server, "/varz")); // of the system account's services
            for (int i = 0; i < 15_000; i++) {
                storm.join(i % 2 == 0 ? "" : "CONNECT {\"verbose\":false}\r\nSUB > 1\r\nPIN");
                if (storm.size() > 200) {
                    storm.reset();
                }
                if (i % 1_000 == 0) {
                    assertIsServed(friend);
                }
            }
            storm.resetAll();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() ->
                            assertThat(MonitorReader.page(server, "/varz")).contains("\"connections\": 1,", own));
            assertIsServed(friend);
            assertThat(usedAfterCollection() - before).isLessThan(100L << 20);
        }
    }

    private static String subscriptions(String varz) {
        return varz.lines()
                .filter(line -> line.contains("\"subscriptions\": "))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tenThousandWrongPasswordsKeepNobodyElseOut() {
        String config =
                MONITOR + "authorization { timeout: 60, users: [ {user: a, password: b}, {user: c, password: d} ] }";
        try (TestServer server = ServerProgram.NATTER.start(config, directory);
                WireConnection friend = friendOf(server);
                Crowd guesses = new Crowd(server)) {
            for (int i = 0; i < 10_000; i++) {
                guesses.join(LOGIN.formatted("guess" + i).replace("\"a\"", "\"c\""));
                if (guesses.size() > 200) {
                    assertThat(guesses.awaitEnd()).doesNotContain("PONG");
                }
                if (i % 1_000 == 0) {
                    assertIsServed(friend);
                }
            }
            while (guesses.size() > 0) {
                assertThat(guesses.awaitEnd()).doesNotContain("PONG");
            }
            assertIsServed(friend);
        }
    }

    private static WireConnection friendOf(TestServer server) {
        WireConnection friend = WireConnection.open(server.host(), server.port());
        friend.send(LOGIN.formatted("b"));
        assertThat(friend.await(Reply.Kind.PONG, 1)).isTrue();
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
