package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.PriorityGroupState;
import io.natter.protocol.json.GoTime;
import java.time.Instant;

/**
 * Which client a consumer of the pinned policy serves, and for how long it may be silent (ADR-42).
 *
 * <p>Confined to the stream's loop.
 */
final class PinnedClient {
    private static final long TIMEOUT_DEFAULT_NS = 120_000_000_000L;

    private final OwningStream stream;
    private final Advisories advisories;
    private String id = "";
    private String group = "";
    private Instant since = GoTime.ZERO;
    private long dueNs = Mode.NEVER;

    PinnedClient(OwningStream stream, Advisories advisories) {
        this.stream = stream;
        this.advisories = advisories;
    }

    /** Id of the client that is pinned; empty for none. */
    String id() {
        return id;
    }

    boolean isSet() {
        return !id.isEmpty();
    }

    /** Pins whoever sent a request of this group: it gets a new id with its next message. */
    void pin(String toGroup, ConsumerSettings settings) {
        id = stream.newId();
        group = toGroup;
        since = Instant.ofEpochSecond(0, stream.wallNs());
        stay(settings);
        advisories.pinned(group, id);
    }

    /** The client has asked again: its time begins anew. */
    void stay(ConsumerSettings settings) {
        long timeoutNs = GoTime.nanos(settings.config().priorityTimeout());
        dueNs = stream.nowNs() + (timeoutNs > 0 ? timeoutNs : TIMEOUT_DEFAULT_NS);
    }

    /** Nobody is pinned any more, and nobody is told. */
    void clear() {
        id = "";
        since = GoTime.ZERO;
        dueNs = Mode.NEVER;
    }

    /** Lets go of the client, and tells why. */
    void unpin(String reason) {
        if (isSet()) {
            clear();
            advisories.unpinned(group, reason);
        }
    }

    /** When the client has been silent for too long. */
    long dueNs() {
        return dueNs;
    }

    PriorityGroupState state(String ofGroup) {
        return new PriorityGroupState(ofGroup, id, since);
    }
}
