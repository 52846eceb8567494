package io.natter.server.core;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Rounds in which an event loop writes what several of its connections have staged, with one assistant thread beside it.
 *
 * <p>Handing bytes to the kernel is three quarters of the work of a fan-out, and the only part that needs nothing of the loop's. In a round
 * the outputs are numbered, and each of the two threads takes the next number until none is left; then the loop waits for the write that
 * the assistant may still be at, and goes on alone. So an output belongs to who took its number, and outside of rounds to the loop.
 *
 * <p>Confined to the loop, but for {@link #assist}. The assistant starts when a round is first worth it: two connections, and
 * {@value #BYTES_MIN} bytes.
 *
 * <pre>
 *  ticket   | round, 32 bits | numbers taken, 16 | numbers in all, 16 |
 * </pre>
 */
final class ParallelWrites {
    /** Below this the wake-up of the assistant costs what it saves: a fan-out to four of small messages gained nothing. */
    private static final int BYTES_MIN = 512 << 10;

    private static final int OUTPUTS_MAX = 4096;
    private static final int COUNT_BITS = 16;
    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;
    private static final int ROUND_SHIFT = 2 * COUNT_BITS;
    private static final int SPINS = 100;

    private final SharedTails sharedTails;
    private final @Nullable String assistantName;
    private Output[] outputs = new Output[16];
    private int count;
    private @Nullable SocketWriter writer;
    private @Nullable Thread assistant;

    // Between the two threads.
    private final AtomicLong ticket = new AtomicLong();
    private final AtomicInteger assistedCount = new AtomicInteger();
    private volatile @Nullable Thread waiting;
    private volatile boolean isStopped;

    /**
     * @param assistantName the name of the assistant's thread, or null to write alone
     */
    ParallelWrites(SharedTails sharedTails, @Nullable String assistantName) {
        this.sharedTails = sharedTails;
        this.assistantName = assistantName;
    }

    /** Has {@code output} written with the next round; it must not be added twice to one. */
    void add(Output output) {
        if (count == OUTPUTS_MAX) {
            run();
        }
        if (count == outputs.length) {
            outputs = Arrays.copyOf(outputs, count * 2);
        }
        outputs[count++] = output;
    }

    /** What the loop itself writes with. */
    SocketWriter writer() {
        if (writer == null) {
            writer = new SocketWriter();
        }
        return writer;
    }

    /** One round: all outputs that were added are written as far as their sockets take it, and nobody refers to shared tails any more. */
    void run() {
        int total = count;
        if (total == 0) {
            return;
        }
        if (isWorthSharing(total)) {
            writeTogether(total);
        } else {
            for (int i = 0; i < total; i++) {
                outputs[i].writeStaged(writer());
            }
        }
        for (int i = 0; i < total; i++) {
            outputs[i].endRound();
        }
        Arrays.fill(outputs, 0, total, null);
        count = 0;
        sharedTails.clear();
    }

    private boolean isWorthSharing(int total) {
        if (total < 2 || assistantName == null) {
            return false;
        }
        long bytes = 0;
        for (int i = 0; i < total && bytes < BYTES_MIN; i++) {
            bytes += outputs[i].stagedBytes();
        }
        return bytes >= BYTES_MIN;
    }

    private void writeTogether(int total) {
        assistedCount.set(0);
        ticket.set((ticket.get() >>> ROUND_SHIFT) + 1 << ROUND_SHIFT | total);
        LockSupport.unpark(assistant());
        int own = 0;
        for (int i = take(); i >= 0; i = take()) {
            outputs[i].writeStaged(writer());
            own++;
        }
        await(total - own);
    }

    private Thread assistant() {
        if (assistant == null) {
            assistant = new Thread(this::assist, assistantName);
            assistant.setDaemon(true);
            assistant.start();
        }
        return assistant;
    }

    // The next number of the round, or -1 when all are taken.
    private int take() {
        while (true) {
            long seen = ticket.get();
            int taken = (int) (seen >>> COUNT_BITS) & COUNT_MASK;
            if (taken >= (seen & COUNT_MASK)) {
                return -1;
            }
            if (ticket.compareAndSet(seen, seen + (1 << COUNT_BITS))) {
                return taken;
            }
        }
    }

    private void await(int assisted) {
        for (int i = 0; i < SPINS && assistedCount.get() < assisted; i++) {
            Thread.onSpinWait();
        }
        waiting = Thread.currentThread();
        while (assistedCount.get() < assisted) {
            LockSupport.park(this);
        }
        waiting = null;
    }

    /** The assistant's root loop. */
    private void assist() {
        var itsWriter = new SocketWriter();
        while (!isStopped) {
            int number = take();
            if (number < 0) {
                LockSupport.park(this);
                continue;
            }
            try {
                outputs[number].writeStaged(itsWriter); // keeps what a write throws for the loop
            } finally {
                assistedCount.incrementAndGet(); // else the loop would wait for ever
                Thread loop = waiting;
                if (loop != null) {
                    LockSupport.unpark(loop);
                }
            }
        }
        itsWriter.release();
    }

    /** Ends the assistant and frees the memory. */
    void release() {
        isStopped = true;
        if (assistant != null) {
            LockSupport.unpark(assistant);
            boolean isInterrupted = false;
            while (assistant.isAlive()) {
                try {
                    assistant.join();
                } catch (InterruptedException interrupted) {
                    isInterrupted = true;
                }
            }
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
        if (writer != null) {
            writer.release();
            writer = null;
        }
    }
}
