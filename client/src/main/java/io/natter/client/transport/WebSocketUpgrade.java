package io.natter.client.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * Asks an HTTP server to go on as a WebSocket (RFC 6455, section 4).
 *
 * <p>Confined to the dialing thread.
 */
final class WebSocketUpgrade {
    private static final String ACCEPT_SUFFIX = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private WebSocketUpgrade() {}

    /**
     * Upgrades the stream; it goes on over the WebSocket.
     *
     * @param headers of the caller's own
     * @throws IOException if the server does not want to
     */
    static void run(HandshakeStream stream, ServerAddress server, Map<String, String> headers) throws IOException {
        stream.waiting().step("websocket");
        byte[] nonce = new byte[16];
        new SecureRandom().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        stream.write(request(server, headers, key).getBytes(UTF_8));
        HttpHead answer = HttpHead.read(stream, "websocket");
        if (answer.status() != 101) {
            throw new IOException("websocket: got " + answer.shown() + ", expected HTTP 101");
        }
        if (!answer.hasWord("Upgrade", "websocket")
                || !answer.hasWord("Connection", "upgrade")
                || !acceptOf(key).equals(answer.header("Sec-WebSocket-Accept"))) {
            throw new IOException("websocket: got an upgrade to something else, expected one to websocket");
        }
        if (answer.header("Sec-WebSocket-Extensions") != null) {
            throw new IOException("websocket: got extensions nobody asked for, expected none");
        }
        stream.layer(new WebSocketStream(stream.stream(), stream.takeUnused()));
    }

    private static String request(ServerAddress server, Map<String, String> headers, String key) throws IOException {
        StringBuilder request = new StringBuilder("GET ")
                .append(server.path().isEmpty() ? "/" : server.path())
                .append(" HTTP/1.1\r\nHost: ")
                .append(hostHeader(server))
                .append(
                        "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ")
                .append(key)
                .append("\r\n");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            checkHeader(header.getKey(), header.getValue());
            request.append(header.getKey())
                    .append(": ")
                    .append(header.getValue())
                    .append("\r\n");
        }
        return request.append("\r\n").toString();
    }

    private static void checkHeader(String name, String value) throws IOException {
        boolean isName = name.matches("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
        if (!isName || value.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw new IOException(
                    "websocket: got a header " + (isName ? name + " with control characters" : "whose name is none")
                            + ", expected names and values as in RFC 9110");
        }
    }

    private static String hostHeader(ServerAddress server) {
        String name = server.host().indexOf(':') >= 0 ? "[" + server.host() + "]" : server.host();
        return server.port() == server.scheme().defaultPort() ? name : name + ":" + server.port();
    }

    /** What a server answers to a key. */
    static String acceptOf(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + ACCEPT_SUFFIX).getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
