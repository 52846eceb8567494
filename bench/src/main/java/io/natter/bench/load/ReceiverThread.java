package io.natter.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * Reads a group of receivers: one by blocking reads, several through a selector. Ends when all connections have ended or {@link #close} is
 * called.
 *
 * <p>Confined to its thread, but for {@link #close}.
 */
final class ReceiverThread implements AutoCloseable {
    private static final int BUFFER_BYTES = 256 << 10;
    private static final long READY_POLL_NANOS = 100_000;
    private static final long READY_NANOS = 10_000_000_000L;
    private static final int REST_BYTES = 64 << 10; // room for what an incomplete line may leave

    private final List<Receiver> receivers;
    private final Failures failures;
    private final Thread thread;
    private final CountDownLatch ready = new CountDownLatch(1);
    private volatile boolean closed;

    ReceiverThread(List<Receiver> receivers, Failures failures) {
        this.receivers = List.copyOf(receivers);
        this.failures = failures;
        this.thread = new Thread(this::run, "bench-receiver");
    }

    /** Starts reading; returns when all connections are watched. */
    void start() {
        thread.start();
        Threads.await(() -> ready.getCount() == 0, READY_POLL_NANOS, System.nanoTime() + READY_NANOS);
    }

    private void run() {
        ByteBuffer shared = ByteBuffer.allocateDirect(BUFFER_BYTES + REST_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try {
            if (receivers.size() == 1) {
                ready.countDown();
                while (readOne(receivers.get(0), shared)) {
                    // the read itself waits
                }
            } else {
                select(shared);
            }
        } catch (IOException e) {
            failures.add("receiver: " + e);
        } finally {
            receivers.forEach(Receiver::end);
        }
    }

    private void select(ByteBuffer shared) throws IOException {
        try (Selector selector = Selector.open()) {
            for (Receiver receiver : receivers) {
                receiver.channel().configureBlocking(false);
                receiver.channel().register(selector, SelectionKey.OP_READ, receiver);
            }
            ready.countDown();
            while (!closed && !selector.keys().isEmpty()) {
                selector.select(
                        key -> {
                            if (!readOne((Receiver) key.attachment(), shared)) {
                                key.cancel();
                            }
                        },
                        100);
            }
        }
    }

    private boolean readOne(Receiver receiver, ByteBuffer shared) {
        try {
            if (receiver.read(shared)) {
                return true;
            }
            failures.add("receiver: closed by the server");
        } catch (ClosedChannelException e) {
            // we closed it, to end this thread
        } catch (IOException e) {
            failures.add("receiver: " + e.getMessage());
        }
        receiver.end();
        return false;
    }

    /** Closes the connections and waits for the thread. */
    @Override
    public void close() {
        closed = true;
        for (Receiver receiver : receivers) {
            try {
                receiver.close();
            } catch (IOException e) {
                failures.add("close: " + e.getMessage());
            }
        }
        Threads.join(thread);
    }
}
