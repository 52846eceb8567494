package io.natter.client.objectstore;

/**
 * Where a link leads (ADR-20).
 *
 * <p>Immutable.
 *
 * @param store the store
 * @param object the object in it, or empty for the whole store
 */
public record ObjectLink(String store, String object) {
    /** Whether it leads to a whole store. */
    public boolean isToStore() {
        return object.isEmpty();
    }
}
