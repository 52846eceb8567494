package io.natter.store;

/**
 * Bytes that wait outside of memory until they become records, or nothing: gone when this is closed, and with the process.
 *
 * <p>Confined to the stream's owner.
 */
public interface Spill extends AutoCloseable {
    /**
     * Puts bytes aside.
     *
     * @return their number: 0, 1, 2 ...
     * @throws StoreFullException when the disk has no space
     * @throws StoreFailedException when the disk cannot be written
     */
    int put(byte[] bytes, int length);

    /**
     * Reads all bytes of one number.
     *
     * @throws StoreFailedException when they cannot be read, or are not what was put aside
     */
    byte[] get(int number);

    /** Forgets them all. May be called again. */
    @Override
    void close();
}
