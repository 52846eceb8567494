package io.natter.store;

/**
 * Which records to purge: those that match, and are before a sequence, but for the newest few.
 *
 * <p>Immutable.
 *
 * @param filter subjects to purge
 * @param beforeSeq only records below this; {@link Long#MAX_VALUE} for all
 * @param keepCount so many of the newest matching records (below {@code beforeSeq}) stay
 */
public record PurgeRequest(SubjectFilter filter, long beforeSeq, long keepCount) {
    /** Everything. */
    public static final PurgeRequest ALL = new PurgeRequest(SubjectFilter.all(), Long.MAX_VALUE, 0);

    /** Checks the numbers. */
    public PurgeRequest {
        if (beforeSeq < 0 || keepCount < 0) {
            throw new IllegalArgumentException(
                    "purge: got before " + beforeSeq + " and keep " + keepCount + ", expected none below 0");
        }
    }

    /** Everything that matches. */
    public static PurgeRequest matching(SubjectFilter filter) {
        return new PurgeRequest(filter, Long.MAX_VALUE, 0);
    }

    /** Everything below a sequence. */
    public static PurgeRequest before(long seq) {
        return new PurgeRequest(SubjectFilter.all(), seq, 0);
    }
}
