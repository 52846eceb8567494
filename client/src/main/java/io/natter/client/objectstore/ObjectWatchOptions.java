package io.natter.client.objectstore;

/**
 * What a watch of objects tells (ADR-20). Immutable; {@code with} methods give changed copies.
 *
 * @param updatesOnly whether what is there already is not told
 * @param ignoreDeletes whether deletes are not told
 */
public record ObjectWatchOptions(boolean updatesOnly, boolean ignoreDeletes) {
    /** What is there, deleted ones too, then what changes. */
    public static final ObjectWatchOptions ALL = new ObjectWatchOptions(false, false);

    /** The same without what is there already. */
    public ObjectWatchOptions withUpdatesOnly() {
        return new ObjectWatchOptions(true, ignoreDeletes);
    }

    /** The same without deletes. */
    public ObjectWatchOptions withoutDeletes() {
        return new ObjectWatchOptions(updatesOnly, true);
    }
}
