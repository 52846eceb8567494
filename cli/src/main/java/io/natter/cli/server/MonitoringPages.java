package io.natter.cli.server;

import io.natter.cli.IoText;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.JsonTree;
import io.natter.protocol.json.JsonException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks one server by its monitoring pages.
 *
 * <p><i>Immutable.</i> An answer of more than 64 MiB is refused.
 */
public final class MonitoringPages implements ServerSource {
    private static final int BYTES_MAX = 64 << 20;

    private final String base;
    private final int timeoutMs;

    /** The pages below a URL such as {@code http://127.0.0.1:8222}. */
    public MonitoringPages(String url, Duration timeout) {
        String full = url.contains("://") ? url : "http://" + url;
        this.base = full.endsWith("/") ? full.substring(0, full.length() - 1) : full;
        this.timeoutMs = (int) Math.min(Integer.MAX_VALUE, timeout.toMillis());
    }

    @Override
    public List<ServerAnswer> ask(Page page, PageOptions options) {
        long start = System.nanoTime();
        JsonTree data = get(page.path() + options.query());
        Duration rtt = Duration.ofNanos(System.nanoTime() - start);
        JsonTree varz = page == Page.VARZ ? data : get(Page.VARZ.path());
        return List.of(new ServerAnswer(server(varz), data, rtt));
    }

    /** Who it is, as answers of the system account say it. */
    private static JsonTree server(JsonTree varz) {
        Map<String, @Nullable Object> server = new LinkedHashMap<>();
        server.put("name", varz.text("server_name"));
        server.put("host", varz.text("host"));
        server.put("id", varz.text("server_id"));
        if (!varz.text("cluster", "name").isEmpty()) {
            server.put("cluster", varz.text("cluster", "name"));
        }
        server.put("ver", varz.text("version"));
        server.put("jetstream", varz.at("jetstream", "config").isThere());
        server.put("time", varz.text("now"));
        return JsonTree.of(server);
    }

    private JsonTree get(String path) {
        String url = base + path;
        try {
            HttpURLConnection http = (HttpURLConnection) URI.create(url).toURL().openConnection();
            http.setConnectTimeout(timeoutMs);
            http.setReadTimeout(timeoutMs);
            http.setInstanceFollowRedirects(false);
            // A page that reports trouble answers with another status and JSON all the same.
            boolean isGood = http.getResponseCode() < HttpURLConnection.HTTP_BAD_REQUEST;
            try (InputStream in = isGood ? http.getInputStream() : http.getErrorStream()) {
                return read(url, in, http.getResponseCode());
            }
        } catch (IOException e) {
            throw new UsageException(url + ": " + IoText.of(e), e);
        } catch (IllegalArgumentException | ClassCastException e) {
            throw new UsageException("monitor: got \"" + base + "\", expected one like http://127.0.0.1:8222", e);
        }
    }

    private static JsonTree read(String url, @Nullable InputStream in, int status) throws IOException {
        byte[] bytes = in == null ? new byte[0] : in.readNBytes(BYTES_MAX + 1);
        if (bytes.length > BYTES_MAX) {
            throw new UsageException(url + ": got more than " + BYTES_MAX + " bytes");
        }
        try {
            return JsonTree.parse(bytes);
        } catch (JsonException e) {
            throw new UsageException(url + ": got no JSON, status " + status, e);
        }
    }
}
