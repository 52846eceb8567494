package io.natter.client.session;

import io.natter.client.ConnectFailedException;
import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionState;
import io.natter.client.NatsOptions;
import io.natter.client.ServerErrorException;
import io.natter.client.messaging.ClientLog;
import io.natter.client.messaging.Inbound;
import io.natter.client.transport.Link;
import io.natter.client.transport.ServerAddress;
import io.natter.protocol.ServerInfo;
import java.lang.System.Logger;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection over its whole life: which link it has, and what happens when that is lost.
 *
 * <p>Thread-safe. The lock guards the state, the link and the rounds; it is held for a few assignments, and under it only the locks of the output,
 * the pool and the events are taken. No user code and no call that waits runs under it.
 *
 * <pre>
 *  dial -> adopt: buffered publishes stay, subscriptions in front of them -> CONNECTED
 *  closed by the other side, stale, an error -> lost: RECONNECTING, rounds begin -> adopt ... or give up: DISCONNECTED
 * </pre>
 */
final class Session {
    /** A link that lived shorter does not make the policy begin anew: a server that takes connections and drops them is not asked without pause. */
    private static final long STABLE_NS = 1_000_000_000L;

    private final SessionParts parts;
    private final NatsOptions options;
    private final ClientThreads threads;
    private final ServerPool pool;
    private final Output output;
    private final Inbound inbound;
    private final Consumer<ConnectionEvent> events;
    private final Heartbeat heartbeat;
    private final Reception reception;
    private final AtomicLong connects = new AtomicLong();
    private volatile @Nullable ServerInfo serverInfo;
    private volatile String server = "";

    private final ReentrantLock lock = new ReentrantLock();
    private final StateMachine states;
    private final ConnectWaiters waiters = new ConnectWaiters();
    private volatile @Nullable ActiveLink current; // written under the lock
    private @Nullable Rounds rounds;
    private @Nullable LameDuckMove move;
    private int readingPauses;
    private long attemptsBefore; // rounds made for links that did not last

    /** A session that was not connected yet, in state CONNECTING. */
    Session(SessionParts parts) {
        this.parts = parts;
        options = parts.options();
        threads = parts.threads();
        pool = parts.pool();
        output = parts.output();
        inbound = parts.inbound();
        events = parts.events();
        states = new StateMachine(events);
        reception = new Reception(this, inbound, output, events);
        heartbeat = new Heartbeat(threads, output, options.pingInterval(), options.pingsOutMax());
    }

    /** What it is made of. */
    SessionParts parts() {
        return parts;
    }

    ConnectionState state() {
        return states.state();
    }

    @Nullable
    ServerInfo serverInfo() {
        return serverInfo;
    }

    /** The server it is or was last connected to; empty before the first. */
    String server() {
        return server;
    }

    /** Times it was connected. */
    long connects() {
        return connects.get();
    }

    /** The link in use, or null. */
    @Nullable
    ActiveLink link() {
        return current;
    }

    /** What comes. */
    Reception reception() {
        return reception;
    }

    // ---- connecting

    /** Begins to connect on other threads. */
    void connectInBackground() {
        lock.lock();
        try {
            beginRounds(0, null, true);
        } finally {
            lock.unlock();
        }
    }

    private void beginRounds(long attempt, @Nullable Throwable cause, boolean isNow) {
        var next = new Rounds(this, options.reconnect(), threads, attempt, cause);
        rounds = next;
        if (isNow) {
            next.beginNow();
        } else {
            next.begin();
        }
    }

    /** One server did not take the connection. */
    void connectFailed(ServerAddress address, Throwable cause) {
        if (isAuthentication(cause)) {
            pool.authenticationFailed(address);
        }
        ClientLog.get().log(Logger.Level.DEBUG, "connect to {0} failed: {1}", address, cause.getMessage());
        events.accept(new ConnectionEvent.ConnectFailed(address.toString(), cause));
    }

    private static boolean isAuthentication(@Nullable Throwable cause) {
        return cause instanceof ServerErrorException error && error.kind() == ServerErrorException.Kind.AUTHENTICATION;
    }

    /**
     * Takes a link into use: subscriptions are restored, then what is buffered is sent.
     *
     * @param by the rounds that found it, or null for the first connect
     * @return whether it is in use; false if it was lost at once, or nobody wants it any more
     */
    boolean adopt(Link link, @Nullable Rounds by) {
        var next = reception.link(link);
        if (!install(next, by)) {
            next.close(null);
            return false;
        }
        learn(next); // before it starts: what comes then is newer
        output.prepare();
        Operations subscriptions = Restoration.of(inbound.restored());
        next.start();
        return connected(next, subscriptions);
    }

