package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A request for messages of a pull consumer (D220).
 *
 * <p>Immutable.
 *
 * @param expires how long it waits, zero for as long as there is interest
 * @param batch most messages
 * @param maxBytes most bytes, 0 for no limit
 * @param noWait whether it ends when there is nothing
 * @param idleHeartbeat time of silence after which the server says it is there, zero for never
 * @param group priority group, or empty
 * @param minPending served only if so many are to be delivered, or 0
 * @param minAckPending served only if so many await acknowledgement, or 0
 * @param id id of the pinned client, or empty
 * @param priority 0 to 9, lowest first
 * @param unknown fields that were read without being known
 */
public record PullRequest(
        Duration expires,
        long batch,
        long maxBytes,
        boolean noWait,
        Duration idleHeartbeat,
        String group,
        long minPending,
        long minAckPending,
        String id,
        int priority,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<PullRequest> JSON = JsonForm.of(PullRequest::read, PullRequest::write);

    /** Starts a request for one message. */
    public static PullRequestBuilder builder() {
        return new PullRequestBuilder();
    }

    /** Starts from this one. */
    public PullRequestBuilder toBuilder() {
        return new PullRequestBuilder(this);
    }

    /**
     * The request a body stands for: nothing for one message, a bare number, or JSON (D220).
     *
     * <p>What is none of these stands for one message, as with nats-server.
     *
     * @throws io.natter.protocol.json.JsonException if it begins as JSON and is not well-formed, or a field is of a wrong type
     */
    public static PullRequest parse(byte[] body, int from, int length) {
        String text = new String(body, from, length, StandardCharsets.UTF_8).strip();
        if (text.startsWith("{")) {
            return JSON.read(body, from, length);
        }
        return builder().batch(batch(text)).build();
    }

    private static long batch(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException notANumber) {
            return 1;
        }
    }

    private static PullRequest read(ObjectReader in) {
        return new PullRequest(
                in.duration("expires"),
                in.integer("batch"),
                in.integer("max_bytes"),
                in.bool("no_wait"),
                in.duration("idle_heartbeat"),
                in.string("group"),
                in.integer("min_pending"),
                in.integer("min_ack_pending"),
                in.string("id"),
                in.integer32("priority"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("expires", expires)
                .put("batch", batch)
                .put("max_bytes", maxBytes)
                .put("no_wait", noWait)
                .put("idle_heartbeat", idleHeartbeat)
                .put("group", group)
                .put("min_pending", minPending)
                .put("min_ack_pending", minAckPending)
                .put("id", id)
                .put("priority", priority)
                .rest(unknown);
    }
}
