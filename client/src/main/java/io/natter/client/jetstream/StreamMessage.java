package io.natter.client.jetstream;

import io.natter.client.Codecs;
import io.natter.client.Message;
import io.natter.client.Subscription;
import io.natter.protocol.wire.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message as a stream keeps it, read without a consumer.
 *
 * <p>Immutable, apart from its bytes, which are not copied and so not to be written to. Nobody waits for an answer to it.
 */
public final class StreamMessage implements Message {
    /** Where a message stands. Immutable. */
    record Position(String stream, String subject, long sequence, Instant time, long pendingCount) {}

    private final Position position;
    private final Headers headers;
    private final byte[] payload;
    private final Codecs codecs;

    StreamMessage(Position position, Headers headers, byte[] payload, Codecs codecs) {
        this.position = position;
        this.headers = headers;
        this.payload = payload;
        this.codecs = codecs;
    }

    /** Name of the stream. */
    public String stream() {
        return position.stream;
    }

    @Override
    public String subject() {
        return position.subject;
    }

    /** Its sequence, unsigned. */
    public long sequence() {
        return position.sequence;
    }

    /** When it was stored. */
    public Instant time() {
        return position.time;
    }

    /** The headers it was published with, without those that say where it stands. */
    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public <T> T as(Class<T> type) {
        return codecs.decode(this, type);
    }

    /** How many more the server found for the same request; 0 where only one was asked for. */
    public long pendingCount() {
        return position.pendingCount;
    }

    @Override
    public @Nullable String replyTo() {
        return null;
    }

    @Override
    public @Nullable Subscription subscription() {
        return null;
    }

    @Override
    public boolean isError() {
        return false;
    }

    @Override
    public void respond(Object value) {
        respond(value, Headers.NONE);
    }

    @Override
    public void respond(Object value, Headers headers) {
        throw new IllegalStateException("respond: no answer is wanted to " + this);
    }

    /** Where it stands; never the payload. */
    @Override
    public String toString() {
        return "StreamMessage[" + stream() + " " + Long.toUnsignedString(sequence()) + " " + subject() + " "
                + payload.length + " bytes]";
    }
}
