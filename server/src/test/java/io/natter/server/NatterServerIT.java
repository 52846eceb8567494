package io.natter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.natter.server.config.AuthorizationConfig;
import io.natter.server.config.Liveness;
import io.natter.server.config.MonitorConfig;
import io.natter.server.config.Secret;
import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** A server in this JVM, from start to close, seen through sockets. */
final class NatterServerIT {
    private static ServerConfig config() {
        ServerConfig defaults = ServerConfig.defaults();
        return defaults.withClient(defaults.client().withPort(-1));
    }

    @Test
    void clientsCanConnectWhenStartReturns() {
        try (var server = NatterServer.start(config());
                var client = RawClient.connected(server.port(), "")) {
            client.send("SUB a 1\r\nPUB a 2\r\nhi\r\n");
            assertThat(client.readTo("hi\r\n")).isEqualTo("MSG a 1 2\r\nhi\r\n");
        }
    }

    @Test
    void closeLeavesNoThreadAndNoPort() throws Exception {
        Set<String> before = threads();
        try (var reserved = ReservedPort.take()) {
            var config = config().withClient(config().client().withPort(reserved.number()));
            NatterServer server = NatterServer.start(config.withMonitor(MonitorConfig.http(-1)));
            try (var client = RawClient.connected(server.port(), "")) {
                assertThat(page(server, "/varz")).contains("\"connections\": 1");
                server.close();
                assertThat(client.readToEnd()).isEmpty();
            }
            eventually().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
            try (var again = NatterServer.start(config)) {
                assertThat(again.port()).isEqualTo(reserved.number());
            }
        }
    }

    @Test
    void severalServersLiveSideBySide() {
        try (var one = NatterServer.start(config());
                var other = NatterServer.start(config());
                var here = RawClient.connected(one.port(), "");
                var there = RawClient.connected(other.port(), "")) {
            here.send("SUB > 1\r\n").sync();
            there.send("PUB a 0\r\n\r\n").sync();
            assertThat(here.sync()).isEmpty();
            assertThat(one.id()).isNotEqualTo(other.id());
        }
    }

    @Test
    void aPortInUseIsToldAndLeavesNothing() {
        try (var server = NatterServer.start(config())) {
            Set<String> before = threads();
            assertThatThrownBy(() -> NatterServer.start(
                            config().withClient(config().client().withPort(server.port()))))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("in use");
            eventually().untilAsserted(() -> assertThat(threads()).isSubsetOf(before));
        }
    }

    @Test
    void oneConnectionTooManyIsTold() {
        var limited = config().withLimits(config().limits().withMaxConnections(1));
        try (var server = NatterServer.start(limited);
                var first = RawClient.connected(server.port(), "");
                var second = RawClient.open(server.port())) {
            assertThat(second.readToEnd()).isEqualTo("-ERR 'maximum connections exceeded'\r\n");
            assertThat(first.sync()).isEmpty();
        }
    }

    @Test
    void whoDoesNotSayWhoItIsInTimeIsClosed() {
        var config = config().withAuthorization(tokenAuthorization("s3cr3t").withTimeout(Duration.ofMillis(200)));
        try (var server = NatterServer.start(config);
                var client = RawClient.open(server.port())) {
            assertThat(client.readToEnd()).isEqualTo("-ERR 'Authentication Timeout'\r\n");
        }
    }

    @Test
    void whoAnswersNoPingIsStale() {
        Liveness quick =
                config().liveness().withPingInterval(Duration.ofMillis(50)).withPingMax(1);
        try (var server = NatterServer.start(config().withLiveness(quick));
                var client = RawClient.plain(server.port()).seesPings()) {
            assertThat(client.readToEnd())
                    .startsWith("INFO {")
                    .contains("\r\nPING\r\n")
                    .endsWith("-ERR 'Stale Connection'\r\n");
        }
    }

