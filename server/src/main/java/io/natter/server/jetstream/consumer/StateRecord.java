package io.natter.server.jetstream.consumer;

import io.natter.protocol.wire.ByteBuilder;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * The bytes a consumer's state is written down as: the side record {@code consumer/NAME/state}, version 1 (docs/formats/consumer.md).
 *
 * <p>Confined to the stream's loop; one serves for all consumers of a stream.
 *
 * <pre>
 *  0  u8   version: 1
 *  1  u8   0
 *  2  u16  0
 *  4  u32  CRC32C of byte 8 on, little-endian
 *  8  v    number of the last delivery           v: unsigned, 7 bits a byte, lowest first; the high bit says that more follow
 *     v    highest sequence delivered            z: signed, as v of (n &lt;&lt; 1) ^ (n &gt;&gt; 63)
 *     v    floor: number of the delivery
 *     v    floor: sequence
 *     z    when the last delivery was, ns since 1970; 0 for never
 *     z    when the last acknowledgement was
 *     v    sequence to look for messages from
 *     v    last sequence of the list it started with (last per subject); 0 when that is done
 *     v    how many are pending
 *     v    a sequence at or below the first of them; then each, ascending:
 *            v  sequence, less the one before
 *            z  number of its first delivery, less the one before
 *            z  when the time to acknowledge began, ns since 1970, less the one before;
 *               that time is 0 when it is to be delivered again at once
 *            v  how often it was delivered again
 *     v    how many were given up after their last delivery; then each, ascending:
 *            v  sequence, less the one before
 *            v  how often it was delivered again
 * </pre>
 */
final class StateRecord {
    private static final int VERSION = 1;
    private static final int HEADER_BYTES = 8;
    private static final int MARKS = 6;

    private final ByteBuilder out = new ByteBuilder(256);
    private final byte[] one = new byte[10];
    private final CRC32C crc = new CRC32C();

    private byte[] in = {};
    private int at;
    private boolean isSound;

    /**
     * Where a consumer that is brought back goes on.
     *
     * <p>Immutable.
     *
     * @param nextSeq the sequence to look for messages from
     * @param listEndSeq the last sequence of the list it started with, or 0
     */
    record Resumption(long nextSeq, long listEndSeq) {}

    /**
     * The bytes of a state.
     *
     * @param wallOffsetNs what turns times of the clock that never goes back into times since 1970
     */
    byte[] encode(Progress progress, Resumption resumption, long wallOffsetNs) {
        out.clear();
        out.append(one, 0, HEADER_BYTES); // filled in below
        long[] marks = progress.marks();
        for (int i = 0; i < MARKS; i++) {
            if (i < 4) {
                unsigned(marks[i]);
            } else {
                signed(marks[i]);
            }
        }
        unsigned(resumption.nextSeq());
        unsigned(resumption.listEndSeq());
        encodePending(progress.pending(), progress.floorStreamSeq(), wallOffsetNs);
        unsigned(progress.exhausted().count());
        long[] last = {0};
        progress.exhausted().forEach((redeliveryCount, seq) -> {
            unsigned(seq - last[0]);
            unsigned(redeliveryCount);
            last[0] = seq;
        });
        return sealed();
    }

    private void encodePending(PendingAcks pending, long floorSeq, long wallOffsetNs) {
        unsigned(pending.count());
        long seq = Math.min(floorSeq, pending.count() == 0 ? 0 : pending.seq(pending.first()));
        long deliverySeq = 0;
        long timeNs = 0;
        unsigned(seq);
        for (int slot = pending.first(); slot >= 0; slot = pending.after(slot)) {
            long wallNs = pending.ticket(slot) == 0 ? pending.timeNs(slot) + wallOffsetNs : 0; // in line: due at once
            unsigned(pending.seq(slot) - seq);
            signed(pending.deliverySeq(slot) - deliverySeq);
            signed(wallNs - timeNs);
            unsigned(Math.max(0, pending.redeliveryCount(slot))); // -1: its only delivery came to nobody
            seq = pending.seq(slot);
            deliverySeq = pending.deliverySeq(slot);
            timeNs = wallNs;
        }
    }

