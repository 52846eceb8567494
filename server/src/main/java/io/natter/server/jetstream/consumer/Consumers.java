package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ConsumerConfig;
import java.util.Collection;
import java.util.Collections;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of one stream, and where the stream tells them what happens to it.
 *
 * <p>Confined to the stream's loop.
 */
public final class Consumers {
    private final OwningStream stream;
    private final TreeMap<String, Consumer> byName = new TreeMap<>();

    /** None yet. */
    public Consumers(OwningStream stream) {
        this.stream = stream;
    }

    /** Brings back the consumers that the stream's side records tell of, and starts them. Once, after the stream was opened. */
    public void recover() {}

    /**
     * Creates a consumer, and starts it. Its configuration and state are written with the next pass's end.
     *
     * @param config complete and checked, as rules make it, with a name that is not taken
     * @throws IllegalArgumentException when there is no name, or it is taken; nothing was created
     */
    public Consumer create(ConsumerConfig config) {
        var consumer = new Consumer(stream, config);
        byName.put(config.name(), consumer);
        return consumer;
    }

    /** The consumer of this name, or null. */
    public @Nullable Consumer find(String name) {
        return byName.get(name);
    }

    /** All of them, by name; a view. */
    public Collection<Consumer> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** A message was appended; it may not be deliverable yet. */
    public void onAppended(long seq, byte[] bytes, int from, int length) {
        assert seq > 0 && length > 0 && from + length <= bytes.length;
    }

    /** {@link OwningStream#deliverableSeq} has moved: delivers what became deliverable to those who wait for it. */
    public void onDurable() {}

    /** One message was removed: by a limit, its age, or on request. Not to be told of what {@link Consumer} acknowledged. */
    public void onRemoved(long seq, byte[] subject) {
        assert seq > 0 && subject.length > 0;
    }

    /** Many messages were removed at once, without being told one by one (D27, D192). */
    public void onPurged() {}

    /** The stream lost its newest messages: what was appended and not made durable was taken back. */
    public void onRewound() {}

    /** Whether a consumer that matches the subject has not acknowledged the message yet (interest and work queue retention). */
    public boolean isWanted(long seq, byte[] subject) {
        return seq < 0 && subject.length == 0;
    }

    /** Whether any consumer's filter matches the subject; streams of interest keep no message without (D62). */
    public boolean isInterested(byte[] bytes, int from, int length) {
        return from < 0 && length == bytes.length;
    }

    /** Ends all waiting requests because the server shuts down, and writes what is not yet written (D191). */
    public void stop() {}

    /** Deletes all of them, because the stream is deleted. */
    public void delete() {}
}