    private boolean install(ActiveLink next, @Nullable Rounds by) {
        lock.lock();
        try {
            ConnectionState state = states.state();
            boolean isWanted = state == ConnectionState.CONNECTING || state == ConnectionState.RECONNECTING;
            if (!isWanted || isOther(rounds, by)) {
                return false;
            }
            current = next;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean connected(ActiveLink next, Operations subscriptions) {
        Runnable told;
        lock.lock();
        try {
            if (isOther(current, next)) {
                return false;
            }
            rounds = null;
            use(next, subscriptions);
            states.move(ConnectionState.CONNECTED, server, null);
            told = waiters.connected();
        } finally {
            lock.unlock();
        }
        told.run();
        if (next.info().lameDuckMode()) {
            lameDuck(next); // it said so before it was in use
        }
        return true;
    }

    /** Writes to this link from now on, and believes its server. Under the lock. */
    private void use(ActiveLink next, Operations first) {
        server = next.server().toString();
        connects.incrementAndGet();
        pool.connected(next.server());
        serverInfo = next.info();
        for (String tooLarge :
                output.attach(next.transport(), first, next.info().maxPayload())) {
            events.accept(new ConnectionEvent.PublishDropped(tooLarge));
        }
        output.gate(Gate.OPEN);
        if (readingPauses > 0) {
            next.transport().pauseReading();
        }
        heartbeat.watch(next);
    }

    /** A server said something of itself and its cluster. */
    void learn(ActiveLink source) {
        lock.lock();
        try {
            if (!isOther(current, source)) {
                serverInfo = source.info();
                output.maxPayload(source.info().maxPayload());
            }
        } finally {
            lock.unlock();
        }
        List<String> added = pool.discovered(source.server(), source.info().connectUrls());
        if (!added.isEmpty()) {
            events.accept(new ConnectionEvent.ServersDiscovered(added));
        }
    }

    /** The policy has no more rounds. */
    void giveUp(Rounds by, @Nullable Throwable cause) {
        Runnable told;
        lock.lock();
        try {
            if (isOther(rounds, by)) {
                return;
            }
            rounds = null;
            if (!states.move(ConnectionState.DISCONNECTED, server, cause)) {
                return;
            }
            told = waiters.failed(
                    new ConnectFailedException("reconnect: given up", cause == null ? List.of() : List.of(cause)));
        } finally {
            lock.unlock();
        }
        ClientLog.get().log(Logger.Level.WARNING, "disconnected, and not tried again", cause);
        told.run();
    }

    // ---- losing

    /** A link is over, with its cause, or null where that was asked for. */
    void closed(ActiveLink source, @Nullable Throwable cause) {
        List<Fence> broken;
        lock.lock();
        try {
            if (isOther(current, source)) {
                return; // it was left before, or belongs to a move that looks after it
            }
            broken = drop();
            reconnectAfter(source, cause);
        } finally {
            lock.unlock();
        }
        broken.forEach(Fence::connectionLost);
        ClientLog.get().log(Logger.Level.INFO, "connection to {0} lost: {1}", source.server(), cause);
    }

    /** There is no link any more. Under the lock. */
    private List<Fence> drop() {
        current = null;
        heartbeat.stop();
        if (move != null) {
            move.oldLost();
            move = null;
        }
        return output.detach();
    }

    /** Under the lock. While it is first connected, or ends, whoever does that goes on. */
    private void reconnectAfter(ActiveLink lost, @Nullable Throwable cause) {
        if (states.state() == ConnectionState.CONNECTED) {
            output.gate(Gate.AWAY);
            states.move(ConnectionState.RECONNECTING, server, cause);
            beginRounds(lost.ageNs() < STABLE_NS ? attemptsBefore++ : resetAttempts(), cause, false);
        } else if (rounds != null) {
            beginRounds(rounds.attempt() + 1, cause, false); // lost before it was in use
        }
    }

    private long resetAttempts() {
        attemptsBefore = 0;
        return 0;
    }

    // ---- lame duck (ADR-5)

    /** The server goes away: moves to another one, if one is known; else the connection stays until it is closed. */
    void lameDuck(ActiveLink source) {
        lock.lock();
        try {
            if (isOther(current, source) || states.state() != ConnectionState.CONNECTED || move != null) {
                return;
            }
            events.accept(new ConnectionEvent.LameDuck(source.server().toString()));
            var begun = new LameDuckMove(this, source);
            move = begun;
            begun.begin();
        } finally {
            lock.unlock();
        }
    }

    /** The move found nowhere to go. */
    void stay(LameDuckMove by) {
        lock.lock();
        try {
            if (!isOther(move, by)) {
                move = null;
                output.resume();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The old link is fenced, the new one has the subscriptions: switches. Returns whether the move was still wanted. */
    boolean moved(LameDuckMove by, ActiveLink next, Operations changes) {
        ActiveLink old;
        lock.lock();
        try {
            if (isOther(move, by) || by.isNextLost() || states.state() != ConnectionState.CONNECTED) {
                return false;
            }
            old = current;
            move = null;
            current = next;
            states.move(ConnectionState.RECONNECTING, server, null);
            output.leave();
            use(next, changes);
            states.move(ConnectionState.CONNECTED, server, null);
        } finally {
            lock.unlock();
        }
        if (old != null) {
            old.close(null);
        }
        return true;
    }

    // ---- on request

    /** Leaves the server, or revives the connection. As {@code NatsConnection.reconnect} says. */
    CompletableFuture<Void> reconnect() {
        CompletableFuture<Void> done;
        ActiveLink leaving = null;
        lock.lock();
        try {
            switch (states.state()) {
                case DRAINING, CLOSED ->
                    throw new ConnectionClosedException("reconnect: the connection is draining or closed");
                case DISCONNECTED -> {
                    pool.readmitAll();
                    states.move(ConnectionState.RECONNECTING, server, null);
                    beginRounds(0, null, true);
                }
                case CONNECTED -> leaving = current;
                case CONNECTING, RECONNECTING -> {} // it is being done
            }
            done = waiters.add();
        } finally {
            lock.unlock();
        }
        if (leaving != null) {
            leave(leaving);
        }
        return done;
    }

    /** Leaves a link once the server has what was written, or does not answer in time. */
    private void leave(ActiveLink link) {
        var fence = new Fence(false, false);
        var limit = threads.after(options.connectTimeout(), () -> fence.passed.complete(0L));
        fence.passed.whenComplete((pong, failure) -> {
            limit.cancel();
            threads.connecting(() -> leaveNow(link));
        });
        if (!output.fence(fence)) {
            fence.passed.complete(0L);
        }
    }

    private void leaveNow(ActiveLink link) {
        List<Fence> broken;
        lock.lock();
        try {
            if (isOther(current, link) || states.state() != ConnectionState.CONNECTED) {
                return;
            }
            broken = drop();
            output.gate(Gate.AWAY);
            states.move(ConnectionState.RECONNECTING, server, null);
            beginRounds(0, null, true);
        } finally {
            lock.unlock();
        }
        link.close(null);
        broken.forEach(Fence::connectionLost);
    }

    /** Stops reading, or reads on; calls count. */
    void pauseReading(boolean isPause) {
        lock.lock();
        try {
            int before = readingPauses;
            readingPauses += isPause ? 1 : -1;
            ActiveLink link = current;
            if (link == null) {
                return;
            }
            if (before == 0) {
                link.transport().pauseReading();
            } else if (readingPauses == 0) {
                link.transport().resumeReading();
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- ending

    /** DRAINING from now on. Returns whether there is a server to confirm things. */
    boolean beginDrain() {
        Runnable told;
        boolean isConnected;
        lock.lock();
        try {
            isConnected = states.state() == ConnectionState.CONNECTED;
            if (!states.move(ConnectionState.DRAINING, server, null)) {
                return false;
            }
            output.gate(Gate.DRAINING);
            cancelRounds();
            told = waiters.failed(new ConnectionClosedException("reconnect: the connection was drained"));
        } finally {
            lock.unlock();
        }
        told.run();
        return isConnected;
    }

    /** CLOSED from now on: the link, the output and what waits for either are gone. Returns whether this call did it. */
    boolean close(@Nullable Throwable cause) {
        Runnable told;
        List<Fence> fences;
        ActiveLink link;
        var closed = new ConnectionClosedException("the connection was closed");
        lock.lock();
        try {
            if (!states.move(ConnectionState.CLOSED, server, cause)) {
                return false;
            }
            link = current;
            current = null;
            heartbeat.stop();
            cancelRounds();
            told = waiters.failed(closed);
            fences = output.close();
        } finally {
            lock.unlock();
        }
        if (link != null) {
            link.close(null);
        }
        told.run();
        fences.forEach(fence -> fence.passed.completeExceptionally(closed));
        return true;
    }

    private void cancelRounds() {
        if (rounds != null) {
            rounds.cancel();
            rounds = null;
        }
        if (move != null) {
            move.cancel();
            move = null;
        }
    }

    @SuppressWarnings("ReferenceEquality") // links, rounds and moves are themselves and no other
    private static boolean isOther(@Nullable Object one, @Nullable Object other) {
        return one != other;
    }
}
