package io.natter.store;

/**
 * Counters of a store.
 *
 * <p>Immutable.
 *
 * @param streamCount streams that are open
 * @param forceCount forces of files to disk since the start
 * @param forceFailureCount forces that failed
 * @param commitCount units that were waiting for them
 * @param forceNs time spent in them, in ns
 * @param forceLog2Us forces by duration: element i counts those below 2 to the i microseconds that are in no element before; the
 *     last one counts all longer ones
 * @param waitingCount units that wait for a force now
 * @param unerasedCount removed records that were to be overwritten and are not: what streams that were closed had no time for
 * @param usableBytes free space on the disk; {@link Long#MAX_VALUE} in memory
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
public record StoreStats(
        int streamCount,
        long forceCount,
        long forceFailureCount,
        long commitCount,
        long forceNs,
        long[] forceLog2Us,
        int waitingCount,
        long unerasedCount,
        long usableBytes) {}
