package io.natter.store.format;

import java.util.Arrays;

/**
 * Reads a file of records from the front, record by record, and tells a torn end from damage.
 *
 * <p>Immutable once made. The file's bytes must fit in memory: files end near 512 MiB.
 *
 * <p>A record that is not whole is followed by a search for the next whole one. Every record says how much of its file was on disk
 * when it was written, so:
 *
 * <pre>
 *  ... R R R x R R ... R | R R x R
 *            ^           ^     ^
 *            damage      |     the end: the crash came before this was forced; cut from here on, or from where the unit began
 *                        proven: the highest "forced" of any whole record
 * </pre>
 */
public final class FileScan {
    /** Searching reads at most so many times the file: payloads may be made to look like records all over. */
    private static final long SEARCH_FACTOR = 16;

    private int[] places = new int[64];
    private int count;
    private int[] damage = new int[4];
    private int damageCount;
    private int cutAt;
    private int provenBytes;

    private FileScan() {}

    /**
     * Scans a file.
     *
     * @param isWhole whether every byte is known to have been on disk, so that nothing is a torn end
     */
    public static FileScan of(byte[] bytes, int length, int salt, boolean isWhole) {
        return of(bytes, length, salt, isWhole, RecordCheck.CHECKSUM);
    }

    /** Scans a file with another check than the checksum's. */
    public static FileScan of(byte[] bytes, int length, int salt, boolean isWhole, RecordCheck check) {
        var scan = new FileScan();
        scan.scan(bytes, length, salt, check);
        scan.decide(bytes, length, isWhole);
        return scan;
    }

    private void scan(byte[] bytes, int length, int salt, RecordCheck check) {
        provenBytes = SegmentHeader.BYTES;
        int at = SegmentHeader.BYTES;
        boolean isDamaged = false;
        long budget = SEARCH_FACTOR * length;
        while (at <= length - RecordFormat.HEADER_BYTES && budget > 0) {
            boolean isPlausible = RecordFormat.isPlausible(bytes, at, length - at);
            budget -= isPlausible && isDamaged ? RecordFormat.length(bytes, at) : 0;
            if (isPlausible && check.isWhole(bytes, at, salt)) {
                addPlace(at);
                provenBytes = Math.max(provenBytes, Math.min(length, RecordFormat.forcedBytes(bytes, at)));
                at += RecordFormat.length(bytes, at);
                isDamaged = false;
                continue;
            }
            if (!isDamaged) {
                addDamage(at);
                isDamaged = true;
            }
            at++;
        }
        if (!isDamaged && at < length) {
            addDamage(at);
        }
    }

    private void decide(byte[] bytes, int length, boolean isWhole) {
        if (isWhole) {
            provenBytes = length;
        }
        cutAt = length;
        for (int i = 0; i < damageCount; i++) {
            if (damage[i] >= provenBytes) {
                cutAt = damage[i];
                damageCount = i;
                break;
            }
        }
        while (count > 0 && places[count - 1] >= cutAt) {
            count--;
        }
        int open = count;
        while (open > 0
                && places[open - 1] >= provenBytes
                && (RecordFormat.flags(bytes, places[open - 1]) & RecordFormat.UNIT_GOES_ON) != 0) {
            open--;
        }
        if (open < count) {
            cutAt = places[open];
            count = open;
        }
    }

    private void addPlace(int at) {
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
        }
        places[count++] = at;
    }

    private void addDamage(int at) {
        if (damageCount == damage.length) {
            damage = Arrays.copyOf(damage, damageCount * 2);
        }
        damage[damageCount++] = at;
    }

    /** How many whole records there are before the cut. */
    public int count() {
        return count;
    }

    /** Where a record is. */
    public int placeAt(int index) {
        return places[index];
    }

    /** How many runs of damaged bytes there are before the cut. */
    public int damageCount() {
        return damageCount;
    }

    /** Where such a run begins. */
    public int damageAt(int index) {
        return damage[index];
    }

    /** Where the file ends: what is behind was never reported as stored. */
    public int cutAt() {
        return cutAt;
    }

    /** All before this is known to have been on disk. */
    public int provenBytes() {
        return Math.min(provenBytes, cutAt);
    }
}
