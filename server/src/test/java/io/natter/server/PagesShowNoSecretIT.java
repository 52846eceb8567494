package io.natter.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords and tokens, right ones and wrong ones, are planted everywhere and must not come out on any page. */
class PagesShowNoSecretIT {
    private static final String[] PAGES = {
        "/",
        "/varz",
        "/connz?auth=1&subs=detail&state=all",
        "/subsz?subs=1",
        "/accountz",
        "/accountz?acc=A",
        "/accountz?acc=$G",
        "/accstatz?unused=1",
        "/healthz",
        "/routez",
        "/jsz",
        "/ipqueuesz?all=1",
        "/stacksz",
        "/debug/vars",
        "/metrics"
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "accounts { A { users: [ {user: ann, password: planted-password} ] } }",
                "authorization { user: ann, password: planted-password }",
                "authorization { token: planted-password }"
            })
    void noPageShowsAPasswordOrToken(String access) throws Exception {
        String config = access + "\nport: -1\nhost: \"127.0.0.1\"\nhttp: \"127.0.0.1:-1\"\n";
        try (NatterServer server = NatterServer.start(ServerConfig.parse(config));
                Socket asUser = client(server, "\"user\":\"ann\",\"pass\":\"planted-password\"");
                Socket asToken = client(server, "\"auth_token\":\"planted-password\"");
                Socket wrong = client(server, "\"user\":\"ann\",\"pass\":\"planted-guess\"")) {
            assertThat(new Socket[] {asUser, asToken, wrong}).doesNotContainNull();
            for (String page : PAGES) {
                assertThat(read(server, page)).as(page).isNotEmpty().doesNotContain("planted");
            }
        }
    }

    /** A client that was let in or refused by the time this returns. */
    private static Socket client(NatterServer server, String credentials) throws IOException {
        Socket socket = new Socket("127.0.0.1", server.port());
        socket.setSoTimeout(60_000);
        String lines = "CONNECT {\"verbose\":false," + credentials + "}\r\nPING\r\n";
        socket.getOutputStream().write(lines.getBytes(StandardCharsets.US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder received = new StringBuilder();
        while (received.indexOf("PONG\r\n") < 0 && received.indexOf("-ERR") < 0) {
            int next = in.read();
            assertThat(next).as("the server closed: %s", received).isNotNegative();
            received.append((char) next);
        }
        return socket;
    }

    private static String read(NatterServer server, String page) throws IOException {
        int port = server.ports().monitoring().get(0).getPort();
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + page).toURL().openConnection();
        connection.setReadTimeout(60_000);
        try (InputStream in =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
