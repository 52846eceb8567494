package io.natter.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Reads monitoring pages of a server under test. Thread-safe. */
public final class MonitorReader {
    private static final int MILLIS_MAX = 60_000;

    private MonitorReader() {}

    /** The text of a page, whatever its status. */
    public static String page(TestServer server, String path) throws IOException {
        var connection = (HttpURLConnection) URI.create("http://127.0.0.1:" + server.monitorPort() + path)
                .toURL()
                .openConnection();
        connection.setReadTimeout(MILLIS_MAX);
        try (InputStream in =
                connection.getResponseCode() < 400 ? connection.getInputStream() : connection.getErrorStream()) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
