package io.natter.client.session;

import io.natter.client.transport.Transport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Decides who writes to the socket, and writes: one thread at a time has the role.
 *
 * <p>Fields are guarded by the output's lock; {@link #act} and {@link #write} are called without it.
 *
 * <pre>
 *  caller:  added an operation -> quiet or urgent, and nobody writes?  yes: take the role, write
 *                                                                      no:  wake the loop, once
 *  loop:    take the role, write what there is, again and again, give the role back
 * </pre>
 */
final class SocketWriter {
    /** A connection that wrote nothing for so long is quiet: the next publish is written by its caller, at once. */
    private static final long QUIET_NS = 20_000;

    private static final int CALLER_PASSES = 3;
    private static final int LOOP_PASSES = 16;

    private final ReentrantLock lock;
    private final Condition roleFree;
    private final Room room;
    private final OperationQueue queue;
    private @Nullable Transport transport;
    private boolean isWriting; // somebody has the role
    private boolean isBlocked; // the socket is full: writable() will come
    private boolean isWritableAgain; // it came while somebody had the role, who may have found the socket full before
    private boolean isWakeDue;
    private long heldFrom = Long.MAX_VALUE; // position in the queue behind which nothing is written
    private long lastWriteNs;

    /** What is left to do once the lock is free. */
    enum Next {
        NOTHING,
        WRITE,
        WAKE
    }

    /** A writer without a socket. */
    SocketWriter(ReentrantLock lock, Room room, OperationQueue queue) {
        this.lock = lock;
        this.roleFree = lock.newCondition();
        this.room = room;
        this.queue = queue;
    }

    /** Where to write, or null while there is no connection. */
    @Nullable
    Transport transport() {
        return transport;
    }

    /** Writes nowhere from now on, apart from a call that is under way. */
    void detach() {
        transport = null;
        heldFrom = Long.MAX_VALUE;
    }

    /** Writes to this one; {@link #act} with WAKE has to follow. */
    void attach(Transport next) {
        transport = next;
        heldFrom = Long.MAX_VALUE;
        isBlocked = false;
        isWakeDue = true;
    }

    /** Writes nothing behind what is in the queue now, until {@link #attach} or {@link #resume}. */
    void hold() {
        heldFrom = queue.appended();
    }

    /** Goes on behind {@link #hold}. */
    Next resume() {
        heldFrom = Long.MAX_VALUE;
        isWakeDue = transport != null;
        return isWakeDue ? Next.WAKE : Next.NOTHING;
    }

    /** Waits out a call that is under way; it does not block. The lock is given up meanwhile. */
    void awaitRole() {
        while (isWriting) {
            roleFree.awaitUninterruptibly();
        }
    }

    /**
     * Decides who writes what was just added.
     *
     * @param wasEmpty whether nothing was left to be written before
     */
    Next next(boolean isUrgent, boolean wasEmpty) {
        if (transport == null || isWriting || isBlocked || toWrite() == 0) {
            return Next.NOTHING;
        }
        if (isUrgent || (wasEmpty && System.nanoTime() - lastWriteNs > QUIET_NS)) {
            isWriting = true;
            return Next.WRITE;
        }
        if (isWakeDue) {
            return Next.NOTHING;
        }
        isWakeDue = true;
        return Next.WAKE;
    }

    /** Does what was decided. */
    void act(Next next, @Nullable Transport target) {
        if (target == null) {
            return;
        }
        switch (next) {
            case WRITE -> write(target, CALLER_PASSES);
            case WAKE -> target.wakeWriter();
            case NOTHING -> {}
        }
    }

    /** The socket takes more, or {@code wakeWriter} asked; on the loop of this transport. */
    void writable(Transport source) {
        lock.lock();
        try {
            if (!isCurrent(source)) {
                return;
            }
            isWakeDue = false;
            isBlocked = false;
            isWritableAgain = isWriting;
            if (isWriting || toWrite() == 0) {
                return;
            }
            isWriting = true;
        } finally {
            lock.unlock();
        }
        write(source, LOOP_PASSES);
    }

    /** Has the role; gives it back. What is left after so many passes is the loop's to go on with. */
    private void write(Transport target, int passes) {
        int passesLeft = passes;
        ByteBuffer bytes = nextToWrite(target, 0, true, passesLeft);
        while (bytes != null) {
            int from = bytes.position();
            boolean isTaken = false;
            try {
                isTaken = target.write(bytes);
            } catch (IOException broken) {
                isTaken = false; // closed() comes, and the next connection goes on from here
            } finally {
                passesLeft--;
                bytes = nextToWrite(target, bytes.position() - from, isTaken, passesLeft);
            }
        }
    }

    /** Accounts for one write; returns what to write next, or null if the role was given back. */
    private @Nullable ByteBuffer nextToWrite(Transport target, int writtenBytes, boolean isTaken, int passesLeft) {
        boolean isLeft = false;
        lock.lock();
        try {
            if (writtenBytes > 0) {
                queue.advance(writtenBytes);
                lastWriteNs = System.nanoTime();
                room.wakeFirst(queue.heldBytes(), false);
            }
            if (isCurrent(target)) {
                isBlocked |= !isTaken && !isWritableAgain;
                isWritableAgain = false;
                long toWrite = toWrite();
                isLeft = !isBlocked && toWrite > 0;
                if (isLeft && passesLeft > 0) {
                    ByteBuffer bytes = queue.unwritten();
                    return toWrite >= bytes.remaining() ? bytes : bytes.limit(bytes.position() + (int) toWrite);
                }
                isWakeDue |= isLeft;
            }
            isWriting = false;
            roleFree.signalAll();
            room.wakeFirst(queue.heldBytes(), true);
        } finally {
            lock.unlock();
        }
        if (isLeft) {
            target.wakeWriter();
        }
        return null;
    }

    /** Bytes that may be written now. */
    private long toWrite() {
        long unwritten = queue.unwrittenBytes();
        return heldFrom == Long.MAX_VALUE ? unwritten : Math.min(unwritten, heldFrom - queue.written());
    }

    @SuppressWarnings("ReferenceEquality") // a transport is itself and no other
    private boolean isCurrent(Transport source) {
        return transport == source;
    }
}
