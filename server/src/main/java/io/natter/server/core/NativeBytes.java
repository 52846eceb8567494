package io.natter.server.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.unix.Buffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A stretch of memory outside the heap that the kernel is given by its address.
 *
 * <p>Confined to its owner. Must be released once, and not be touched after that.
 */
final class NativeBytes {
    private final ByteBuf owned;
    private final ByteBuffer bytes;
    private final long address;

    NativeBytes(int length) {
        this.owned = Unpooled.directBuffer(length, length);
        this.bytes = owned.nioBuffer(0, length).order(ByteOrder.nativeOrder());
        this.address = Buffer.memoryAddress(bytes);
    }

    /** To be read and written by index. */
    ByteBuffer bytes() {
        return bytes;
    }

    long address() {
        return address;
    }

    void release() {
        owned.release();
    }
}
