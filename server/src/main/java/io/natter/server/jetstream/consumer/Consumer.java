package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One consumer: delivers a stream's messages by push or on request, and keeps their acknowledgements.
 *
 * <p>Confined to the stream's loop.
 */
public final class Consumer {
    private final OwningStream stream;
    private final Instant created;
    private ConsumerConfig config;

    Consumer(OwningStream stream, ConsumerConfig config) {
        this.stream = stream;
        this.config = config;
        this.created = Instant.ofEpochSecond(0, stream.wallNs());
    }

    /** Its name. */
    public String name() {
        return config.name();
    }

    /** What it is to be, complete. */
    public ConsumerConfig config() {
        return config;
    }

    /** When it was created. */
    public Instant created() {
        return created;
    }

    /** What it is and how far it has come (D49). */
    public ConsumerInfo info() {
        return ConsumerInfo.builder()
                .streamName(stream.config().name())
                .name(name())
                .config(config)
                .build();
    }

    /** Whether somebody is there to deliver to; always false for a pull consumer. */
    public boolean isPushBound() {
        return false;
    }

    /** Goes on with another configuration, complete and checked against this one; written with the next pass's end. */
    public void update(ConsumerConfig next) {
        config = next;
    }

    /** Delivers nothing until a time; null or a time that is past goes on (D38). The configuration tells the time from now on. */
    public void pause(@Nullable Instant until) {
        config = config.toBuilder().pauseUntil(until).build();
    }

    /** Starts again at a sequence, or behind the last acknowledged message for 0; forgets what waits for acknowledgement (D39). */
    public Reset reset(long seq) {
        return new Reset(seq, "");
    }

    /** Lets another client of a priority group be pinned; false when there is no such group, or it is of another policy (D40). */
    public boolean unpin(String group) {
        return config.priorityGroups().contains(group);
    }

    /** Deletes it: ends its requests, forgets its state, and tells the stream (D36). */
    public void delete() {}
}