    @Test
    void aSlowReaderIsClosedAndTheOthersGoOn() throws Exception {
        var limits = config().limits().withMaxPendingBytes(2 << 20);
        var config = config().withLimits(limits).withMonitor(MonitorConfig.http(-1));
        try (var server = NatterServer.start(config);
                var slow = RawClient.connected(server.port(), "");
                var fast = RawClient.connected(server.port(), "")) {
            slow.send("SUB a 1\r\n").sync();
            String message = "PUB a 500000\r\n" + "x".repeat(500_000) + "\r\n";
            for (int i = 0; i < 40 && !page(server, "/varz").contains("\"slow_consumers\": 1"); i++) {
                fast.send(message).sync();
            }
            assertThat(page(server, "/varz")).contains("\"slow_consumers\": 1");
            eventually()
                    .untilAsserted(() ->
                            assertThat(page(server, "/connz?state=closed")).contains("Slow Consumer (Pending Bytes)"));
            assertThat(fast.sync()).isEmpty();
        }
    }

    @Test
    void aStuckWriteEndsAtItsDeadline() throws Exception {
        Liveness quick = config().liveness().withWriteDeadline(Duration.ofMillis(300));
        var config = config().withLiveness(quick).withMonitor(MonitorConfig.http(-1));
        try (var server = NatterServer.start(config);
                var slow = RawClient.connected(server.port(), "");
                var fast = RawClient.connected(server.port(), "")) {
            slow.send("SUB a 1\r\n").sync();
            for (int i = 0; i < 30; i++) {
                fast.send("PUB a 900000\r\n" + "x".repeat(900_000) + "\r\n").sync();
            }
            eventually()
                    .untilAsserted(() ->
                            assertThat(page(server, "/connz?state=closed")).contains("Slow Consumer (Write Deadline)"));
        }
    }

    @Test
    void lameDuckTellsClosesAndEnds() throws Exception {
        Liveness quick = config().liveness()
                .withLameDuckGracePeriod(Duration.ofMillis(100))
                .withLameDuckDuration(Duration.ofSeconds(30));
        try (var server = NatterServer.start(config().withLiveness(quick));
                var client = RawClient.connected(server.port(), ",\"protocol\":1")) {
            client.readTo("\"connect_info\":true");
            server.startLameDuck();
            assertThat(client.readTo("\"ldm\":true")).contains("INFO {");
            client.readToEnd();
            assertThat(server.awaitClosed(60, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void aLameDuckWithoutClientsEndsAtOnce() throws Exception {
        Liveness patient = config().liveness()
                .withLameDuckGracePeriod(Duration.ofHours(1))
                .withLameDuckDuration(Duration.ofHours(2));
        try (var server = NatterServer.start(config().withLiveness(patient))) {
            server.startLameDuck();
            assertThat(server.awaitClosed(60, java.util.concurrent.TimeUnit.SECONDS))
                    .isTrue();
        }
    }

    @Test
    void aReloadClosesWhoseTokenIsNoLongerGood() {
        var config = config().withAuthorization(tokenAuthorization("one"));
        try (var server = NatterServer.start(config);
                var client = RawClient.connected(server.port(), ",\"auth_token\":\"one\"")) {
            server.reload(config.withLimits(config.limits().withMaxPayload(1000)));
            assertThat(client.sync()).isEmpty();
            server.reload(config.withAuthorization(tokenAuthorization("two")));
            assertThat(client.readToEnd()).isEqualTo("-ERR 'Authorization Violation'\r\n");
            try (var next = RawClient.connected(server.port(), ",\"auth_token\":\"two\"")) {
                assertThat(next.sync()).isEmpty();
            }
        }
    }

    private static AuthorizationConfig tokenAuthorization(String token) {
        return ServerConfig.defaults().authorization().withToken(Secret.of(token));
    }

    private static String page(NatterServer server, String path) throws IOException {
        var address = server.ports().monitoring().get(0);
        try (InputStream page = URI.create("http://127.0.0.1:" + address.getPort() + path)
                .toURL()
                .openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofMinutes(1));
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("natter-"))
                .collect(Collectors.toSet());
    }
}
