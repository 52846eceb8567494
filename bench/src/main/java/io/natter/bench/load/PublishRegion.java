package io.natter.bench.load;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * The prebuilt PUB frames of one publisher, sent over and over. All frames have one length; each payload starts with a mark of
 * {@link SequenceMark}.
 *
 * <p>Immutable; {@link #bytes} gives each caller its own view.
 */
public final class PublishRegion {
    private static final int REGION_BYTES_MIN = 256 << 10;
    private static final int MESSAGES_MIN = 64;
    private static final int STRIDE = 7_368_787; // a prime: visits many subjects in a scattered order

    private final ByteBuffer bytes;
    private final int frameBytes;
    private final int messages;

    private PublishRegion(ByteBuffer bytes, int frameBytes, int messages) {
        this.bytes = bytes;
        this.frameBytes = frameBytes;
        this.messages = messages;
    }

    /** Builds the region of publisher {@code publisher}: every subject the same number of times. */
    public static PublishRegion of(int publisher, SubjectSet subjects, int payloadBytes) {
        byte[] first = line(subjects.at(0), payloadBytes);
        int frameBytes = first.length + payloadBytes + 2;
        int messages = roundUp(Math.max(MESSAGES_MIN, REGION_BYTES_MIN / frameBytes), subjects.count());
        ByteBuffer region = ByteBuffer.allocateDirect(Math.multiplyExact(frameBytes, messages))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < messages; i++) {
            int number = (int) ((long) i * STRIDE % subjects.count());
            byte[] line = subjects.count() == 1 ? first : line(subjects.at(number), payloadBytes);
            if (line.length != first.length) {
                throw new IllegalArgumentException(
                        "subject " + subjects.at(number) + ": expected the width of " + subjects.at(0));
            }
            region.put(line)
                    .put(payload(publisher, i, payloadBytes))
                    .put((byte) '\r')
                    .put((byte) '\n');
        }
        return new PublishRegion(region.flip(), frameBytes, messages);
    }

    private static int roundUp(int atLeast, int multipleOf) {
        return (atLeast + multipleOf - 1) / multipleOf * multipleOf;
    }

    private static byte[] line(String subject, int payloadBytes) {
        return ("PUB " + subject + " " + payloadBytes + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] payload(int publisher, int index, int payloadBytes) {
        ByteBuffer payload = ByteBuffer.allocate(payloadBytes).order(ByteOrder.LITTLE_ENDIAN);
        payload.putInt(publisher).putInt(index);
        while (payload.hasRemaining()) {
            payload.put((byte) ('a' + payload.position() % 26));
        }
        return payload.array();
    }

    /** Returns a view of all frames, from the first to the last. */
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }

    /** Returns the length of each frame. */
    public int frameBytes() {
        return frameBytes;
    }

    /** Returns how many frames there are. */
    public int messages() {
        return messages;
    }
}
