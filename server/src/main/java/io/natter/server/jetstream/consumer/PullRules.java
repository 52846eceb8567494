package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.GoDuration;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.PullRequest;
import io.natter.protocol.json.GoTime;
import java.time.Duration;

/** Which pull requests a consumer refuses whatever its state, and with what status (D221-D228). Pure functions. */
final class PullRules {
    private static final byte[] ACCEPTED = {};
    private static final int PRIORITY_MAX = 9;

    private PullRules() {}

    /**
     * The status a request is refused with; no bytes when it is not.
     *
     * @param hasGroup whether it was in JSON, where a priority group may be named
     */
    static byte[] refusal(PullRequest request, boolean hasGroup, ConsumerConfig config) {
        long heartbeatNs = GoTime.nanos(request.idleHeartbeat());
        if (heartbeatNs > 0 && heartbeatNs > GoTime.nanos(request.expires()) / 2) {
            return bad("heartbeat value too large");
        }
        if (config.maxRequestBatch() > 0 && request.batch() > config.maxRequestBatch()) {
            return StatusMessage.of(ApiStatus.EXCEEDED_MAX_REQUEST_BATCH, Long.toString(config.maxRequestBatch()));
        }
        Duration expiresMax = config.maxRequestExpires();
        if (expiresMax.compareTo(Duration.ZERO) > 0 && request.expires().compareTo(expiresMax) > 0) {
            return StatusMessage.of(ApiStatus.EXCEEDED_MAX_REQUEST_EXPIRES, GoDuration.format(expiresMax));
        }
        if (config.maxRequestBytes() > 0 && request.maxBytes() > config.maxRequestBytes()) {
            return StatusMessage.of(ApiStatus.EXCEEDED_MAX_REQUEST_MAX_BYTES, Long.toString(config.maxRequestBytes()));
        }
        return hasGroup ? groupRefusal(request, config) : ACCEPTED;
    }

    /** Whether the first byte that is no blank begins an object in JSON, where a priority group may be named. */
    static boolean startsJson(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            byte b = bytes[i];
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '{';
            }
        }
        return false;
    }

    private static byte[] groupRefusal(PullRequest request, ConsumerConfig config) {
        PriorityPolicy policy = config.priorityPolicy();
        boolean hasThreshold = request.minPending() != 0 || request.minAckPending() != 0;
        if (hasThreshold && policy != PriorityPolicy.OVERFLOW) {
            return bad("Not a Overflow Priority consumer");
        }
        if (!request.id().isEmpty() && policy != PriorityPolicy.PINNED_CLIENT) {
            return bad("Not a Pinned Client Priority consumer");
        }
        if (request.priority() < 0 || request.priority() > PRIORITY_MAX) {
            return bad("Priority must be between 0 and 9");
        }
        if (policy == PriorityPolicy.NONE) {
            return ACCEPTED;
        }
        if (request.group().isEmpty()) {
            return bad("Priority Group missing");
        }
        return config.priorityGroups().contains(request.group()) ? ACCEPTED : bad("Invalid Priority Group");
    }

    /** The status of a request that cannot be read. */
    static byte[] bad(String why) {
        return StatusMessage.of(ApiStatus.BAD_REQUEST, why);
    }
}
