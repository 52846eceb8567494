package io.natter.server.auth;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Recent verdicts about subjects, so that a repeated subject costs one hash and one comparison.
 *
 * <p>Confined to one event loop. Holds at most the number of subjects it is made for, four to a bucket; when a
 * bucket is full the oldest of its four goes. Longer subjects than {@value #SUBJECT_BYTES_MAX} bytes are decided
 * every time and not kept. A hit allocates nothing; a miss allocates one copy of the subject. Verdicts never
 * change, because permissions are immutable: with other permissions comes another cache.
 */
public final class VerdictCache {
    /** How many subjects a connection's cache holds, as nats-server's. */
    public static final int DEFAULT_ENTRIES = 128;

    /** The longest subject that is kept, in bytes. */
    public static final int SUBJECT_BYTES_MAX = 512;

    private static final int WAYS = 4;

    private final Verdict verdict;
    private final byte[] @Nullable [] subjects;
    private final int[] hashes;
    private final boolean[] isAllowed;
    private final byte[] oldest; // per bucket: which of its ways is replaced next
    private final int bucketMask;

    /** Decides about a literal subject; pure. */
    @FunctionalInterface
    public interface Verdict {
        /** Whether the {@code length} bytes at {@code from} are allowed. */
        boolean allows(byte[] bytes, int from, int length);
    }

    /**
     * An empty cache.
     *
     * @param verdict what is asked on a miss
     * @param entries how many subjects it holds, rounded up to a power of two; 4 to 65,536
     */
    public VerdictCache(Verdict verdict, int entries) {
        if (entries < WAYS || entries > 1 << 16) {
            throw new IllegalArgumentException("entries: got " + entries + ", expected 4 to 65536");
        }
        int slots = Integer.highestOneBit(entries - 1) << 1;
        this.verdict = verdict;
        subjects = new byte[slots][];
        hashes = new int[slots];
        isAllowed = new boolean[slots];
        oldest = new byte[slots / WAYS];
        bucketMask = slots / WAYS - 1;
    }

    /** A cache of what {@code permissions} say about publishing. */
    public static VerdictCache ofPublish(Permissions permissions) {
        return new VerdictCache(permissions::allowsPublish, DEFAULT_ENTRIES);
    }

    /** A cache of what {@code permissions} say about deliveries to subscriptions in {@code queue}, or in none. */
    public static VerdictCache ofDelivery(Permissions permissions, byte @Nullable [] queue) {
        return new VerdictCache(
                (bytes, from, length) -> permissions.allowsDelivery(bytes, from, length, queue), DEFAULT_ENTRIES);
    }

    /** Whether the subject of {@code length} bytes at {@code from} is allowed. */
    public boolean allows(byte[] bytes, int from, int length) {
        int hash = SubjectBytes.hash(bytes, from, length);
        int first = (hash & bucketMask) * WAYS;
        for (int slot = first; slot < first + WAYS; slot++) {
            byte[] subject = subjects[slot];
            if (subject != null
                    && hashes[slot] == hash
                    && Arrays.equals(subject, 0, subject.length, bytes, from, from + length)) {
                return isAllowed[slot];
            }
        }
        boolean allows = verdict.allows(bytes, from, length);
        if (length <= SUBJECT_BYTES_MAX) {
            keep(hash, Arrays.copyOfRange(bytes, from, from + length), allows);
        }
        return allows;
    }

    private void keep(int hash, byte[] subject, boolean allows) {
        int bucket = hash & bucketMask;
        int slot = bucket * WAYS + oldest[bucket];
        oldest[bucket] = (byte) ((oldest[bucket] + 1) % WAYS);
        subjects[slot] = subject;
        hashes[slot] = hash;
        isAllowed[slot] = allows;
    }

    /** How many subjects are held. */
    int size() {
        int size = 0;
        for (byte[] subject : subjects) {
            size += subject == null ? 0 : 1;
        }
        return size;
    }
}
