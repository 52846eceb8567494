package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.server.core.MessageTrace;
import io.natter.server.core.ReceivedMessage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way into a stream: ranges of bytes that belong to somebody else.
 *
 * <p>Confined to the stream's loop; one serves for any number of messages.
 */
public final class Publish {
    private static final byte[] NONE = {};

    byte[] subject = NONE;
    int subjectFrom;
    int subjectLength;
    byte[] reply = NONE;
    int replyFrom;
    int replyLength;
    byte[] headers = NONE;
    int headersFrom;
    int headersLength;
    byte[] payload = NONE;
    int payloadFrom;
    int payloadLength;

    /** Who is to be told of what becomes of it; null for nearly every message. */
    @Nullable
    MessageTrace trace;

    /** Empty ranges. */
    public Publish() {}

    /** Shows a message that was received; valid as long as that is. */
    Publish of(ReceivedMessage message) {
        byte[] bytes = message.bytes();
        trace = message.trace();
        return subject(message.subjectBytes(), message.subjectFrom(), message.subjectLength())
                .reply(bytes, message.replyFrom(), message.replyLength())
                .headers(bytes, message.headersFrom(), message.headersLength())
                .payload(bytes, message.payloadFrom(), message.payloadLength());
    }

    /** Shows the same bytes as another one; nobody is told of what becomes of it. */
    Publish of(Publish other) {
        return subject(other.subject, other.subjectFrom, other.subjectLength)
                .reply(other.reply, other.replyFrom, other.replyLength)
                .headers(other.headers, other.headersFrom, other.headersLength)
                .payload(other.payload, other.payloadFrom, other.payloadLength);
    }

    /** Sets the subject. */
    public Publish subject(byte[] bytes, int from, int length) {
        subject = bytes;
        subjectFrom = from;
        subjectLength = length;
        return this;
    }

    /** Sets the subject to all of these bytes. */
    public Publish subject(byte[] bytes) {
        return subject(bytes, 0, bytes.length);
    }

    /** Sets where the answer goes; a length of 0 for nowhere. */
    public Publish reply(byte[] bytes, int from, int length) {
        reply = bytes;
        replyFrom = from;
        replyLength = length;
        return this;
    }

    /** Sets where the answer goes to all of these bytes. */
    public Publish reply(byte[] bytes) {
        return reply(bytes, 0, bytes.length);
    }

    /** Sets the header block; a length of 0 for none. */
    public Publish headers(byte[] bytes, int from, int length) {
        headers = bytes;
        headersFrom = from;
        headersLength = length;
        return this;
    }

    /** Sets the header block to all of these bytes. */
    public Publish headers(byte[] bytes) {
        return headers(bytes, 0, bytes.length);
    }

    /** Sets the payload. */
    public Publish payload(byte[] bytes, int from, int length) {
        payload = bytes;
        payloadFrom = from;
        payloadLength = length;
        return this;
    }

    /** Sets the payload to all of these bytes. */
    public Publish payload(byte[] bytes) {
        return payload(bytes, 0, bytes.length);
    }

    /** A copy with bytes of its own. */
    Publish copy() {
        return new Publish()
                .subject(Arrays.copyOfRange(subject, subjectFrom, subjectFrom + subjectLength))
                .reply(Arrays.copyOfRange(reply, replyFrom, replyFrom + replyLength))
                .headers(Arrays.copyOfRange(headers, headersFrom, headersFrom + headersLength))
                .payload(Arrays.copyOfRange(payload, payloadFrom, payloadFrom + payloadLength));
    }

    /** Bytes of all of it. */
    int sizeBytes() {
        return subjectLength + replyLength + headersLength + payloadLength;
    }

    /** The subject as text. */
    String subjectText() {
        return new String(subject, subjectFrom, subjectLength, UTF_8);
    }

    /** The payload as text. */
    String payloadText() {
        return new String(payload, payloadFrom, payloadLength, UTF_8);
    }
}
