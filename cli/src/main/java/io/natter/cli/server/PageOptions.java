package io.natter.cli.server;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Options of a {@link Page}, as a request of the system account takes them and as the page itself does.
 *
 * <p><i>Confined to one thread.</i> Both have the same meaning and often other names.
 */
public final class PageOptions {
    private final Map<String, @Nullable Object> body = new LinkedHashMap<>();
    private final Map<String, String> query = new LinkedHashMap<>();

    /** An option of one name; null, empty and false say nothing. */
    public PageOptions with(String name, @Nullable Object value) {
        return with(name, name, value);
    }

    /** An option with a name in requests and another one in pages. */
    public PageOptions with(String inBody, String inQuery, @Nullable Object value) {
        if (value == null || value.equals("") || value.equals(false)) {
            return this;
        }
        body.put(inBody, value);
        if (!inQuery.isEmpty()) {
            query.put(inQuery, value.equals(true) ? "1" : value.toString());
        }
        return this;
    }

    /** Which connections: a number in requests, a word in pages. */
    PageOptions withState(String word) {
        body.put("state", word.equals("closed") ? 1 : word.equals("all") ? 2 : 0);
        query.put("state", word);
        return this;
    }

    /** The body of a request. */
    Map<String, @Nullable Object> body() {
        return body;
    }

    /** What follows the path of a page. */
    String query() {
        return query.isEmpty()
                ? ""
                : query.entrySet().stream()
                        .map(entry ->
                                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&", "?", ""));
    }
}
