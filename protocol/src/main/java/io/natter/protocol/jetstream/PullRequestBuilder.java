package io.natter.protocol.jetstream;

import io.natter.protocol.json.UnknownFields;
import java.time.Duration;

/** Collects the fields of a {@link PullRequest}; each setter is named as its component. Confined to one thread. */
public final class PullRequestBuilder {
    private Duration expires = Duration.ZERO;
    private long batch = 1;
    private long maxBytes;
    private boolean noWait;
    private Duration idleHeartbeat = Duration.ZERO;
    private String group = "";
    private long minPending;
    private long minAckPending;
    private String id = "";
    private int priority;
    private UnknownFields unknown = UnknownFields.NONE;

    PullRequestBuilder() {}

    PullRequestBuilder(PullRequest from) {
        expires = from.expires();
        batch = from.batch();
        maxBytes = from.maxBytes();
        noWait = from.noWait();
        idleHeartbeat = from.idleHeartbeat();
        group = from.group();
        minPending = from.minPending();
        minAckPending = from.minAckPending();
        id = from.id();
        priority = from.priority();
        unknown = from.unknown();
    }

    /** Sets how long it waits, zero for as long as there is interest. */
    public PullRequestBuilder expires(Duration expires) {
        this.expires = expires;
        return this;
    }

    /** Sets most messages. */
    public PullRequestBuilder batch(long batch) {
        this.batch = batch;
        return this;
    }

    /** Sets most bytes, 0 for no limit. */
    public PullRequestBuilder maxBytes(long maxBytes) {
        this.maxBytes = maxBytes;
        return this;
    }

    /** Sets whether it ends when there is nothing. */
    public PullRequestBuilder noWait(boolean noWait) {
        this.noWait = noWait;
        return this;
    }

    /** Sets time of silence after which the server says it is there, zero for never. */
    public PullRequestBuilder idleHeartbeat(Duration idleHeartbeat) {
        this.idleHeartbeat = idleHeartbeat;
        return this;
    }

    /** Sets priority group, or empty. */
    public PullRequestBuilder group(String group) {
        this.group = group;
        return this;
    }

    /** Sets served only if so many are to be delivered, or 0. */
    public PullRequestBuilder minPending(long minPending) {
        this.minPending = minPending;
        return this;
    }

    /** Sets served only if so many await acknowledgement, or 0. */
    public PullRequestBuilder minAckPending(long minAckPending) {
        this.minAckPending = minAckPending;
        return this;
    }

    /** Sets id of the pinned client, or empty. */
    public PullRequestBuilder id(String id) {
        this.id = id;
        return this;
    }

    /** Sets 0 to 9, lowest first. */
    public PullRequestBuilder priority(int priority) {
        this.priority = priority;
        return this;
    }

    /** The fields collected so far. */
    public PullRequest build() {
        return new PullRequest(
                expires,
                batch,
                maxBytes,
                noWait,
                idleHeartbeat,
                group,
                minPending,
                minAckPending,
                id,
                priority,
                unknown);
    }
}
