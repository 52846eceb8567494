package io.natter.client.transport;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One event loop: a thread that serves the sockets of its connections.
 *
 * <p>Thread-safe. What other threads ask of a connection is noted in it, and the connection put on a stack of those
 * that are due; the loop takes the whole stack at a time, and sleeps only when it is empty. So a connection that is
 * written to all the time costs no wake-up.
 *
 * <p>It opens its selector itself: the first one of a JVM is slow, since the JDK searches the whole class path for a provider of them, and
 * whoever connects has other things to do meanwhile.
 */
final class Loop implements Runnable {
    private static final long RETRY_NANOS = 100_000_000;

    private final Consumer<SelectionKey> onReady = new OnReady();
    private final AtomicReference<@Nullable SocketTransport> due = new AtomicReference<>();
    private final AtomicBoolean isAsleep = new AtomicBoolean();
    private volatile @Nullable Selector selector; // null before it runs, and while the system has none
    private volatile boolean hasEnded;

    /** Has the loop end; nobody uses it any more. */
    void end() {
        hasEnded = true;
        wake();
    }

    /** Puts a connection among those that are due; only for one that is not there. */
    void add(SocketTransport transport) {
        @Nullable SocketTransport head;
        do {
            head = due.get();
            transport.linkDue(head);
        } while (!due.compareAndSet(head, transport));
        wake();
    }

    /**
     * The selector, for a connection to register with; on the loop's thread.
     *
     * @throws IOException if the system has none now
     */
    Selector selector() throws IOException {
        Selector open = selector;
        if (open == null) {
            throw new IOException("event loop: the system has no selector now");
        }
        return open;
    }

    private void wake() {
        Selector asleep = selector;
        if (asleep != null && isAsleep.get() && isAsleep.getAndSet(false)) {
            asleep.wakeup();
        }
    }

    @Override
    public void run() {
        while (!hasEnded) {
            try {
                if (selector == null) {
                    selector = Selector.open();
                }
                serveDue();
                select(selector());
            } catch (IOException e) {
                replaceSelector(e);
            } catch (Throwable e) { // the root of the thread: a connection must not end the others
                log().log(Level.ERROR, "event loop: goes on after an error", e);
            }
        }
        serveDue(); // what was asked meanwhile is told that it is over
        closeSelector();
    }

    private void select(Selector selector) throws IOException {
        isAsleep.set(true);
        if (due.get() != null || hasEnded) {
            isAsleep.set(false);
            selector.selectNow(onReady);
        } else {
            selector.select(onReady);
            isAsleep.set(false);
            boolean ignored = Thread.interrupted(); // nobody has a reason to; a flag left set would keep it awake
        }
    }

    private void serveDue() {
        SocketTransport next = due.getAndSet(null);
        while (next != null) {
            SocketTransport transport = next;
            next = transport.unlinkDue();
            transport.onDue();
        }
    }

    /** A selector that fails is of no use any more: its connections are lost, new ones are served. */
    private void replaceSelector(IOException cause) {
        log().log(Level.ERROR, "event loop: its selector failed, its connections are closed", cause);
        Selector broken = selector;
        if (broken != null) {
            for (SelectionKey key : broken.keys()) {
                ((SocketTransport) key.attachment()).fail(cause);
            }
        }
        serveDue();
        closeSelector();
        try {
            selector = Selector.open();
        } catch (IOException e) {
            log().log(Level.ERROR, "event loop: cannot replace its selector, tries again", e);
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private void closeSelector() {
        Selector open = selector;
        selector = null;
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            log().log(Level.WARNING, "event loop: its selector cannot be closed", e);
        }
    }

    /** Hands a ready socket to its connection. */
    private static final class OnReady implements Consumer<SelectionKey> {
        @Override
        public void accept(SelectionKey key) {
            ((SocketTransport) key.attachment()).onReady(key);
        }
    }

    /** Looked up where it is needed: that is dear, and there is seldom a line to write. */
    private static Logger log() {
        return System.getLogger("io.natter.client");
    }
}
