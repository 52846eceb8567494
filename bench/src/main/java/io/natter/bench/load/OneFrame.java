package io.natter.bench.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A prebuilt PUB of which only the number in the reply subject and the mark change from one sending to the next. The reply subject is another
 * one each time, as with real clients, so that no exact-match cache is flattered.
 *
 * <p>Confined to the sending thread.
 */
final class OneFrame {
    private static final int REPLY_DIGITS = 9;

    private final ByteBuffer bytes;
    private final int digitsEnd; // where the number in the reply ends; 0 without a reply
    private final int payload;
    private long sent;

    private OneFrame(String subject, @Nullable String inbox, int payloadBytes) {
        String reply = inbox == null ? "" : inbox + "0".repeat(REPLY_DIGITS) + " ";
        String line = "PUB " + subject + " " + reply;
        digitsEnd = inbox == null ? 0 : line.length() - 1;
        byte[] head = (line + payloadBytes + "\r\n").getBytes(StandardCharsets.US_ASCII);
        payload = head.length;
        bytes = ByteBuffer.allocateDirect(head.length + payloadBytes + 2).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(head);
        while (bytes.remaining() > 2) {
            bytes.put((byte) 'x');
        }
        bytes.put((byte) '\r').put((byte) '\n');
    }

    /** A request whose answers go to {@code <inbox><nine digits>}. */
    static OneFrame request(String subject, String inbox, int payloadBytes) {
        return new OneFrame(subject, inbox, payloadBytes);
    }

    /** A message without a reply. */
    static OneFrame message(String subject, int payloadBytes) {
        return new OneFrame(subject, null, payloadBytes);
    }

    /** Returns the width of a reply subject for this inbox prefix. */
    static int replyBytes(String inbox) {
        return inbox.length() + REPLY_DIGITS;
    }

    /** Returns the next frame, ready to be written, with this mark. */
    ByteBuffer next(long mark) {
        if (digitsEnd > 0) {
            long rest = sent;
            for (int i = 1; i <= REPLY_DIGITS; i++) {
                bytes.put(digitsEnd - i, (byte) ('0' + rest % 10));
                rest /= 10;
            }
        }
        sent++;
        bytes.putLong(payload, mark);
        return bytes.clear();
    }

    /** Returns how many frames were taken. */
    long sent() {
        return sent;
    }
}
