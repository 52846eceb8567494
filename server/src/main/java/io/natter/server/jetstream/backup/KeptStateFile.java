package io.natter.server.jetstream.backup;

import io.natter.protocol.jetstream.SequenceInfo;
import io.natter.protocol.json.JsonException;
import io.natter.server.jetstream.consumer.KeptState;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The file of nats-server that says how far a consumer has come: {@code o.dat}.
 *
 * <p>Thread-safe: pure functions.
 *
 * <pre>
 *  file  22 | u8 version, 1 or 2
 *        | v floor: delivery | v floor: sequence | v delivered: delivery | v delivered: sequence
 *        | v pending: count; if any: z time, s since 1970, then each: v sequence less floor | v delivery less floor (2 only) | z time
 *        | v redelivered: count; each: v sequence less floor | v how often
 *  v: varint, z: zigzag; the time of each is to be added to the time before them (1), or to be taken from it (2)
 * </pre>
 */
final class KeptStateFile {
    private static final int KIND = 22;
    private static final long SECOND_NS = 1_000_000_000;

    private KeptStateFile() {}

    /**
     * Reads the file.
     *
     * @throws BackupException if it is malformed
     */
    static KeptState read(String name, byte[] bytes) {
        var in = new FileNumbers(name, KIND, bytes);
        boolean isFirstVersion = in.version() == 1;
        if (!isFirstVersion && in.version() != 2) {
            throw in.corrupt();
        }
        long floorDelivery = in.count();
        long floor = in.count();
        long delivery = in.count();
        long delivered = in.count();
        if (isFirstVersion) { // told what comes next
            delivery += Math.max(0, floorDelivery - 1);
            delivered += Math.max(0, floor - 1);
        }
        SortedMap<Long, KeptState.KeptDelivery> pending = new TreeMap<>();
        long count = in.count();
        long baseS = count > 0 ? in.signed() : 0;
        for (long i = 0; i < count; i++) { // ends with the bytes, whatever the count claims
            long seq = in.count() + floor;
            long deliverySeq = isFirstVersion ? seq : in.count() + floorDelivery;
            long stepS = in.signed();
            long timeS = isFirstVersion ? baseS + stepS : baseS - stepS;
            pending.put(seq, new KeptState.KeptDelivery(deliverySeq, timeS * SECOND_NS));
        }
        SortedMap<Long, Long> redelivered = new TreeMap<>();
        long again = in.count();
        for (long i = 0; i < again; i++) {
            redelivered.put(in.count() + floor, in.count());
        }
        try {
            return new KeptState(
                            new SequenceInfo(delivery, delivered, null),
                            new SequenceInfo(floorDelivery, floor, null),
                            pending,
                            redelivered,
                            0)
                    .checked();
        } catch (JsonException flawed) {
            throw new BackupException(name + ": " + flawed.getMessage());
        }
    }
}
