package io.natter.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerInfoTest {
    private static ServerInfo parse(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return ServerInfo.parse(bytes, 0, bytes.length);
    }

    @Test
    void leavesOutWhatIsEmptyAndKeepsTheOrder() {
        ServerInfo info = ServerInfo.builder()
                .serverId("N1")
                .serverName("n")
                .version("2.15.1")
                .proto(1)
                .host("127.0.0.1")
                .port(4222)
                .headers(true)
                .maxPayload(1 << 20)
                .clientId(7)
                .clientIp("::1")
                .build();

        assertThat(info.toJson())
                .isEqualTo("{\"server_id\":\"N1\",\"server_name\":\"n\",\"version\":\"2.15.1\",\"proto\":1,\"go\":\"\","
                        + "\"host\":\"127.0.0.1\",\"port\":4222,\"headers\":true,\"max_payload\":1048576,"
                        + "\"client_id\":7,\"client_ip\":\"::1\"}");
        assertThat(parse(info.toJson())).isEqualTo(info);
    }

    @Test
    void readsWhatItWroteInEveryField() {
        ServerInfo info = ServerInfo.builder()
                .serverId("N1")
                .serverName("n")
                .version("v")
                .natter("0.1")
                .proto(1)
                .gitCommit("c")
                .go("g")
                .host("h")
                .port(1)
                .headers(true)
                .authRequired(true)
                .tlsRequired(true)
                .tlsVerify(true)
                .tlsAvailable(true)
                .maxPayload(2)
                .jetStream(true)
                .ip("i")
                .clientId(Long.MAX_VALUE)
                .clientIp("ci")
                .nonce("no")
                .cluster("cl")
                .clusterDynamic(true)
                .domain("d")
                .connectUrls(List.of("a:1", "b:2"))
                .wsConnectUrls(List.of("w:1"))
                .lameDuckMode(true)
                .compression("s2")
                .connectInfo(true)
                .remoteAccount("$G")
                .isSystemAccount(true)
                .apiLevel(5)
                .xkey("X")
                .build();

        assertThat(parse(info.toJson())).isEqualTo(info);
        assertThat(info.toBuilder().build()).isEqualTo(info);
        assertThat(info.toJson())
                .contains("\"ldm\":true", "\"api_lvl\":5", "\"acc_is_sys\":true", "\"jetstream\":true");
    }

    @Test
    void readsInfoOfTheReferenceServer() {
        ServerInfo info =
                parse("{\"server_id\":\"NAAA\",\"version\":\"2.15.1\",\"go\":\"go1.26\",\"max_payload\":1048576,"
                        + "\"connect_urls\":[\"10.0.0.1:4222\"],\"gateway\":\"later\",\"cluster\":null}");
        assertThat(info.maxPayload()).isEqualTo(1 << 20);
        assertThat(info.connectUrls()).containsExactly("10.0.0.1:4222");
        assertThat(info.natter()).isNull();
    }

    @Test
    void refusesWrongTypes() {
        assertThatThrownBy(() -> parse("{\"port\":\"4222\"}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageStartingWith("port: got a string");
        assertThatThrownBy(() -> parse("{\"connect_urls\":[1]}")).isInstanceOf(ProtocolException.class);
    }
}
