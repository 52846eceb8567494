package io.natter.server.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has to send: appended message by message, written once a loop pass.
 *
 * <p>Confined to the connection's event loop. An idle connection holds no buffer. The bytes that wait are bounded by the caller, who
 * closes the connection when {@link #pendingBytes()} passes {@code max_pending} (C61).
 *
 * <pre>
 *            append            64 KiB full or pass ended           socket took all
 *  IDLE ------------> FILLING ---------------------------> (write) ---------------> IDLE
 *                                                             | socket full
 *                                                             v
 *                                                          BLOCKED: chunks queue up until the socket has drained
 * </pre>
 */
public final class Output {
    /** How many queued chunks are handed to the socket in one go after it was blocked. */
    private static final int CHUNKS_PER_WRITE = 16;

    private final Loop loop;
    private final Channel channel;
    private final Runnable onDrained;
    private final ChannelFutureListener onWritten = future -> written();

    // The chunk being filled; null while there is nothing to send.
    private byte @Nullable [] chunk;
    private int chunkLength;

    // Full chunks behind a blocked socket; null unless that happened.
    private @Nullable ArrayDeque<byte[]> queue;

    private long pendingBytes;
    private long blockedBytes;
    private long blockedSinceNs;
    private boolean isBlocked;
    private boolean isClosed;

    Output(Loop loop, Channel channel, Runnable onDrained) {
        this.loop = loop;
        this.channel = channel;
        this.onDrained = onDrained;
    }

    /** Bytes appended and not yet taken by the socket. */
    public long pendingBytes() {
        return pendingBytes;
    }

    /** When the socket last refused bytes that it has not taken since, by the loop's clock; only while {@link #isBlocked()}. */
    long blockedSinceNs() {
        return blockedSinceNs;
    }

    boolean isBlocked() {
        return isBlocked;
    }

    void append(byte[] bytes, int from, int length) {
        byte[] target = chunk;
        if (target == null) {
            target = loop.chunks().take();
            chunk = target;
            chunkLength = 0;
        }
        pendingBytes += length;
        if (length <= target.length - chunkLength) {
            System.arraycopy(bytes, from, target, chunkLength, length);
            chunkLength += length;
        } else {
            appendAcross(bytes, from, length);
        }
    }

    void append(byte[] bytes) {
        append(bytes, 0, bytes.length);
    }

    void append(char ascii) {
        byte[] target = chunk;
        if (target == null || chunkLength == target.length) {
            append(new byte[] {(byte) ascii}, 0, 1);
            return;
        }
        pendingBytes++;
        target[chunkLength++] = (byte) ascii;
    }

    private void appendAcross(byte[] bytes, int from, int length) {
        int at = from;
        int left = length;
        while (left > 0) {
            byte[] target = chunk;
            if (target == null) {
                target = loop.chunks().take();
                chunk = target;
                chunkLength = 0;
            }
            int part = Math.min(left, target.length - chunkLength);
            System.arraycopy(bytes, at, target, chunkLength, part);
            chunkLength += part;
            at += part;
            left -= part;
            if (chunkLength == target.length) {
                passOn(target);
            }
        }
    }

    private void passOn(byte[] full) {
        chunk = null;
        if (isClosed) {
            loop.chunks().give(full);
        } else if (isBlocked) {
            if (queue == null) {
                queue = new ArrayDeque<>();
            }
            queue.addLast(full);
        } else {
            write(full, full.length);
            channel.flush();
            settle();
        }
    }

    /** Writes what was appended, unless the socket is blocked; then that happens when it has drained. */
    void flush() {
        byte[] filled = chunk;
        if (filled == null || isBlocked || isClosed) {
            return;
        }
        chunk = null;
        write(filled, chunkLength);
        channel.flush();
        settle();
    }

    private void write(byte[] filled, int length) {
        ByteBuf buffer = loop.writeBuffer();
        buffer.writeBytes(filled, 0, length);
        loop.chunks().give(filled);
        blockedBytes += length;
        channel.write(buffer, channel.voidPromise());
    }

    // After a flush: either the socket took everything, or an empty write behind it all tells when it has.
    private void settle() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        if (outbound == null) {
            isClosed = true;
            release();
        } else if (outbound.totalPendingWriteBytes() == 0) {
            pendingBytes -= blockedBytes;
            blockedBytes = 0;
        } else {
            isBlocked = true;
            blockedSinceNs = loop.nowNs();
            channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(onWritten);
        }
    }

    private void written() {
        isBlocked = false;
        pendingBytes -= blockedBytes;
        blockedBytes = 0;
        if (isClosed) {
            return;
        }
        writeQueued();
        if (!isBlocked) {
            flush();
        }
        onDrained.run();
    }

    private void writeQueued() {
        while (queue != null && !isBlocked && !isClosed) {
            for (int i = 0; i < CHUNKS_PER_WRITE && !queue.isEmpty(); i++) {
                byte[] full = queue.removeFirst();
                write(full, full.length);
            }
            if (queue.isEmpty()) {
                queue = null;
            }
            channel.flush();
            settle();
        }
    }

    /** Writes what it can and takes nothing more; what the socket has not taken by then may be lost. */
    void close() {
        if (!isClosed) {
            flush();
            isClosed = true;
            release();
        }
    }

    private void release() {
        if (chunk != null) {
            loop.chunks().give(chunk);
            chunk = null;
        }
        if (queue != null) {
            queue.forEach(loop.chunks()::give);
            queue = null;
        }
    }
}
