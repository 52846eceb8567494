package io.natter.server.core;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelOutboundBuffer;
import java.io.IOException;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a connection has to send: appended message by message, written once a loop pass.
 *
 * <p>Confined to the connection's event loop, but for {@link #writeStaged} during a round of {@link ParallelWrites}. An idle connection
 * holds no buffer. The bytes that wait are bounded by the caller, who closes the connection when {@link #pendingBytes()} passes
 * {@code max_pending} (C61).
 *
 * <p>Staged bytes are a chunk of its own and, on a plain socket, references into the loop's {@link SharedTails} for larger messages; they
 * go out in one gathering write past the channel's pipeline. Under TLS, and where the transport has no such write, everything is copied
 * into the chunk and written through the channel. What a full socket does not take is copied, and waits for the channel to be writable.
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
    /** How many queued chunks are handed to the channel in one go after it was blocked. */
    private static final int CHUNKS_PER_WRITE = 16;

    /** With so many bytes of its own staged it takes part in rounds, which may end before the pass does. */
    private static final int LARGE_BYTES = ChunkPool.CHUNK_BYTES / 2;

    /** Is told, on the loop, how it goes on behind a full socket. */
    interface Listener {
        /** The socket has taken what it refused before. */
        void onDrained();

        /** The connection is broken; nothing is sent any more. */
        void onBroken(Exception cause);
    }

    private final Loop loop;
    private final Channel channel;
    private final Listener listener;
    private final ChannelFutureListener onWritten = future -> written();

    // Where to write past the pipeline; null while every byte goes through it.
    private @Nullable GatheringSocket socket;

    // Staged: the chunk being filled, null while there is nothing to send, and what is to go between its bytes.
    private byte @Nullable [] chunk;
    private int chunkLength;
    private @Nullable References references;
    private boolean isInRound;

    // What came of writing the staged bytes, from whoever wrote to the loop.
    private long takenBytes;
    private @Nullable Exception failure;

    // Full chunks behind a blocked socket; null unless that happened.
    private @Nullable ArrayDeque<byte[]> queue;

    private long pendingBytes;
    private long blockedBytes;
    private long blockedSinceNs;
    private boolean isBlocked;
    private boolean isClosed;

    Output(Loop loop, Channel channel, Listener listener) {
        this.loop = loop;
        this.channel = channel;
        this.listener = listener;
    }

    /** From now on nothing in the pipeline changes what is sent: it may go to {@code directly}, or if that is null as before. */
    void bypassPipeline(@Nullable GatheringSocket directly) {
        socket = directly;
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

    // --- Appending

    void append(byte[] bytes, int from, int length) {
        byte[] target = chunk;
        if (target == null) {
            if (isClosed) {
                return;
            }
            target = startChunk(length);
        }
        pendingBytes += length;
        int filled = chunkLength;
        if (length < target.length - filled) {
            System.arraycopy(bytes, from, target, filled, length);
            chunkLength = filled + length;
            if (filled + length >= LARGE_BYTES) {
                joinRound();
            }
        } else {
            appendAcross(bytes, from, length);
        }
    }

    void append(byte[] bytes) {
        append(bytes, 0, bytes.length);
    }

    void append(char ascii) {
        byte[] target = chunk;
        if (target == null || chunkLength + 1 >= target.length) {
            append(new byte[] {(byte) ascii}, 0, 1);
            return;
        }
        pendingBytes++;
        target[chunkLength++] = (byte) ascii;
    }

    /** Appends the last {@code length} bytes of a message's tail, by reference where that is cheaper. */
    void appendTail(Message m, int length) {
        if (length >= SharedTails.MESSAGE_BYTES_MIN
                && socket != null
                && !isBlocked
                && m.tailTo - m.tailFrom <= SharedTails.MESSAGE_BYTES_MAX
                && refer(m, length)) {
            return;
        }
        append(m.tailBytes, m.tailTo - length, length);
    }

    private boolean refer(Message m, int length) {
        SharedTails shared = loop.sharedTails();
        if (references != null && references.isFull() || !shared.hasRoomFor(loop.messageSerial())) {
            joinRound();
            loop.writes().run();
        }
        if (isBlocked || isClosed) {
            return false;
        }
        if (chunk == null) {
            startChunk(1);
        }
        if (references == null) {
            references = shared.lend();
        }
        joinRound();
        int tailFrom = shared.keep(m, loop.messageSerial());
        references.add(chunkLength, tailFrom + (m.tailTo - m.tailFrom) - length, length);
        pendingBytes += length;
        return true;
    }

    private byte[] startChunk(int wanted) {
        byte[] started = loop.chunks().take(wanted);
        chunk = started;
        chunkLength = 0;
        return started;
    }

    // The chunk with room for so many bytes more, or the largest there is; a small one is changed for a larger.
    private byte[] chunkFor(int wanted) {
        byte[] current = chunk;
        if (current == null) {
            return startChunk(wanted);
        }
        int needed = chunkLength + wanted + 1;
        if (needed <= current.length || current.length == ChunkPool.CHUNK_BYTES) {
            return current;
        }
        byte[] larger = loop.chunks().take(needed);
        System.arraycopy(current, 0, larger, 0, chunkLength);
        loop.chunks().give(current);
        chunk = larger;
        return larger;
    }

    private void joinRound() {
        if (!isInRound && socket != null && !isBlocked) {
            isInRound = true;
            loop.writes().add(this);
        }
    }

    private void appendAcross(byte[] bytes, int from, int length) {
        int at = from;
        int left = length;
        while (left > 0 && !isClosed) {
            byte[] target = chunkFor(left);
            int part = Math.min(left, target.length - chunkLength);
            System.arraycopy(bytes, at, target, chunkLength, part);
            chunkLength += part;
            at += part;
            left -= part;
            if (chunkLength == target.length) {
                chunkIsFull(target);
            }
        }
    }

    private void chunkIsFull(byte[] full) {
        if (isBlocked) {
            if (queue == null) {
                queue = new ArrayDeque<>();
            }
            queue.addLast(full);
            chunk = null;
        } else if (socket != null) {
            joinRound();
            loop.writes().run();
        } else {
            flush();
        }
    }

    // --- Writing

    /** Writes what was appended, unless the socket is blocked; then that happens when it has drained. */
    void flush() {
        byte[] filled = chunk;
        if (filled == null || isBlocked || isClosed) {
            return;
        }
        if (socket != null) {
            writeStaged(loop.writes().writer());
            settleStaged();
            return;
        }
        chunk = null;
        writeToChannel(filled, 0, chunkLength);
        channel.flush();
        settle();
    }

    /** How many bytes the next {@link #writeStaged} has to write. */
    long stagedBytes() {
        References shared = references;
        return chunk == null ? 0 : chunkLength + (shared == null ? 0 : shared.byteCount());
    }

    /** Writes what is staged as far as the socket takes it; {@link #settleStaged()} has to follow, on the loop. */
    void writeStaged(SocketWriter writer) {
        byte[] staged = chunk;
        GatheringSocket target = socket;
        if (staged == null || target == null || isBlocked || isClosed) {
            return;
        }
        try {
            takenBytes = channel.isOpen()
                    ? writer.write(target, staged, chunkLength, references, loop.sharedTails())
                    : stagedBytes();
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
    }

    /** The round this output took part in is over. */
    void endRound() {
        isInRound = false;
        settleStaged();
    }

    // The socket has taken what it took of the staged bytes; the rest, if any, is copied and waits.
    private void settleStaged() {
        byte[] staged = chunk;
        if (staged == null || isBlocked || isClosed) {
            return;
        }
        int length = chunkLength;
        References shared = references;
        long taken = takenBytes;
        boolean isWhole = taken == stagedBytes();
        pendingBytes -= taken;
        takenBytes = 0;
        chunk = null;
        references = null;
        Exception broken = failure;
        if (broken != null) {
            fail(broken);
        } else if (!isWhole) {
            keepRest(staged, length, shared, taken);
        }
        loop.chunks().give(staged);
        if (shared != null) {
            loop.sharedTails().takeBack(shared);
        }
    }

    // Told later: a publisher may be in the middle of a delivery.
    private void fail(Exception broken) {
        isClosed = true;
        release();
        loop.eventLoop().execute(() -> listener.onBroken(broken));
    }

    private void keepRest(byte[] staged, int length, @Nullable References shared, long taken) {
        isBlocked = true;
        long skip = taken;
        int at = 0;
        int count = shared == null ? 0 : shared.count();
        for (int i = 0; i <= count; i++) {
            int place = shared == null || i == count ? length : shared.place(i);
            skip = keepOwn(staged, at, place - at, skip);
            at = place;
            if (shared != null && i < count) {
                skip = keepShared(shared.from(i), shared.length(i), skip);
            }
        }
        writeFirstOfRest();
    }

    private long keepOwn(byte[] staged, int from, int length, long skip) {
        if (skip >= length) {
            return skip - length;
        }
        int left = length - (int) skip;
        append(staged, from + (int) skip, left);
        pendingBytes -= left; // they were counted when they were staged
        return 0;
    }

    private long keepShared(int from, int length, long skip) {
        if (skip >= length) {
            return skip - length;
        }
        int at = from + (int) skip;
        int end = from + length;
        while (at < end) {
            byte[] target = chunkFor(end - at);
            int part = Math.min(end - at, target.length - chunkLength);
            loop.sharedTails().copy(at, target, chunkLength, part);
            chunkLength += part;
            at += part;
            if (chunkLength == target.length) {
                chunkIsFull(target);
            }
        }
        return 0;
    }

    // The channel waits for the socket with the first of it.
    private void writeFirstOfRest() {
        if (queue != null) {
            byte[] first = queue.removeFirst();
            if (queue.isEmpty()) {
                queue = null;
            }
            writeToChannel(first, 0, first.length);
        } else if (chunk != null) {
            byte[] first = chunk;
            chunk = null;
            writeToChannel(first, 0, chunkLength);
        }
        channel.flush();
        settle();
    }

    private void writeToChannel(byte[] filled, int from, int length) {
        ByteBuf buffer = loop.writeBuffer();
        buffer.writeBytes(filled, from, length);
        loop.chunks().give(filled);
        blockedBytes += length;
        channel.write(buffer, channel.voidPromise());
    }

    // After a flush of the channel: either the socket took everything, or an empty write behind it all tells when it
    // has.
    private void settle() {
        ChannelOutboundBuffer outbound = channel.unsafe().outboundBuffer();
        if (outbound == null) {
            isClosed = true;
            release();
            return;
        }
        boolean isEmpty = outbound.totalPendingWriteBytes() == 0;
        if (isEmpty && !isBlocked) {
            pendingBytes -= blockedBytes;
            blockedBytes = 0;
            return;
        }
        isBlocked = true;
        blockedSinceNs = loop.nowNs();
        if (isEmpty) {
            loop.eventLoop().execute(this::written); // there was room after all
        } else {
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
        listener.onDrained();
    }

    private void writeQueued() {
        while (queue != null && !isBlocked && !isClosed) {
            for (int i = 0; i < CHUNKS_PER_WRITE && queue != null && !isBlocked && !isClosed; i++) {
                byte[] full = queue.removeFirst();
                if (queue.isEmpty()) {
                    queue = null;
                }
                if (socket == null) {
                    writeToChannel(full, 0, full.length);
                } else {
                    writeToSocket(socket, full);
                }
            }
            if (socket == null) {
                channel.flush();
                settle();
            }
        }
    }

    private void writeToSocket(GatheringSocket target, byte[] full) {
        try {
            int taken = (int) loop.writes().writer().write(target, full, full.length, null, loop.sharedTails());
            pendingBytes -= taken;
            if (taken < full.length) {
                isBlocked = true;
                writeToChannel(full, taken, full.length - taken);
                channel.flush();
                settle();
            } else {
                loop.chunks().give(full);
            }
        } catch (IOException e) {
            loop.chunks().give(full);
            fail(e);
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
        if (references != null) {
            loop.sharedTails().takeBack(references);
            references = null;
        }
        if (queue != null) {
            queue.forEach(loop.chunks()::give);
            queue = null;
        }
    }
}
