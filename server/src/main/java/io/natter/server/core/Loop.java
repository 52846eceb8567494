package io.natter.server.core;

import io.natter.server.account.Account;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one event loop owns beside its sockets: buffers, the parser, interest caches, counters, and the list of connections to flush.
 *
 * <p>Confined to its event loop. See docs/threads.md.
 */
public final class Loop {
    /** Bytes read from a socket at once: 32 to 64 KiB doubled the processor time (docs/benchmarks.md). */
    static final int READ_BYTES = 128 << 10;

    private final EventLoop eventLoop;
    private final int index;
    private final ChunkPool chunks = new ChunkPool();
    private final SharedTails sharedTails = new SharedTails();
    private final ParallelWrites writes;
    private final ByteBuf readBuffer = Unpooled.directBuffer(READ_BYTES, READ_BYTES);
    private final byte[] readBytes = new byte[READ_BYTES * 2];
    private final Message handedMessage = new Message();
    private final Publishing publishing = new Publishing(this);
    private final FrameParser parser = new FrameParser(new Message(), publishing);
    private final Map<Account, AccountView> views = new IdentityHashMap<>();
    private final SplittableRandom random = new SplittableRandom();
    private final Runnable endPass = this::endPass;
    private final Counters counters = new Counters();

    private final ArrayDeque<Runnable> passEndTasks = new ArrayDeque<>();
    private final Consumer<RuntimeException> unexpected;

    private @Nullable ByteBuf writeBuffer;
    private @Nullable Delivery firstToFlush;
    private boolean isEndingPass;
    private @Nullable Lane[] lanes = new Lane[0];
    private long messageSerial;
    private int connectionCount;

    /**
     * @param index its place among the loops of its server
     * @param assistantName how the thread is called that helps it to write, or null for none
     * @param unexpected told what a task at the end of a pass threw
     */
    Loop(EventLoop eventLoop, int index, @Nullable String assistantName, Consumer<RuntimeException> unexpected) {
        this.unexpected = unexpected;
        this.eventLoop = eventLoop;
        this.index = index;
        this.writes = new ParallelWrites(sharedTails, assistantName);
    }

    public EventLoop eventLoop() {
        return eventLoop;
    }

    ChunkPool chunks() {
        return chunks;
    }

    SharedTails sharedTails() {
        return sharedTails;
    }

    ParallelWrites writes() {
        return writes;
    }

    FrameParser parser() {
        return parser;
    }

    Publishing publishing() {
        return publishing;
    }

    /** All messages of its connections; to be read on the loop. */
    public Counters counters() {
        return counters;
    }

    /** Where the parser reads from; twice a read, so that a rest of the read before fits in front. */
    byte[] readBytes() {
        return readBytes;
    }

    /** The buffer sockets are read into, one after the other. */
    ByteBuf readBuffer() {
        return readBuffer.clear().retain();
    }

    /** An empty buffer of a chunk's size for one write, which takes it over. The same one again and again while writes end at once. */
    ByteBuf writeBuffer() {
        ByteBuf buffer = writeBuffer;
        if (buffer == null || buffer.refCnt() > 1) {
            if (buffer != null) {
                buffer.release();
            }
            buffer = Unpooled.directBuffer(ChunkPool.CHUNK_BYTES, ChunkPool.CHUNK_BYTES);
            writeBuffer = buffer;
        }
        return buffer.clear().retain();
    }

    Message handedMessage() {
        return handedMessage;
    }

    long nowNs() {
        return System.nanoTime();
    }

    /** A random number from 0 to {@code bound - 1}. */
    int random(int bound) {
        return (int) ((random.nextInt() & 0xFFFFFFFFL) * bound >>> 32);
    }

    AccountView view(Account account) {
        return views.computeIfAbsent(account, AccountView::new);
    }

    /** The accounts that ever had a connection here; to be read on the loop. */
    public Iterable<AccountView> views() {
        return views.values();
    }

    /** Its open connections; to be read on the loop. */
    public int connectionCount() {
        return connectionCount;
    }

    void countConnection(int change) {
        connectionCount += change;
    }

    /** Has {@code delivery} flushed at the end of this pass. */
    void flushLater(Delivery delivery) {
        delivery.nextToFlush = firstToFlush;
        firstToFlush = delivery;
        passEnds();
    }

    /** Sees to it that the end of this pass does its work. */
    void passEnds() {
        if (!isEndingPass) {
            isEndingPass = true;
            eventLoop.execute(endPass);
        }
    }

    /** Runs a task once, at the end of this pass, before anything goes out. */
    void atPassEnd(Runnable task) {
        passEndTasks.add(task);
        passEnds();
    }

    private void endPass() {
        runPassEndTasks();
        isEndingPass = false;
        if (!passEndTasks.isEmpty()) {
            passEnds(); // for those that were asked for meanwhile
        }
        writes.run();
        Delivery delivery = firstToFlush;
        firstToFlush = null;
        while (delivery != null) {
            Delivery next = delivery.nextToFlush;
            delivery.nextToFlush = null;
            delivery.flush();
            delivery = next;
        }
        for (Lane lane : lanes) {
            if (lane != null) {
                lane.send();
            }
        }
    }

    // As many as there are now: a task may ask for another one.
    private void runPassEndTasks() {
        for (int i = passEndTasks.size(); i > 0; i--) {
            try {
                passEndTasks.remove().run();
            } catch (RuntimeException failed) {
                unexpected.accept(failed);
            }
        }
    }

    /** A lane of this loop that is full, or null. */
    @Nullable
    Lane congestedLane() {
        for (Lane lane : lanes) {
            if (lane != null && lane.isFull()) {
                return lane;
            }
        }
        return null;
    }

    long messageSerial() {
        return messageSerial;
    }

    void nextMessage() {
        messageSerial++;
    }

    /** The way to connections of {@code target}. */
    Lane lane(Loop target) {
        if (target.index >= lanes.length) {
            lanes = Arrays.copyOf(lanes, target.index + 1);
        }
        Lane lane = lanes[target.index];
        if (lane == null) {
            lane = new Lane(this, target);
            lanes[target.index] = lane;
        }
        return lane;
    }

    /** Frees the buffers; the loop must not be used after it. */
    void release() {
        writes.release();
        sharedTails.release();
        readBuffer.release();
        if (writeBuffer != null) {
            writeBuffer.release();
        }
    }
}
