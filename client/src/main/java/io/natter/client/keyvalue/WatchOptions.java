package io.natter.client.keyvalue;

import java.util.List;

/**
 * What a watch tells (ADR-8).
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param filters keys it is about; {@code *} and {@code >} may be tokens; empty for all
 * @param start where it begins
 * @param fromRevision revision to begin at with {@link Start#REVISION}, else 0
 * @param ignoreDeletes whether only values are told
 * @param metaOnly whether values are left out
 */
public record WatchOptions(
        List<String> filters, Start start, long fromRevision, boolean ignoreDeletes, boolean metaOnly) {
    /** Where a watch begins. */
    public enum Start {
        /** With the latest entry of each key. */
        LATEST,
        /** With all of the history there is. */
        HISTORY,
        /** With what comes from now on. */
        UPDATES,
        /** With a revision, and all of the history after it. */
        REVISION
    }

    /** The latest of each key, deletes too, then what comes. */
    public static final WatchOptions ALL = new WatchOptions(List.of(), Start.LATEST, 0, false, false);

    /** Copies the list and checks the rest. */
    public WatchOptions {
        filters = List.copyOf(filters);
        if (fromRevision < 0 || (fromRevision > 0) != (start == Start.REVISION)) {
            throw new IllegalArgumentException("fromRevision: got " + fromRevision + " with start " + start
                    + ", expected more than 0 with REVISION, else 0");
        }
    }

    /** The latest of each of these keys, deletes too, then what comes. */
    public static WatchOptions of(String... filters) {
        return ALL.withFilters(List.of(filters));
    }

    /** The same about other keys. */
    public WatchOptions withFilters(List<String> filters) {
        return new WatchOptions(filters, start, fromRevision, ignoreDeletes, metaOnly);
    }

    /** The same with all of the history at first. */
    public WatchOptions withHistory() {
        return new WatchOptions(filters, Start.HISTORY, 0, ignoreDeletes, metaOnly);
    }

    /** The same without what is there already. */
    public WatchOptions withUpdatesOnly() {
        return new WatchOptions(filters, Start.UPDATES, 0, ignoreDeletes, metaOnly);
    }

    /** The same from a revision on; one behind the last one seen goes on where a watch ended. */
    public WatchOptions from(long revision) {
        return new WatchOptions(filters, Start.REVISION, revision, ignoreDeletes, metaOnly);
    }

    /** The same without deletes. */
    public WatchOptions withoutDeletes() {
        return new WatchOptions(filters, start, fromRevision, true, metaOnly);
    }

    /** The same without values. */
    public WatchOptions withMetaOnly() {
        return new WatchOptions(filters, start, fromRevision, ignoreDeletes, true);
    }
}
