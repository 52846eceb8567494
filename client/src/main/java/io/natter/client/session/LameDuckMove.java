package io.natter.client.session;

import io.natter.client.ConnectionLostException;
import io.natter.client.messaging.ClientLog;
import io.natter.client.messaging.Inbound;
import io.natter.client.transport.Link;
import io.natter.client.transport.ServerAddress;
import io.natter.protocol.wire.MessageView;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The way from a server that goes away to another one, while the old one still serves (ADR-5).
 *
 * <p>Thread-safe: runs on a connecting thread, and is told by loops of the link it makes.
 *
 * <pre>
 *  new server:  dial   SUB..., PING   PONG: it has them
 *  old server:                               UNSUB..., PING   PONG: nothing more comes, all publishes are there
 *                                            publishes wait from here                    switch: they go to the new one
 * </pre>
 *
 * No message is lost on the way; one that both servers deliver is handed on once, and what the new one delivers waits for what the old one has
 * under way, so that the messages of a publisher stay in order ({@link Overlap}). If it cannot be done, the connection stays where it is until the
 * server closes it.
 */
final class LameDuckMove implements LinkOwner {
    /** How long doubles may still come behind the switch, over slower ways through the cluster. */
    private static final Duration OVERLAP_LEFT = Duration.ofSeconds(1);

    private final Session session;
    private final Reception reception;
    private final Output output;
    private final ActiveLink old;
    private final long timeoutMs;
    private final Semaphore canWrite = new Semaphore(0);
    private final CountDownLatch answered = new CountDownLatch(1);
    private final List<Long> sids = new ArrayList<>();
    private final Set<Long> queueSids = new HashSet<>();
    private volatile boolean isNextLost;
    private volatile boolean isOldLost;
    private volatile boolean owesPong;
    private boolean isFenced; // the old server was told to send nothing more
    private @Nullable Overlap overlap;
    private @Nullable Future<?> task;

    LameDuckMove(Session session, ActiveLink old) {
        this.session = session;
        this.reception = session.reception();
        this.output = session.parts().output();
        this.old = old;
        this.timeoutMs = session.parts().options().connectTimeout().toMillis();
    }

    /** Begins it; under the session's lock. */
    void begin() {
        task = session.parts().threads().connecting(this::run);
    }

    /** Gives it up: the connection ends. Under the session's lock. */
    void cancel() {
        if (task != null) {
            task.cancel(true);
        }
    }

    /** The old link broke: the usual way to another one is begun. Under the session's lock. */
    void oldLost() {
        isOldLost = true;
        cancel();
    }

    /** Whether the new link broke before it was in use. */
    boolean isNextLost() {
        return isNextLost;
    }

    private void run() {
        Link link = dialOther();
        if (link == null) {
            ClientLog.get()
                    .log(Logger.Level.INFO, "server {0} is a lame duck, and no other one can be reached", old.server());
            session.stay(this);
            return;
        }
        ActiveLink next = reception.link(link);
        next.handTo(this);
        boolean isDone = false;
        try {
            isDone = moveTo(next);
        } catch (IOException | TimeoutException | ExecutionException e) {
            ClientLog.get().log(Logger.Level.INFO, "move away from lame duck " + old.server() + " failed", e);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        } finally {
            if (!isDone) {
                next.close(null);
                endOverlap();
                session.stay(this);
                if (isFenced) {
                    old.close(new ConnectionLostException("the move away from a lame duck failed half-way"));
                }
            }
        }
    }

    /** Without the new link: what it has brought is handed on where the old one will not bring it any more. */
    private void endOverlap() {
        Overlap begun = overlap;
        if (begun == null) {
            return;
        }
        if (isFenced || isOldLost) {
            reception.release(begun);
        }
        reception.endOverlap(begun);
    }

    @SuppressWarnings("CatchingUnchecked") // callbacks of authentication are the user's
    private @Nullable Link dialOther() {
        for (ServerAddress server : session.parts().pool().others()) {
            try {
                return session.parts().dialer().dial(server);
            } catch (IOException | RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return null;
                }
                session.connectFailed(server, e);
            }
        }
        return null;
    }

    private boolean moveTo(ActiveLink next)
            throws IOException, InterruptedException, TimeoutException, ExecutionException {
        Operations changes = new Operations();
        output.mirror(changes);
        Operations subscriptions = subscriptions();
        Overlap begun = reception.beginOverlap(old, queueSids);
        overlap = begun;
        session.learn(next);
        next.start();
        writeAll(next, subscriptions);
        if (!answered.await(timeoutMs, TimeUnit.MILLISECONDS) || isNextLost) {
            throw new TimeoutException("no PONG from " + next.server());
        }
        fenceOld();
        reception.release(begun);
        next.handTo(reception);
        if (!session.moved(this, next, changes)) {
            return false;
        }
        if (owesPong) {
            output.pong();
        }
        session.parts().threads().after(OVERLAP_LEFT, () -> reception.endOverlap(begun));
        return true;
    }

    private Operations subscriptions() {
        List<Inbound.Restored> restored = session.parts().inbound().restored();
        restored.forEach(this::note);
        Operations operations = Restoration.of(restored);
        operations.control(new ControlLine().start(ControlLine.PING));
        return operations;
    }

    private void note(Inbound.Restored restored) {
        sids.add(restored.sid());
        if (restored.queue() != null) {
            queueSids.add(restored.sid());
        }
    }

    private void writeAll(ActiveLink next, Operations operations)
            throws IOException, InterruptedException, TimeoutException {
        ByteBuffer bytes = ByteBuffer.wrap(operations.toBytes());
        while (!next.transport().write(bytes)) {
            if (!canWrite.tryAcquire(timeoutMs, TimeUnit.MILLISECONDS)) {
                throw new TimeoutException(next.server() + " does not read");
            }
        }
    }

    /** Nothing comes from the old server any more, and it has all that was published. */
    private void fenceOld() throws InterruptedException, TimeoutException, ExecutionException {
        var fence = new Fence(false, true);
        isFenced = true;
        if (!output.fenceBehind(sids, fence)) {
            throw new TimeoutException("the old connection is gone");
        }
        fence.passed.get(timeoutMs, TimeUnit.MILLISECONDS);
    }

    @Override
    public void message(ActiveLink source, MessageView message) {
        reception.message(source, message);
    }

    @Override
    public void endOfPass() {
        reception.endOfPass();
    }

    @Override
    public void info(ActiveLink source) {
        session.learn(source);
    }

    @Override
    public void error(ActiveLink source, String text) {
        reception.error(source, text);
    }

    @Override
    public void ping(ActiveLink source) {
        owesPong = true;
    }

    @Override
    public void pong(ActiveLink source) {
        answered.countDown();
    }

    @Override
    public void writable(ActiveLink source) {
        canWrite.release();
    }

    @Override
    public void closed(ActiveLink source, @Nullable Throwable cause) {
        isNextLost = true;
        answered.countDown();
        canWrite.release();
        session.closed(source, cause); // in case it is in use by now
    }
}
