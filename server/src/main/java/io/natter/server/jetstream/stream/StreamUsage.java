package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.StorageType;

/**
 * What an account has in its streams, against what it may have. Asked with every message.
 *
 * <p>Thread-safe: streams of several loops share it.
 */
public interface StreamUsage {
    /** Whether the account's limit and the server's have room for so many bytes more. */
    boolean hasRoom(StorageType storage, long bytes);

    /** Whether the limit that has no room is the account's own, not the server's. */
    boolean isAccountFull(StorageType storage, long bytes);

    /** Counts bytes in, or out when negative. */
    void add(StorageType storage, long bytes);
}
