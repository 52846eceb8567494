package io.natter.store;

/**
 * What a stream may hold; the oldest records make room.
 *
 * <p>Immutable.
 *
 * @param recordsMax most records; 0 for any number
 * @param bytesMax most bytes, counted as {@link StreamOptions} says; 0 for any number. The newest record stays, whatever its size
 * @param perSubjectMax most records with one subject; 0 for any number
 * @param ageNsMax longest time a record stays, in ns, unless it says that it {@link RecordDraft#STAYS}; 0 for ever
 */
public record Limits(long recordsMax, long bytesMax, long perSubjectMax, long ageNsMax) {
    /** No limits. */
    public static final Limits NONE = new Limits(0, 0, 0, 0);

    /** Checks that none is negative. */
    public Limits {
        if (recordsMax < 0 || bytesMax < 0 || perSubjectMax < 0 || ageNsMax < 0) {
            throw new IllegalArgumentException("limits: got " + recordsMax + ", " + bytesMax + ", " + perSubjectMax
                    + ", " + ageNsMax + ", expected none below 0");
        }
    }
}
