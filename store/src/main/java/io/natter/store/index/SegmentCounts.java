package io.natter.store.index;

/**
 * What a segment holds, in numbers.
 *
 * <p>Immutable.
 *
 * @param lastSeq no record has a sequence above
 * @param liveCount records that are not removed
 * @param liveBytes their counted bytes
 * @param firstTimeNs earliest time of a record; {@link Long#MAX_VALUE} without records
 * @param lastTimeNs latest time of a record; {@link Long#MIN_VALUE} without records
 */
public record SegmentCounts(long lastSeq, int liveCount, long liveBytes, long firstTimeNs, long lastTimeNs) {}
