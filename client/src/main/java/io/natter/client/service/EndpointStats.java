package io.natter.client.service;

import io.natter.protocol.json.JsonForm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one endpoint (ADR-32).
 *
 * <p>Immutable, as far as its data is.
 *
 * @param name its name
 * @param subject where it listens
 * @param queueGroup the group whose members share its requests; empty for none
 * @param requests requests it got since the start or the last reset
 * @param errors requests it answered with an error
 * @param lastError the last of these, as {@code code:description}; empty for none
 * @param processingTime time its handler took, summed over all requests
 * @param averageProcessingTime the same for one request
 * @param data whatever the service adds: a tree of Map, List, String, Number, Boolean and null
 */
public record EndpointStats(
        String name,
        String subject,
        String queueGroup,
        long requests,
        long errors,
        String lastError,
        Duration processingTime,
        Duration averageProcessingTime,
        @Nullable Object data) {
    private static final String DATA_KEY = "{\"data\":";
    private static final JsonForm<Object> DATA = JsonForm.of(json -> Map.of(), (data, json) -> json.tree("data", data));

    static final JsonForm<EndpointStats> JSON = JsonForm.of(
            json -> new EndpointStats(
                    json.string("name"),
                    json.string("subject"),
                    json.string("queue_group"),
                    json.integer("num_requests"),
                    json.integer("num_errors"),
                    json.string("last_error"),
                    json.duration("processing_time"),
                    json.duration("average_processing_time"),
                    json.tree("data")),
            (stats, json) -> {
                json.always("name", stats.name).always("subject", stats.subject);
                json.always("queue_group", stats.queueGroup);
                json.always("num_requests", stats.requests).always("num_errors", stats.errors);
                json.always("last_error", stats.lastError);
                json.always("processing_time", stats.processingTime);
                json.always("average_processing_time", stats.averageProcessingTime);
                if (stats.data != null) {
                    json.tree("data", stats.data);
                }
            });

    /** The data as JSON; empty for none. */
    public String dataJson() {
        if (data == null) {
            return "";
        }
        byte[] json = DATA.write(data);
        return new String(json, DATA_KEY.length(), json.length - DATA_KEY.length() - 1, StandardCharsets.UTF_8);
    }
}
