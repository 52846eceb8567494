package io.natter.server.jetstream.backup;

import java.util.HashMap;
import java.util.Map;

/**
 * What a server before 2.10 kept beside a message block: where it begins, and what was removed within it.
 *
 * <p>Immutable.
 *
 * <pre>
 *  file     22 | u8 version | v messages | v bytes | v first sequence | z its time | v last | z its time | v removed: count
 *           | u64 checksum of the last record | removed
 *  removed  version 1: count times v sequence less the first
 *           version 2: 22 | u8 1 or 2 | u32 nodes | u32 count | nodes times: u64 base | 64 or 32 words of u64 | u16
 *  v: varint, z: zigzag
 * </pre>
 */
final class BlockIndex {
    /** Nothing is known. */
    static final BlockIndex NONE = new BlockIndex(0);

    private static final int KIND = 22;
    private static final int CHECKSUM_BYTES = 8;
    private static final long ERASED_BIT = 1L << 63;

    private final long firstSeq;
    private final Map<Long, Long> removed = new HashMap<>(); // 64 sequences each

    private BlockIndex(long firstSeq) {
        this.firstSeq = firstSeq;
    }

    /**
     * Reads the file.
     *
     * @throws BackupException if it is malformed
     */
    static BlockIndex read(String name, byte[] bytes) {
        var in = new FileNumbers(name, KIND, bytes);
        in.count();
        in.count();
        var index = new BlockIndex(in.unsigned() & ~ERASED_BIT);
        in.signed();
        in.unsigned();
        in.signed();
        long count = in.count();
        in.skip(CHECKSUM_BYTES);
        if (count > 0 && in.version() == 1) {
            for (long i = 0; i < count; i++) {
                index.remove(index.firstSeq + in.count());
            }
        } else if (count > 0) {
            index.readNodes(new FileNumbers(name, KIND, in.rest()));
        }
        return index;
    }

    private void readNodes(FileNumbers in) {
        int words = in.version() == 1 ? 64 : 32;
        long nodes = in.i32() & 0xffffffffL;
        in.i32();
        for (long i = 0; i < nodes; i++) { // ends with the bytes, whatever is claimed
            long base = in.i64();
            for (int word = 0; word < words; word++) {
                long bits = in.i64();
                for (; bits != 0; bits &= bits - 1) {
                    remove(base + 64L * word + Long.numberOfTrailingZeros(bits));
                }
            }
            in.skip(2);
        }
    }

    private void remove(long seq) {
        removed.merge(seq >>> 6, 1L << seq, (before, bit) -> before | bit);
    }

    /** Whether a message of the block is no longer there. */
    boolean isRemoved(long seq) {
        return seq < firstSeq || (removed.getOrDefault(seq >>> 6, 0L) >>> seq & 1) != 0;
    }
}
