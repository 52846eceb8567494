package io.natter.server.core;

import io.netty.channel.Channel;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.UnixChannel;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A socket that takes many ranges of native memory in one call.
 *
 * <p>Used by one thread at a time; it never waits.
 */
@FunctionalInterface
interface GatheringSocket {
    /**
     * Writes the ranges that stand at {@code vectorsAddress}, each as its address and its length, eight bytes each.
     *
     * @return how many bytes it took; fewer than there are when it is full
     * @throws IOException when the connection is broken
     */
    long write(long vectorsAddress, int count) throws IOException;

    /** The socket below a channel, or null when only the channel itself can write. */
    static @Nullable GatheringSocket of(Channel channel) {
        return channel instanceof UnixChannel unix && Buffer.addressSize() == Long.BYTES
                ? unix.fd()::writevAddresses
                : null;
    }
}
