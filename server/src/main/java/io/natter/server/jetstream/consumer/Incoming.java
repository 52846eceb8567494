package io.natter.server.jetstream.consumer;

/**
 * A message to a consumer: an acknowledgement, a pull request, an answer to flow control. Ranges of somebody else's bytes.
 *
 * <p>Confined to the stream's loop; one serves for all messages, and the ranges are set before each call.
 */
public final class Incoming {
    private static final byte[] NONE = {};

    byte[] subjectBytes = NONE;
    int subjectFrom;
    int subjectLength;
    byte[] replyBytes = NONE;
    int replyFrom;
    int replyLength;
    byte[] headersBytes = NONE;
    int headersFrom;
    int headersLength;
    byte[] payloadBytes = NONE;
    int payloadFrom;
    int payloadLength;

    /** Empty ranges. */
    public Incoming() {}

    /** Sets the subject it came to. */
    public Incoming subject(byte[] bytes, int from, int length) {
        subjectBytes = bytes;
        subjectFrom = from;
        subjectLength = length;
        return this;
    }

    /** Sets where an answer goes; a length of 0 for nowhere. */
    public Incoming reply(byte[] bytes, int from, int length) {
        replyBytes = bytes;
        replyFrom = from;
        replyLength = length;
        return this;
    }

    /** Sets the header block; a length of 0 for none. */
    public Incoming headers(byte[] bytes, int from, int length) {
        headersBytes = bytes;
        headersFrom = from;
        headersLength = length;
        return this;
    }

    /** Sets the payload behind the headers. */
    public Incoming payload(byte[] bytes, int from, int length) {
        payloadBytes = bytes;
        payloadFrom = from;
        payloadLength = length;
        return this;
    }

    /** Whether the first byte of the payload that is no blank begins an object in JSON. */
    boolean payloadStartsJson() {
        for (int i = payloadFrom; i < payloadFrom + payloadLength; i++) {
            byte b = payloadBytes[i];
            if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
                return b == '{';
            }
        }
        return false;
    }
}
