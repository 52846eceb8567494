package io.natter.cli.trace;

import io.natter.cli.text.JsonTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What servers told of one message: one event each, joined by the numbers of the hops between them.
 *
 * <p><i>Confined to one thread.</i>
 *
 * <pre>
 *  origin      it came from a client                          egress with hop 1, egress with hop 2
 *  hop 1       request header Nats-Trace-Hop: 1               egress with hop 1.1
 * </pre>
 */
final class TraceEvents {
    private @Nullable JsonTree origin;
    private final Map<String, JsonTree> byHop = new HashMap<>();
    private final Set<String> awaited = new HashSet<>();

    /** Adds the event of one server. */
    void add(JsonTree event) {
        List<String> hops = event.at("request", "header").texts("Nats-Trace-Hop");
        if (of(event, "in").stream().allMatch(in -> in.number("kind") == 0)) {
            origin = event;
        } else if (!hops.isEmpty()) {
            byHop.put(hops.get(0), event);
        }
        for (JsonTree egress : of(event, "eg")) {
            if (!egress.text("hop").isEmpty()) {
                awaited.add(egress.text("hop"));
            }
        }
    }

    /** Whether every server that was named has told. */
    boolean isComplete() {
        return origin != null && byHop.keySet().containsAll(awaited);
    }

    /** What the server told that the client spoke to; null before it has. */
    @Nullable
    JsonTree origin() {
        return origin;
    }

    /** What the server told that the message went to; null when it has not. */
    @Nullable
    JsonTree behind(JsonTree egress) {
        return byHop.get(egress.text("hop"));
    }

    /** All that happened of one kind. */
    static List<JsonTree> of(JsonTree event, String type) {
        List<JsonTree> found = new ArrayList<>();
        for (JsonTree each : event.items("events")) {
            if (each.text("type").equals(type)) {
                found.add(each);
            }
        }
        return found;
    }
}
