package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.JetStreamHeaders;
import java.nio.charset.StandardCharsets;

/** The header blocks of messages that only say how things are (c.7). Pure functions. */
final class StatusMessage {
    private StatusMessage() {}

    /** A status without further headers. */
    static byte[] of(ApiStatus status) {
        return bytes(status.headerBlock(""));
    }

    /** A status whose text goes on; line ends in what follows, which may come from a client, become blanks. */
    static byte[] of(ApiStatus status, String detail) {
        return bytes(status.headerBlock(detail.replace('\r', ' ').replace('\n', ' ')));
    }

    /** A status with what a pull request did not get. */
    static byte[] withPending(ApiStatus status, long messages, long bytes) {
        return with(
                status,
                JetStreamHeaders.PENDING_MESSAGES + ": " + messages + "\r\n" + JetStreamHeaders.PENDING_BYTES + ": "
                        + bytes + "\r\n");
    }

    /**
     * An idle heartbeat (ADR-9).
     *
     * @param stalled the flow control subject that is still unanswered, or empty
     */
    static byte[] heartbeat(long deliverySeq, long streamSeq, String stalled) {
        String lines = JetStreamHeaders.LAST_CONSUMER + ": " + deliverySeq + "\r\n" + JetStreamHeaders.LAST_STREAM
                + ": " + streamSeq + "\r\n";
        if (!stalled.isEmpty()) {
            lines += JetStreamHeaders.CONSUMER_STALLED + ": " + stalled + "\r\n";
        }
        return with(ApiStatus.IDLE_HEARTBEAT, lines);
    }

    private static byte[] with(ApiStatus status, String lines) {
        String block = status.headerBlock("");
        return bytes(block.substring(0, block.length() - 2) + lines + "\r\n");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
