package io.natter.client.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The event loops that all connections of this JVM share.
 *
 * <p>Thread-safe. They run while somebody has a {@link Share}: the threads start with the first and end with the last.
 */
final class Loops {
    private static final Object LOCK = new Object(); // guards current, and the count of its shares
    private static @Nullable Loops current;

    private final List<Loop> loops;
    private final AtomicInteger nextIndex = new AtomicInteger();
    private int shareCount;

    private Loops(List<Loop> loops) {
        this.loops = loops;
    }

    /** A share in the loops; they start if this is the first. */
    static Share share() {
        synchronized (LOCK) {
            Loops shared = current;
            if (shared == null) {
                shared = start(count(Runtime.getRuntime().availableProcessors()));
                current = shared;
            }
            shared.shareCount++;
            return new Share(shared);
        }
    }

    /** How many loops serve well on so many processors. */
    static int count(int processors) {
        return processors <= 2 ? 1 : Math.min(4, processors / 2);
    }

    private static Loops start(int count) {
        List<Loop> loops = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            Loop loop = new Loop();
            Thread thread = new Thread(loop, "natter-client-loop-" + i);
            thread.setDaemon(true);
            thread.start();
            loops.add(loop);
        }
        return new Loops(List.copyOf(loops));
    }

    private void release() {
        synchronized (LOCK) {
            shareCount--;
            if (shareCount == 0) {
                current = null;
                loops.forEach(Loop::end);
            }
        }
    }

    /** The right to use the loops, until it is closed. Thread-safe; closing it again does nothing. */
    static final class Share implements AutoCloseable {
        private final Loops shared;
        private final AtomicBoolean isGivenBack = new AtomicBoolean();

        private Share(Loops shared) {
            this.shared = shared;
        }

        /** The loop for the next connection: each in turn. */
        Loop nextLoop() {
            return shared.loops.get(Math.floorMod(shared.nextIndex.getAndIncrement(), shared.loops.size()));
        }

        @Override
        public void close() {
            if (isGivenBack.compareAndSet(false, true)) {
                shared.release();
            }
        }
    }
}