    private byte[] sealed() {
        byte[] bytes = out.toBytes();
        bytes[0] = VERSION;
        bytes[1] = 0;
        bytes[2] = 0;
        bytes[3] = 0;
        long sum = checksum(bytes);
        for (int i = 0; i < 4; i++) {
            bytes[4 + i] = (byte) (sum >>> 8 * i);
        }
        return bytes;
    }

    private long checksum(byte[] bytes) {
        crc.reset();
        crc.update(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        return crc.getValue();
    }

    private void unsigned(long number) {
        long rest = number;
        int length = 0;
        while ((rest & ~0x7FL) != 0) {
            one[length++] = (byte) (rest & 0x7F | 0x80);
            rest >>>= 7;
        }
        one[length++] = (byte) rest;
        out.append(one, 0, length);
    }

    private void signed(long number) {
        unsigned(number << 1 ^ number >> 63);
    }

    /**
     * Puts a state in place.
     *
     * @return where to go on, or null when the bytes are not the whole and sound record of a state; then the state is of no use
     */
    @Nullable
    Resumption decode(byte[] bytes, Progress progress, long wallOffsetNs) {
        in = bytes;
        at = HEADER_BYTES;
        isSound = bytes.length > HEADER_BYTES
                && bytes[0] == VERSION
                && (bytes[1] | bytes[2] | bytes[3]) == 0
                && storedChecksum(bytes) == checksum(bytes);
        if (!isSound) {
            return null;
        }
        long[] marks = new long[MARKS];
        for (int i = 0; i < MARKS; i++) {
            marks[i] = i < 4 ? count() : signed();
        }
        progress.restore(marks);
        var resumption = new Resumption(count(), count());
        decodePending(progress, wallOffsetNs);
        decodeExhausted(progress);
        boolean isComplete = isSound
                && at == in.length
                && marks[2] <= marks[0]
                && resumption.nextSeq() > 0
                && resumption.listEndSeq() >= 0;
        return isComplete ? resumption : null;
    }

    private static long storedChecksum(byte[] bytes) {
        long sum = 0;
        for (int i = 3; i >= 0; i--) {
            sum = sum << 8 | bytes[4 + i] & 0xFF;
        }
        return sum;
    }

    private void decodePending(Progress progress, long wallOffsetNs) {
        long count = count();
        long seq = count();
        long deliverySeq = 0;
        long wallNs = 0;
        for (long i = 0; i < count && isSound; i++) { // ends with the bytes, whatever the count claims
            long step = count();
            seq += step;
            deliverySeq += signed();
            wallNs += signed();
            long redeliveryCount = count();
            isSound &= step > 0 || i == 0;
            isSound &= seq > 0 && deliverySeq > 0 && redeliveryCount <= Integer.MAX_VALUE;
            if (isSound) {
                progress.pending().add(seq, deliverySeq, wallNs - wallOffsetNs);
                int slot = progress.pending().find(seq);
                progress.pending().redeliveryCount(slot, (int) redeliveryCount);
            }
        }
    }

    private void decodeExhausted(Progress progress) {
        long count = count();
        long seq = 0;
        for (long i = 0; i < count && isSound; i++) {
            long step = count();
            seq += step;
            long redeliveryCount = count();
            isSound &= step > 0 && seq > 0;
            if (isSound) {
                progress.exhausted().add(seq, redeliveryCount);
            }
        }
    }

    // A number that cannot be negative.
    private long count() {
        long number = unsigned();
        isSound &= number >= 0;
        return number;
    }

    private long unsigned() {
        long number = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (at >= in.length) {
                break;
            }
            byte b = in[at++];
            number |= (long) (b & 0x7F) << shift;
            if (b >= 0) {
                return number;
            }
        }
        isSound = false;
        return 0;
    }

    private long signed() {
        long number = unsigned();
        return number >>> 1 ^ -(number & 1);
    }
}
