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
 */
final class Loop implements Runnable {
    private static final long RETRY_NANOS = 100_000_000;

    private final Consumer<SelectionKey> onReady = Loop::ready;
    private final AtomicReference<@Nullable SocketTransport> due = new AtomicReference<>();
    private final AtomicBoolean isAsleep = new AtomicBoolean();
    private volatile Selector selector;
    private volatile boolean hasEnded;

    private Loop(Selector selector) {
        this.selector = selector;
    }

    /** A loop that does not run yet. */
    static Loop open() throws IOException {
        return new Loop(Selector.open());
    }

    /** Gives up a loop that never ran. */
    void discard() {
        closeSelector();
    }

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

    /** The selector, for a connection to register with; on the loop's thread. */
    Selector selector() {
        return selector;
    }

    private void wake() {
        if (isAsleep.get() && isAsleep.getAndSet(false)) {
            selector.wakeup();
        }
    }

    @Override
    public void run() {
        while (!hasEnded) {
            try {
                serveDue();
                select();
            } catch (IOException e) {
                replaceSelector(e);
            } catch (Throwable e) { // the root of the thread: a connection must not end the others
                log().log(Level.ERROR, "event loop: goes on after an error", e);
            }
        }
        serveDue(); // what was asked meanwhile is told that it is over
        closeSelector();
    }

    private void select() throws IOException {
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

    private static void ready(SelectionKey key) {
        ((SocketTransport) key.attachment()).onReady(key);
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
        for (SelectionKey key : broken.keys()) {
            ((SocketTransport) key.attachment()).fail(cause);
        }
        serveDue();
        try {
            selector = Selector.open();
            broken.close();
        } catch (IOException e) {
            log().log(Level.ERROR, "event loop: cannot replace its selector, tries again", e);
            LockSupport.parkNanos(RETRY_NANOS);
        }
    }

    private void closeSelector() {
        try {
            selector.close();
        } catch (IOException e) {
            log().log(Level.WARNING, "event loop: its selector cannot be closed", e);
        }
    }

    /** Looked up where it is needed: that is dear, and there is seldom a line to write. */
    private static Logger log() {
        return System.getLogger("io.natter.client");
    }
}
