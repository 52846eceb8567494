package io.natter.server.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.ServerInfo;
import io.natter.server.RawClient;
import io.natter.server.auth.AuthenticationPool;
import io.natter.server.auth.ConfiguredAuthenticator;
import io.natter.server.config.ServerConfig;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.helpers.NOPLogger;

/** Several event loops: what crosses from one to another arrives whole, once and in order. */
final class TransportIT {
    private static final int LOOPS = 3;
    private static final int CLIENTS = 6;
    private static final int MESSAGES = 5_000;
    private static final int[] LARGE_SIZES = {
        511, 512, 1_024, 65_536, 4_096, 300_000, 16, 1_048_000, 1_048_564, 70_000, 2
    };

    @Test
    void whoConnectsBeforeTheServerIsReadyIsToldOnlyWhatHoldsThen() throws Exception {
        try (var pool = AuthenticationPool.open()) {
            Broker broker = broker(ServerConfig.defaults(), pool);
            try (var transport = new Transport(broker, 1)) {
                int port =
                        transport.listen(new InetSocketAddress("127.0.0.1", 0)).getPort();
                try (var early = RawClient.plain(port)) {
                    ServerInfo before = broker.announcement().info();
                    broker.announcement().use(before.toBuilder().port(port).build());
                    transport.beginAccepting();
                    assertThat(early.readTo("\r\n")).contains("\"port\":" + port);
                }
            }
        }
    }

    @Test
    void messagesCrossLoopsWholeOnceAndInOrder() throws Exception {
        ServerConfig config = ServerConfig.defaults();
        try (var pool = AuthenticationPool.open();
                var transport = new Transport(broker(config, pool), LOOPS)) {
            int port = transport.listen(new InetSocketAddress("127.0.0.1", 0)).getPort();
            transport.beginAccepting();
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(RawClient.connected(port, ",\"headers\":true"));
                clients.get(i).send("SUB a.* " + i + "\r\nSUB last 9\r\n").sync();
            }
            RawClient publisher = clients.get(0);
            var sent = new StringBuilder();
            for (int i = 0; i < MESSAGES; i++) {
                sent.append("PUB a.")
                        .append(i % 7)
                        .append(" r ")
                        .append(Integer.toString(i).length());
                sent.append("\r\n").append(i).append("\r\n");
            }
            publisher.send(sent + "HPUB last 12 12\r\nNATS/1.0\r\n\r\n\r\n");
            for (int c = 0; c < CLIENTS; c++) {
                var expected = new StringBuilder();
                for (int i = 0; i < MESSAGES; i++) {
                    expected.append("MSG a.")
                            .append(i % 7)
                            .append(' ')
                            .append(c)
                            .append(" r ");
                    expected.append(Integer.toString(i).length())
                            .append("\r\n")
                            .append(i)
                            .append("\r\n");
                }
                String got = clients.get(c).readTo("HMSG last 9 12 12\r\nNATS/1.0\r\n\r\n\r\n");
                assertThat(got.substring(0, got.indexOf("HMSG")))
                        .as("client %d", c)
                        .isEqualTo(expected.toString());
            }
            clients.forEach(RawClient::close);
        }
    }

    @Test
    void unsubLimitsHoldAcrossLoops() throws Exception {
        ServerConfig config = ServerConfig.defaults();
        try (var pool = AuthenticationPool.open();
                var transport = new Transport(broker(config, pool), LOOPS)) {
            int port = transport.listen(new InetSocketAddress("127.0.0.1", 0)).getPort();
            transport.beginAccepting();
            try (var publisher = RawClient.connected(port, "");
                    var one = RawClient.connected(port, "");
                    var two = RawClient.connected(port, "")) {
                one.send("SUB a 1\r\nUNSUB 1 3\r\nSUB end 2\r\n").sync();
                two.send("SUB a 1\r\nUNSUB 1 5\r\nSUB end 2\r\n").sync();
                publisher.send("PUB a 0\r\n\r\n".repeat(10) + "PUB end 0\r\n\r\n");
                assertThat(one.readTo("MSG end 2 0\r\n\r\n"))
                        .isEqualTo("MSG a 1 0\r\n\r\n".repeat(3) + "MSG end 2 0\r\n\r\n");
                assertThat(two.readTo("MSG end 2 0\r\n\r\n"))
                        .isEqualTo("MSG a 1 0\r\n\r\n".repeat(5) + "MSG end 2 0\r\n\r\n");
            }
        }
    }

    @ParameterizedTest(name = "{0} loops")
    @ValueSource(ints = {1, 2})
    void largeMessagesReachEveryoneWholeThoughOneDoesNotReadForLong(int loops) throws Exception {
        ServerConfig config = ServerConfig.defaults();
        try (var pool = AuthenticationPool.open();
                var transport = new Transport(broker(config, pool), loops)) {
            int port = transport.listen(new InetSocketAddress("127.0.0.1", 0)).getPort();
            transport.beginAccepting();
            List<RawClient> receivers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                receivers.add(RawClient.connected(port, i % 2 == 0 ? ",\"headers\":true" : ""));
                receivers.get(i).send("SUB big 1\r\nSUB last 2\r\n").sync();
            }
            var expected = new StringBuilder();
            var withHeaders = new StringBuilder();
            try (var publisher = RawClient.connected(port, ",\"headers\":true")) {
                for (int size : LARGE_SIZES) {
                    String payload = Integer.toString(size, 36).repeat(size).substring(0, size);
                    publisher.send("PUB big " + size + "\r\n" + payload + "\r\n");
                    publisher.send("HPUB big r 12 " + (12 + size) + "\r\nNATS/1.0\r\n\r\n" + payload + "\r\n");
                    String message = "MSG big 1 " + size + "\r\n" + payload + "\r\n";
                    expected.append(message).append("MSG big 1 r ").append(message.substring("MSG big 1 ".length()));
                    withHeaders.append(message).append("HMSG big 1 r 12 ").append(12 + size);
                    withHeaders.append("\r\nNATS/1.0\r\n\r\n").append(payload).append("\r\n");
                }
                publisher.send("PUB last 0\r\n\r\n").sync();
            }
            String end = "MSG last 2 0\r\n\r\n";
            for (int i = CLIENTS - 1; i >= 0; i--) { // the first ones are slow: they read when all others have
                assertThat(receivers.get(i).readTo(end).equals((i % 2 == 0 ? withHeaders : expected) + end))
                        .as("receiver %d got what was sent", i)
                        .isTrue();
            }
            receivers.forEach(RawClient::close);
        }
    }

    static Broker broker(ServerConfig config, AuthenticationPool pool) {
        var settings = new Settings(
                config.limits(), config.liveness(), config.authTimeout(), true, false, false, false, false, false);
        ServerInfo info = ServerInfo.builder()
                .serverId("N")
                .serverName("n")
                .version("2.15.1")
                .go("java")
                .host("h")
                .port(1)
                .maxPayload(config.limits().maxPayload())
                .build();
        return new Broker(
                NOPLogger.NOP_LOGGER, settings, ConfiguredAuthenticator.of(config), new Announcement(info), pool);
    }
}
