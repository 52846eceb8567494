package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.StorageType;

/**
 * What an account has in its streams, against what it and the server may have. Asked with every message.
 *
 * <p>Thread-safe: streams of several loops share it.
 */
public interface StreamUsage {
    /** Whether all streams of the server together hold more than they may. */
    boolean isServerFull(StorageType storage);

    /** Whether the account's limit has room for so many bytes more. */
    boolean hasRoom(StorageType storage, long bytes);

    /** Counts bytes in, or out when negative. */
    void add(StorageType storage, long bytes);
}
