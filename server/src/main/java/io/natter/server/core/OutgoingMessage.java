package io.natter.server.core;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message the server itself is about to publish: views of bytes that belong to somebody else and are copied by {@link InternalLoop#publish}.
 *
 * <p>Confined to one thread. One instance serves for any number of messages: set what changes, publish, set again.
 */
public final class OutgoingMessage {
    private static final byte[] NOTHING = {};

    byte[] route = NOTHING;
    int routeFrom;
    int routeLength;
    byte[] subject = NOTHING;
    int subjectFrom;
    int subjectLength;
    byte[] reply = NOTHING;
    int replyFrom;
    int replyLength;
    byte[] headers = NOTHING;
    int headersFrom;
    int headersLength;
    byte[] payload = NOTHING;
    int payloadFrom;
    int payloadLength;

    @Nullable
    Sender sender;

    /** A message without anything. */
    public OutgoingMessage() {}

    /** Sets whom it goes to and what they see as its subject; removes reply, headers and payload. */
    public OutgoingMessage to(byte[] bytes, int from, int length) {
        route = bytes;
        routeFrom = from;
        routeLength = length;
        subject(bytes, from, length);
        return reply(NOTHING, 0, 0).headers(NOTHING, 0, 0).payload(NOTHING, 0, 0);
    }

    /** Sets whom it goes to and what they see as its subject; removes reply, headers and payload. */
    public OutgoingMessage to(byte[] bytes) {
        return to(bytes, 0, bytes.length);
    }

    /** Sets whom it goes to, and nothing else. */
    public OutgoingMessage route(byte[] bytes) {
        route = bytes;
        routeFrom = 0;
        routeLength = bytes.length;
        return this;
    }

    /** Sets the subject that receivers see, where it is not the one it goes to: a stream's message in a consumer's inbox. */
    public OutgoingMessage subject(byte[] bytes, int from, int length) {
        subject = bytes;
        subjectFrom = from;
        subjectLength = length;
        return this;
    }

    /** Sets who is told when its only receiver is gone; nobody to begin with. Stays until it is set again. */
    public OutgoingMessage sender(Sender whoWantsToKnow) {
        sender = whoWantsToKnow;
        return this;
    }

    /** Sets the reply subject; no bytes for none. */
    public OutgoingMessage reply(byte[] bytes, int from, int length) {
        reply = bytes;
        replyFrom = from;
        replyLength = length;
        return this;
    }

    /** Sets the header block, {@code NATS/1.0} to the empty line at its end; no bytes for none. */
    public OutgoingMessage headers(byte[] bytes, int from, int length) {
        headers = bytes;
        headersFrom = from;
        headersLength = length;
        return this;
    }

    /** Sets the payload. */
    public OutgoingMessage payload(byte[] bytes, int from, int length) {
        payload = bytes;
        payloadFrom = from;
        payloadLength = length;
        return this;
    }

    /** Sets the payload to all of these bytes. */
    public OutgoingMessage payload(byte[] bytes) {
        return payload(bytes, 0, bytes.length);
    }

    /** How long the subject is that receivers see. */
    public int subjectLength() {
        return subjectLength;
    }

    /** The bytes that hold the header block. */
    public byte[] headersBytes() {
        return headers;
    }

    /** Where the header block begins. */
    public int headersFrom() {
        return headersFrom;
    }

    /** How long the header block is; 0 for none. */
    public int headersLength() {
        return headersLength;
    }

    /** How long the payload is. */
    public int payloadLength() {
        return payloadLength;
    }

    /** All that receivers see: subject, reply, headers and payload. */
    public int sizeBytes() {
        return subjectLength + replyLength + headersLength + payloadLength;
    }

    /** A copy of the subject whose interest decides. */
    public byte[] routeCopy() {
        return Arrays.copyOfRange(route, routeFrom, routeFrom + routeLength);
    }

    /** A copy of the subject that receivers see, for those who only look. */
    public byte[] subjectCopy() {
        return Arrays.copyOfRange(subject, subjectFrom, subjectFrom + subjectLength);
    }

    /** A copy of the reply subject. */
    public byte[] replyCopy() {
        return Arrays.copyOfRange(reply, replyFrom, replyFrom + replyLength);
    }

    /** A copy of the header block. */
    public byte[] headersCopy() {
        return Arrays.copyOfRange(headers, headersFrom, headersFrom + headersLength);
    }

    /** A copy of the payload. */
    public byte[] payloadCopy() {
        return Arrays.copyOfRange(payload, payloadFrom, payloadFrom + payloadLength);
    }
}
