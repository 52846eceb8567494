package io.natter.server.jetstream.consumer;

/**
 * A message from a consumer, as ranges of bytes that are copied when it is published.
 *
 * <p>Confined to the stream's loop; one serves for all messages.
 */
public final class Delivery {
    private static final byte[] NONE = {};

    private byte[] route = NONE;
    private byte[] subjectBytes = NONE;
    private int subjectFrom;
    private int subjectLength;
    private byte[] replyBytes = NONE;
    private int replyLength;
    private byte[] headersBytes = NONE;
    private int headersFrom;
    private int headersLength;
    private byte[] payloadBytes = NONE;
    private int payloadFrom;
    private int payloadLength;

    /** Nothing, to nobody. */
    public Delivery() {}

    /** Starts anew: to this subject, which the receiver sees too; no reply, headers or payload. */
    Delivery to(byte[] subject) {
        route = subject;
        replyLength = 0;
        headersLength = 0;
        payloadLength = 0;
        return subject(subject, 0, subject.length);
    }

    /** Sets whom it goes to, and nothing else. */
    Delivery route(byte[] subject) {
        route = subject;
        return this;
    }

    /** Sets the subject the receiver sees. */
    Delivery subject(byte[] bytes, int from, int length) {
        subjectBytes = bytes;
        subjectFrom = from;
        subjectLength = length;
        return this;
    }

    /** Sets the reply subject: the first bytes of an array. */
    Delivery reply(byte[] bytes, int length) {
        replyBytes = bytes;
        replyLength = length;
        return this;
    }

    /** Sets the header block. */
    Delivery headers(byte[] bytes, int from, int length) {
        headersBytes = bytes;
        headersFrom = from;
        headersLength = length;
        return this;
    }

    /** Sets the payload. */
    Delivery payload(byte[] bytes, int from, int length) {
        payloadBytes = bytes;
        payloadFrom = from;
        payloadLength = length;
        return this;
    }

    /** The subject whose interest decides who gets it; all of the array. */
    public byte[] route() {
        return route;
    }

    /** The bytes that hold the subject the receiver sees. */
    public byte[] subjectBytes() {
        return subjectBytes;
    }

    /** Where that subject begins. */
    public int subjectFrom() {
        return subjectFrom;
    }

    /** How long it is. */
    public int subjectLength() {
        return subjectLength;
    }

    /** The bytes that begin with the reply subject. */
    public byte[] replyBytes() {
        return replyBytes;
    }

    /** How long the reply subject is; 0 for none. */
    public int replyLength() {
        return replyLength;
    }

    /** The bytes that hold the header block. */
    public byte[] headersBytes() {
        return headersBytes;
    }

    /** Where the header block begins. */
    public int headersFrom() {
        return headersFrom;
    }

    /** How long it is; 0 for none. */
    public int headersLength() {
        return headersLength;
    }

    /** The bytes that hold the payload. */
    public byte[] payloadBytes() {
        return payloadBytes;
    }

    /** Where the payload begins. */
    public int payloadFrom() {
        return payloadFrom;
    }

    /** How long it is. */
    public int payloadLength() {
        return payloadLength;
    }

    /** All that counts against a limit of bytes: subject, reply, headers and payload (D224). */
    int sizeBytes() {
        return subjectLength + replyLength + headersLength + payloadLength;
    }
}
