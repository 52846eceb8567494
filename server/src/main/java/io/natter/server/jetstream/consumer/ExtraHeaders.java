package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.wire.ByteBuilder;
import io.natter.server.core.OutgoingMessage;

/**
 * The header block of a delivery, when it says more than what was stored.
 *
 * <p>Confined to the stream's loop; one serves for all deliveries of a consumer, and adds at most one header to each: the bytes it
 * writes are its own.
 */
final class ExtraHeaders {
    private static final int CRLF_LENGTH = 2;
    private static final byte[] NOTHING = {};
    private static final String FIRST_LINE = "NATS/1.0\r\n";

    private final ByteBuilder out = new ByteBuilder(256);

    /** Leaves the payload out and tells its size instead (D153). */
    void leaveOutPayload(OutgoingMessage message) {
        add(message, JetStreamHeaders.MESSAGE_SIZE, Integer.toString(message.payloadLength()));
        message.payload(NOTHING);
    }

    /** Adds one header behind those that are there. */
    void add(OutgoingMessage message, String name, String value) {
        int length = message.headersLength();
        out.clear();
        if (length <= CRLF_LENGTH) {
            out.append(FIRST_LINE);
        } else {
            out.append(message.headersBytes(), message.headersFrom(), length - CRLF_LENGTH);
        }
        out.append(name).append(": ").append(value).crlf().crlf();
        message.headers(out.array(), 0, out.length());
    }
}
