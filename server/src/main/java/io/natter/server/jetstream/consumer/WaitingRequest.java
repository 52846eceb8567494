package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.PullRequest;
import io.natter.protocol.json.GoTime;
import org.jspecify.annotations.Nullable;

/**
 * A pull request that waits for messages (D220).
 *
 * <p>Confined to the stream's loop.
 */
final class WaitingRequest {
    static final long NEVER = Long.MAX_VALUE;
    private static final int NO_PRIORITY = Integer.MAX_VALUE;

    private final byte[] reply;
    private final boolean hasGroup;
    private PullRequest request;
    private final long expiresNs;
    private final long heartbeatNs;
    private long heartbeatDueNs;
    private long remainingCount;
    private long deliveredCount;
    private long remainingBytes;

    /** The next in the queue, which keeps it. */
    @Nullable
    WaitingRequest next;

    /**
     * @param reply where messages go
     * @param hasGroup whether it was in JSON, where a priority group may be named
     */
    WaitingRequest(byte[] reply, PullRequest request, boolean hasGroup, long nowNs) {
        this.reply = reply;
        this.request = request;
        this.hasGroup = hasGroup;
        long waitNs = GoTime.nanos(request.expires());
        expiresNs = waitNs == 0 ? NEVER : later(nowNs, waitNs);
        heartbeatNs = Math.max(0, GoTime.nanos(request.idleHeartbeat()));
        heartbeatDueNs = heartbeatNs == 0 ? NEVER : later(nowNs, heartbeatNs);
        remainingCount = request.batch();
        remainingBytes = request.maxBytes();
    }

    private static long later(long nowNs, long delayNs) {
        long due = nowNs + delayNs;
        return delayNs > 0 && due < nowNs ? NEVER : due;
    }

    byte[] reply() {
        return reply;
    }

    PullRequest request() {
        return request;
    }

    /** Whoever sent it is pinned, under this id. */
    void pin(String id) {
        request = request.toBuilder().id(id).build();
    }

    boolean hasGroup() {
        return hasGroup;
    }

    /** Messages it may still get. */
    long remainingCount() {
        return remainingCount;
    }

    /** Bytes it may still get, if it limits them. */
    long remainingBytes() {
        return remainingBytes;
    }

    long deliveredCount() {
        return deliveredCount;
    }

    /** Takes bytes of what it may get; when none are left, this message is its last. */
    void spend(int bytes) {
        remainingBytes -= bytes;
        if (remainingBytes == 0) {
            remainingCount = 1;
        }
    }

    void countDelivery() {
        remainingCount--;
        deliveredCount++;
    }

    boolean isDone() {
        return remainingCount <= 0;
    }

    boolean hasExpired(long nowNs) {
        return expiresNs != NEVER && nowNs >= expiresNs;
    }

    /** Whether it waits as long as somebody listens. */
    boolean isEndless() {
        return expiresNs == NEVER;
    }

    long expiresNs() {
        return expiresNs;
    }

    boolean hasHeartbeat() {
        return heartbeatNs > 0;
    }

    long heartbeatDueNs() {
        return heartbeatDueNs;
    }

    /** Silence begins now. */
    void restartHeartbeat(long nowNs) {
        if (heartbeatNs > 0) {
            heartbeatDueNs = later(nowNs, heartbeatNs);
        }
    }

    /** Its number in a prioritized consumer: lower comes first. */
    int priority() {
        return hasGroup ? request.priority() : NO_PRIORITY;
    }
}
