package io.natter.server.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelConfig;
import io.netty.channel.RecvByteBufAllocator;
import io.netty.util.UncheckedBooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads every socket of a loop into that loop's one buffer, so that an idle connection holds none.
 *
 * <p>Confined to the loop. Only for channels whose handler has used the bytes up when it returns: not below TLS.
 */
final class LoopReads implements RecvByteBufAllocator {
    private final Loop loop;
    private final int readsPerWakeUp;

    LoopReads(Loop loop, int readsPerWakeUp) {
        this.loop = loop;
        this.readsPerWakeUp = readsPerWakeUp;
    }

    @Override
    @SuppressWarnings("deprecation") // the interface asks for the old type; what is returned is the new one
    public Handle newHandle() {
        return new Reads();
    }

    private final class Reads implements ExtendedHandle {
        private @Nullable ChannelConfig config;
        private int attempted;
        private int last;
        private int count;

        @Override
        public ByteBuf allocate(ByteBufAllocator ignored) {
            return loop.readBuffer();
        }

        @Override
        public int guess() {
            return Loop.READ_BYTES;
        }

        @Override
        public void reset(ChannelConfig config) {
            this.config = config;
            count = 0;
        }

        @Override
        public void incMessagesRead(int reads) {
            count += reads;
        }

        @Override
        public void lastBytesRead(int bytes) {
            last = bytes;
        }

        @Override
        public int lastBytesRead() {
            return last;
        }

        @Override
        public void attemptedBytesRead(int bytes) {
            attempted = bytes;
        }

        @Override
        public int attemptedBytesRead() {
            return attempted;
        }

        // A full buffer means that there may be more; a few times, then the other sockets have their turn. Not while
        // held back.
        @Override
        public boolean continueReading() {
            return last == attempted && count < readsPerWakeUp && config != null && config.isAutoRead();
        }

        @Override
        public boolean continueReading(UncheckedBooleanSupplier maybeMore) {
            return continueReading();
        }

        @Override
        public void readComplete() {}
    }
}
