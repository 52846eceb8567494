package io.natter.server.jetstream.rules;

/**
 * What all streams of the server may take, and what limits of bytes have set aside of that.
 *
 * <p>Immutable.
 *
 * @param maxMemory bytes in memory
 * @param maxStore bytes on disk
 * @param reservedMemory of these, set aside
 * @param reservedStore of these, set aside
 */
public record Capacity(long maxMemory, long maxStore, long reservedMemory, long reservedStore) {
    /** Room for anything. */
    public static final Capacity UNLIMITED = new Capacity(Long.MAX_VALUE, Long.MAX_VALUE, 0, 0);
}
