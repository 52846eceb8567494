package io.natter.server.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Reads monitoring pages as a browser does, or sends bytes as no browser would. Confined to the test. */
final class HttpReader {
    private static final int MILLIS_MAX = 60_000;

    private HttpReader() {}

    /** What came back. Immutable. */
    record Answer(int status, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return String.join(",", headers.getOrDefault(name, List.of()));
        }
    }

    static Answer get(InetSocketAddress address, String path) throws IOException {
        return ask("GET", address, path);
    }

    static Answer ask(String method, InetSocketAddress address, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + address.getPort() + path)
                .toURL()
                .openConnection();
        return answer(method, connection);
    }

    static Answer answer(String method, HttpURLConnection connection) throws IOException {
        connection.setRequestMethod(method);
        connection.setReadTimeout(MILLIS_MAX);
        int status = connection.getResponseCode();
        try (InputStream in = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            String body = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(status, connection.getHeaderFields(), body);
        }
    }

    /** Sends {@code bytes} and answers all that comes back until the server closes. */
    static String raw(InetSocketAddress address, String bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", address.getPort())) {
            socket.setSoTimeout(MILLIS_MAX);
            try {
                socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            } catch (IOException cutOff) {
                // a server need not take all of what it refuses; its answer is what counts
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
