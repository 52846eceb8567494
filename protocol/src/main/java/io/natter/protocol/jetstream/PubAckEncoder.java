package io.natter.protocol.jetstream;

import io.natter.protocol.wire.ByteBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes the answers to publishes of one stream by hand: its one part that changes is the sequence (D100).
 *
 * <p>Immutable. For counters and batches write a {@link PubAck}.
 */
public final class PubAckEncoder {
    private static final byte[] DUPLICATE = ",\"duplicate\": true}".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head;

    /** For a stream; {@code domain} is empty where the server has none. */
    public PubAckEncoder(String stream, String domain) {
        byte[] json = PubAck.JSON.write(new PubAck(stream, 0, "", false, "", "", 0));
        byte[] start = Arrays.copyOf(json, json.length - "0}".length());
        if (!domain.isEmpty()) {
            byte[] whole = PubAck.JSON.write(new PubAck(stream, 0, domain, false, "", "", 0));
            start = domainBeforeSequence(start, whole);
        }
        head = start;
    }

    // {"stream":"S","seq":0,"domain":"D"} becomes {"stream":"S","domain":"D","seq":
    private static byte[] domainBeforeSequence(byte[] start, byte[] whole) {
        byte[] sequence = "\"seq\":".getBytes(StandardCharsets.US_ASCII);
        int streamEnd = start.length - sequence.length;
        int domainStart = start.length + "0,".length();
        return new ByteBuilder(whole.length)
                .append(start, 0, streamEnd)
                .append(whole, domainStart, whole.length - 1 - domainStart)
                .append(",")
                .append(sequence)
                .toBytes();
    }

    /** Appends the answer for a message that was stored under {@code sequence}. */
    public void ack(long sequence, ByteBuilder out) {
        append(sequence, out).append("}");
    }

    /** Appends the answer for a message that was there already, under {@code sequence}. */
    public void duplicate(long sequence, ByteBuilder out) {
        append(sequence, out).append(DUPLICATE);
    }

    private ByteBuilder append(long sequence, ByteBuilder out) {
        out.append(head);
        return sequence >= 0 ? out.append(sequence) : out.append(Long.toUnsignedString(sequence));
    }
}
