package io.natter.client.keyvalue;

import io.natter.client.CodecException;
import io.natter.client.Message;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.wire.Headers;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a key: a value, or the mark that it was deleted (ADR-8).
 *
 * <p>Thread-safe and immutable, as far as its value is. The value is read from its bytes when it is first asked for.
 *
 * @param <V> type of the value
 */
public final class KeyValueEntry<V> {
    /** Where an entry stands. Immutable. */
    record Position(String bucket, String key, long revision, Instant created, long delta) {}

    private final Position position;
    private final Message message;
    private final KeyValueOperation operation;
    private final Function<Message, V> reading;
    private @Nullable V value; // racy on purpose: any thread's outcome is as good

    KeyValueEntry(Position position, Message message, Function<Message, V> reading) {
        this.position = position;
        this.message = message;
        this.operation = KeyValueOperation.of(message.headers());
        this.reading = reading;
    }

    /** The bucket. */
    public String bucket() {
        return position.bucket;
    }

    /** The key. */
    public String key() {
        return position.key;
    }

    /** Number of this change in the bucket; later ones have higher numbers. */
    public long revision() {
        return position.revision;
    }

    /** When it was stored. */
    public Instant created() {
        return position.created;
    }

    /** How many more were to come when it was sent: 0 for the latest; 0 too where a single one was asked for. */
    public long delta() {
        return position.delta;
    }

    /** What it did. */
    public KeyValueOperation operation() {
        return operation;
    }

    /** Whether it put a value; whether that is here is another question, see {@link #isMetaOnly}. */
    public boolean isPut() {
        return operation == KeyValueOperation.PUT;
    }

    /** Whether its value was left out, because a watch asked for that. */
    public boolean isMetaOnly() {
        return message.headers().first(JetStreamHeaders.MESSAGE_SIZE) != null;
    }

    /**
     * The value.
     *
     * @throws NoSuchElementException if it is none: the key was deleted, or the value was left out
     * @throws CodecException if its bytes are none of the type
     */
    public V value() {
        V known = value;
        if (known == null) {
            if (!isPut() || isMetaOnly()) {
                throw new NoSuchElementException("value: none in " + this);
            }
            known = reading.apply(message);
            value = known;
        }
        return known;
    }

    /** The value, or empty if the key was deleted or the value was left out. */
    public Optional<V> find() {
        return isPut() && !isMetaOnly() ? Optional.of(value()) : Optional.empty();
    }

    /** The value's bytes; not copied, so not to be written to. */
    public byte[] payload() {
        return message.payload();
    }

    /** Bytes of the value, also where it was left out. */
    public long valueBytes() {
        String left = message.headers().first(JetStreamHeaders.MESSAGE_SIZE);
        try {
            return left == null ? message.payload().length : Long.parseLong(left);
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    /** The headers it was stored with. */
    public Headers headers() {
        return message.headers();
    }

    /** Where it stands; never the value. */
    @Override
    public String toString() {
        return "KeyValueEntry[" + bucket() + " " + key() + " " + operation + " revision " + revision() + "]";
    }
}
