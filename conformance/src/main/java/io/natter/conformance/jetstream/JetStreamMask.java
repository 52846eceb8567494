package io.natter.conformance.jetstream;

import io.avaje.json.JsonException;
import io.avaje.jsonb.Jsonb;
import io.natter.conformance.wire.Reply;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What of an answer must be the same on two servers: all but times, ids and names of servers. Immutable. */
final class JetStreamMask {
    /** Values that differ from run to run; only whether they are there is compared. */
    private static final Set<String> MASKED = Set.of(
            "created",
            "ts",
            "time",
            "first_ts",
            "last_ts",
            "timestamp",
            "leader",
            "pinned_client_id",
            "pinned_ts",
            "pause_remaining",
            "active",
            "_nats.server.version");

    /** How far a stream that was just made has copied others. */
    private static final Set<String> COPYING = Set.of("mirror", "sources", "state");

    private static final int ACK_TIME_TOKEN = 7;
    private static final Jsonb JSON = Jsonb.instance();

    private JetStreamMask() {}

    /** One message as a line: subject, reply and headers masked, a JSON body sorted by key. */
    static String textOf(Reply reply) {
        String[] line = reply.line().split(" ", -1);
        boolean hasHeaders = reply.kind() == Reply.Kind.HMSG;
        int headerBytes = hasHeaders ? Integer.parseInt(line[line.length - 2]) : 0;
        boolean hasReply = line.length == (hasHeaders ? 6 : 5);
        String all = new String(reply.body(), StandardCharsets.UTF_8);
        String headers = all.substring(0, headerBytes);
        String body = all.substring(headerBytes);
        String subject = line[1].startsWith("_INBOX.") ? "_INBOX" : line[1];
        return subject + (hasReply && !line[3].isEmpty() ? " " + ackText(line[3]) : "") + headersText(headers) + " "
                + bodyText(body);
    }

    private static String ackText(String reply) {
        String[] tokens = reply.split("\\.", -1);
        if (tokens.length > ACK_TIME_TOKEN && reply.startsWith("$JS.ACK.")) {
            tokens[ACK_TIME_TOKEN] = "<time>";
        }
        return reply.startsWith("$JS.FC.") ? "$JS.FC" : String.join(".", tokens);
    }

    private static String headersText(String headers) {
        StringBuilder text = new StringBuilder();
        for (String line : headers.split("\r\n", -1)) {
            text.append(line.isEmpty() ? "" : " [" + headerText(line) + "]");
        }
        return text.toString();
    }

    private static String headerText(String line) {
        int colon = line.indexOf(": ");
        String name = colon < 0 ? line : line.substring(0, colon);
        return switch (name) {
            case "Nats-Time-Stamp", "Nats-Pin-Id" -> name;
            case "Nats-Stream-Source" -> line.replaceFirst(" \\S{8}$", " <identity>");
            case "Nats-Subject" -> name + ": " + ackText(line.substring(colon + 2));
            default -> line;
        };
    }

    private static String bodyText(String body) {
        if (!body.startsWith("{")) {
            return body;
        }
        try {
            return withoutWords(masked(JSON.type(Object.class).map().fromJson(body)));
        } catch (JsonException notJson) {
            return body;
        }
    }

    // What is wrong with a request is told in other words (docs/compatibility.md).
    private static String withoutWords(String text) {
        return text.replaceAll(
                "description=invalid JSON: .*, err_code=10025", "description=invalid JSON, err_code=10025");
    }

    private static String masked(Map<?, ?> object) {
        Map<String, String> sorted = new TreeMap<>();
        boolean isCopy = object.containsKey("mirror") || object.containsKey("sources");
        boolean isCreated = isCopy && object.containsKey("did_create");
        object.forEach((key, value) -> {
            boolean isMasked = MASKED.contains(key.toString()) || isCreated && COPYING.contains(key.toString());
            sorted.put(key.toString(), isMasked ? "<masked>" : masked(value));
        });
        if (object.get("config") instanceof Map<?, ?> config && config.containsKey("deliver_subject")) {
            sorted.computeIfPresent(
                    "delivered", (key, text) -> text.startsWith("{consumer_seq=0,") ? "<nothing yet>" : text);
        }
        sorted.remove("last_active"); // of what went meanwhile, one may know it and the other not
        if (object.get("hdrs") instanceof String headers) {
            sorted.put("hdrs", headersText(new String(Base64.getDecoder().decode(headers), StandardCharsets.UTF_8)));
        }
        return sorted.toString();
    }

    private static String masked(Object value) {
        if (value instanceof Map<?, ?> object) {
            return masked(object);
        }
        if (value instanceof List<?> list) {
            List<String> texts = new ArrayList<>();
            list.forEach(element -> texts.add(masked(element)));
            return texts.toString();
        }
        return String.valueOf(value);
    }
}
