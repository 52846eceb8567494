package io.natter.server.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the headers of a message ask for: that its way is told (D118; ADR-41).
 *
 * <p>Immutable.
 *
 * @param destination the subject it is to be told to
 * @param isOnly whether the message itself is to go nowhere
 * @param isExternal whether {@code traceparent} asks for it, and the account says where it is told
 * @param headers all headers with values, names as they were written, in order
 */
record TraceRequest(String destination, boolean isOnly, boolean isExternal, Map<String, List<String>> headers) {
    private static final String DISABLED = "trace disabled";
    private static final String ONLY = "Nats-Trace-Only";
    private static final String ORIGIN = "Nats-Trace-Origin-Account";
    private static final String ENCODING = "Accept-Encoding";
    private static final String HEAD = "NATS/1.0\r\n";
    private static final Set<String> YES = Set.of("1", "true", "on");

    /**
     * What a message asks for; null when it asks for nothing that can be read.
     *
     * @param externalDestination where the account has those told that {@code traceparent} asks for; empty for nowhere
     */
    static @Nullable TraceRequest of(Message m, String externalDestination) {
        Map<String, List<String>> headers = headers(m);
        List<String> destinations = headers.getOrDefault(TraceHeader.NAME, List.of());
        if (destinations.contains(DISABLED)) {
            return null;
        }
        if (!destinations.isEmpty()) {
            boolean isOnly = YES.contains(first(headers, ONLY).toLowerCase(Locale.ROOT));
            return new TraceRequest(destinations.get(0), isOnly, false, headers);
        }
        boolean isAsked = !externalDestination.isEmpty() && TraceParent.isSampled(headers);
        return isAsked ? new TraceRequest(externalDestination, false, true, headers) : null;
    }

    private static Map<String, List<String>> headers(Message m) {
        String block = new String(m.bytes, m.payloadFrom, m.headerLength, UTF_8);
        Map<String, List<String>> headers = new TreeMap<>();
        if (!block.startsWith(HEAD)) {
            return headers;
        }
        for (int at = HEAD.length(); at < block.length(); ) {
            int colon = block.indexOf(':', at);
            int end = colon < 0 ? -1 : block.indexOf("\r\n", colon);
            if (end < 0) {
                break;
            }
            String value = block.substring(colon + 1, end).strip();
            if (colon > at && !value.isEmpty()) {
                headers.computeIfAbsent(block.substring(at, colon), name -> new ArrayList<>())
                        .add(value);
            }
            at = end + 2;
        }
        return headers;
    }

    private static String first(Map<String, List<String>> headers, String name) {
        List<String> values = headers.get(name);
        return values == null ? "" : values.get(0);
    }

    /** Whether the account it came from is named, which servers of old did; such messages are not told of any more. */
    boolean hasOrigin() {
        return headers.containsKey(ORIGIN);
    }

    /** Whether what is told may be compressed with gzip. */
    boolean takesGzip() {
        String encoding = first(headers, ENCODING).toLowerCase(Locale.ROOT);
        return encoding.contains("gzip") && !encoding.contains("snappy") && !encoding.contains("s2");
    }
}
