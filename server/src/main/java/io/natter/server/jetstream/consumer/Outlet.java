package io.natter.server.jetstream.consumer;

import io.natter.server.core.OutgoingMessage;

/**
 * Where a consumer's messages leave it: publishes through the stream, with one {@link OutgoingMessage} for what has no payload.
 *
 * <p>Confined to the stream's loop.
 */
final class Outlet {
    private static final byte[] EMPTY = {};

    private final OwningStream stream;
    private final OutgoingMessage small = new OutgoingMessage();

    Outlet(OwningStream stream) {
        this.stream = stream;
    }

    /** Publishes; false when nobody gets it. */
    boolean send(OutgoingMessage message) {
        return stream.publish(message) > 0;
    }

    /** Sends a status; who is not there does not get it. */
    void status(byte[] to, byte[] headers) {
        stream.publish(small.to(to).headers(headers, 0, headers.length));
    }

    /** Sends a status that wants an answer. */
    void status(byte[] to, byte[] headers, byte[] reply) {
        stream.publish(small.to(to).headers(headers, 0, headers.length).reply(reply, 0, reply.length));
    }

    /** Sends an empty message: the answer to an acknowledgement that asks for one (D183). */
    void empty(byte[] to) {
        stream.publish(small.to(to).payload(EMPTY, 0, 0));
    }

    /** Sends a text. */
    void text(byte[] to, byte[] payload) {
        stream.publish(small.to(to).payload(payload, 0, payload.length));
    }

    /** Whether somebody would get it. */
    boolean hasInterest(byte[] subject) {
        return stream.hasInterest(subject);
    }
}
