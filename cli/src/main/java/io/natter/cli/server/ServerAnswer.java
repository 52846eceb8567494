package io.natter.cli.server;

import io.natter.cli.text.JsonTree;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one server said. <i>Immutable.</i>
 *
 * @param server who it is: name, id, host, cluster, ver, jetstream
 * @param data the page that was asked for
 * @param rtt how long it took
 */
public record ServerAnswer(JsonTree server, JsonTree data, Duration rtt) {
    /** Its name. */
    public String name() {
        return server.text("name");
    }

    /** Its cluster, or nothing. */
    public String cluster() {
        return server.text("cluster");
    }

    /** The answer as servers send it. */
    public JsonTree whole() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("server", server.value());
        if (data.isThere()) {
            fields.put("data", data.value());
        }
        return JsonTree.of(fields);
    }
}
