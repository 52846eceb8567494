package io.natter.client.jetstream;

import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionListener;
import io.natter.client.ConnectionState;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.Subscription;
import io.natter.client.SubscriptionStatistics;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.jetstream.AckSubject;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps messages of a consumer coming to one subscription, whatever happens to connection, server and consumer (ADR-37).
 *
 * <p>Thread-safe. Every message of the subscription goes through {@link #accept}, which returns those to hand out and keeps what the server says on its
 * own behalf. A subscription that hears nothing for two heartbeats although something should come is taken for lost: heartbeats that wait behind a slow
 * handler are heard, since what counts is what was received.
 *
 * <pre>
 *  IDLE       start -> RUNNING
 *  RUNNING    the consumer may be gone -> RECOVERING      reconnected, silence -> goes on, or RECOVERING
 *  RECOVERING it is there, or made anew -> RUNNING        not yet -> later again     gone for good -> ENDED
 *  any        stop, fail -> ENDED
 * </pre>
 */
abstract sealed class Feed permits PullFeed, PushFeed {
    private static final int TICKS_A_HEARTBEAT = 4;
    private static final int QUIET_TICKS_MAX = 2 * TICKS_A_HEARTBEAT;
    private static final Duration PAUSE_FIRST = Duration.ofMillis(50);
    private static final Duration PAUSE_MOST = Duration.ofSeconds(1);

    /** Where a feed stands. */
    enum State {
        /** Not begun. */
        IDLE,
        /** Messages come. */
        RUNNING,
        /** The consumer is looked for. */
        RECOVERING,
        /** Over. */
        ENDED
    }

    /** Is told what happens to a feed; called without its lock. */
    interface Owner {
        /** Something went wrong, and is being mended. */
        void problem(NatsException problem);

        /** It cannot go on. */
        void failed(NatsException cause);
    }

    /**
     * What a subscription has heard. Immutable.
     *
     * @param received messages that came, heartbeats among them
     * @param isBehind whether some of them wait, or are being handled in the way of others
     */
    record Hearing(long received, boolean isBehind) {
        static Hearing of(Subscription subscription) {
            SubscriptionStatistics figures = subscription.statistics();
            return new Hearing(figures.received(), figures.pending() > 0);
        }
    }

    private final Api api;
    private final Origin origin;
    private final Owner owner;
    private final ConnectionListener listener = this::onEvent;

    final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private State state = State.IDLE;
    private @Nullable Supplier<Hearing> hearing;
    private @Nullable ServerInfo connectedTo; // when messages were last taken up, null without a connection
    private @Nullable Alarm tick;
    private @Nullable Alarm again;
    private long lastReceived;
    private int quietTicks;
    private int attempts;
    private int looks; // the outcome of an earlier one counts for nothing

    Feed(Api api, Origin origin, Owner owner) {
        this.api = api;
        this.origin = origin;
        this.owner = owner;
    }

    // ---- what differs ----

    /** The subject to subscribe to. */
    abstract String subject();

    /** Time of silence after which the server says it is there, zero for never. */
    abstract Duration heartbeat();

    /** Whether something should come now. Under the lock. */
    abstract boolean expectsSomething();

    /** Whether messages are asked for, so that asking again is the first thing to try. */
    abstract boolean asks();

    /** Takes up the messages of a consumer that is there. Without the lock. */
    abstract void resume();

    /** What the server says on its own behalf. */
    abstract void status(Message message);

    /** A message was accepted. */
    abstract void delivered(Message message);

    // ---- life ----

    final Api api() {
        return api;
    }

    final Origin origin() {
        return origin;
    }

    /** Begins with the subscription to {@link #subject()}. */
    final void start(Subscription begun) {
        start(() -> Hearing.of(begun));
    }

    final void start(Supplier<Hearing> ear) {
        lock.lock();
        try {
            if (state == State.ENDED) {
                return; // while its subscription was made
            }
            hearing = ear;
            state = State.RUNNING;
        } finally {
            lock.unlock();
        }
        api.connection().addListener(listener);
        takeUp();
        tickLater();
    }

    /** The message to hand out, or null. */
    final @Nullable JetStreamMessage accept(Message message) {
        String reply = message.replyTo();
        if (reply == null || !reply.startsWith(AckSubject.PREFIX)) {
            status(message);
            return null;
        }
        DeliveredMessage accepted = origin.accept(message, reply);
        if (accepted != null) {
            delivered(message);
        } else if (origin.isBehindGap(reply)) {
            recover(new JetStreamApiException("consumer of " + subject(), Statuses.GAP));
        }
        return accepted;
    }

    final boolean isRunning() {
        return state() == State.RUNNING;
    }

    final State state() {
        lock.lock();
        try {
            return state;
        } finally {
            lock.unlock();
        }
    }

    /** Asks for no more. A second call does nothing; returns whether it was the first. */
    final boolean stop() {
        lock.lock();
        try {
            if (state == State.ENDED) {
                return false;
            }
            state = State.ENDED;
            cancel(tick);
            cancel(again);
        } finally {
            lock.unlock();
        }
        api.connection().removeListener(listener);
        origin.end();
        return true;
    }

    private static void cancel(@Nullable Alarm alarm) {
        if (alarm != null) {
            alarm.cancel();
        }
    }

    /** Ends it with a cause. */
    final void fail(NatsException cause) {
        if (stop()) {
            owner.failed(cause);
        }
    }

    final void problem(NatsException problem) {
        owner.problem(problem);
    }

    // ---- liveness ----

    private void tickLater() {
        if (heartbeat().isZero()) {
            return;
        }
        lock.lock();
        try {
            if (state != State.ENDED) {
                tick = Alarm.after(heartbeat().dividedBy(TICKS_A_HEARTBEAT), api.executor(), this::tick);
            }
        } finally {
            lock.unlock();
        }
    }

    private void tick() {
        if (isSilent()) {
            refresh(new JetStreamApiException("consumer of " + subject(), Statuses.MISSED_HEARTBEAT));
        }
        tickLater();
    }

    private boolean isSilent() {
        lock.lock();
        try {
            Supplier<Hearing> ear = hearing;
            if (ear == null || state != State.RUNNING || !expectsSomething()) {
                quietTicks = 0;
                return false;
            }
            Hearing heard = ear.get();
            boolean isQuiet = heard.received() == lastReceived
                    && !heard.isBehind()
                    && api.connection().state() == ConnectionState.CONNECTED;
            lastReceived = heard.received();
            quietTicks = isQuiet ? quietTicks + 1 : 0;
            boolean isOver = quietTicks >= QUIET_TICKS_MAX;
            quietTicks = isOver ? 0 : quietTicks;
            return isOver;
        } finally {
            lock.unlock();
        }
    }

    private void onEvent(NatsConnection connection, ConnectionEvent event) {
        if (!(event instanceof ConnectionEvent.StateChanged change) || change.to() != ConnectionState.CONNECTED) {
            return;
        }
        if (state() != State.RUNNING) {
            look(); // what was asked on the lost connection may never be answered
        } else if (Api.isReconnect(event) && isAnother()) {
            refresh(null);
        }
    }

    /** Whether the connection is not the one messages were last taken up on: word of an earlier one may come late. */
    private boolean isAnother() {
        ServerInfo now = api.connection().serverInfo();
        lock.lock();
        try {
            return !Objects.equals(connectedTo, now);
        } finally {
            lock.unlock();
        }
    }

    private void takeUp() {
        NatsConnection connection = api.connection();
        lock.lock();
        try {
            connectedTo = connection.state() == ConnectionState.CONNECTED ? connection.serverInfo() : null;
        } finally {
            lock.unlock();
        }
        resume();
    }

    /** Contact was lost: asks again, or looks for the consumer first. */
    private void refresh(@Nullable NatsException why) {
        if (!origin.goesOn() || (why != null && !asks())) {
            recover(why);
            return;
        }
        if (why != null) {
            owner.problem(why);
        }
        takeUp();
    }

    /** The consumer may be gone: looks for it, and goes on when it is there. Does nothing while it does so already. */
    final void recover(@Nullable NatsException why) {
        lock.lock();
        try {
            if (state != State.RUNNING) {
                return;
            }
            state = State.RECOVERING;
            attempts = 0;
        } finally {
            lock.unlock();
        }
        if (why != null) {
            owner.problem(why);
        }
        look();
    }

    private void look() {
        int number;
        lock.lock();
        try {
            if (state != State.RECOVERING) {
                return;
            }
            number = ++looks;
            cancel(again);
        } finally {
            lock.unlock();
        }
        try {
            origin.renew().whenComplete((consumer, failure) -> {
                if (failure == null) {
                    found(number);
                } else {
                    notFound(number, failure);
                }
            });
        } catch (NatsException connectionIsGone) {
            notFound(number, connectionIsGone);
        }
    }

    private void found(int number) {
        lock.lock();
        try {
            if (state != State.RECOVERING || number != looks) {
                return;
            }
            state = State.RUNNING;
        } finally {
            lock.unlock();
        }
        takeUp();
    }

    private void notFound(int number, Throwable failure) {
        Throwable cause = Api.cause(failure);
        NatsException problem = cause instanceof NatsException known ? known : Statuses.unexpected(cause);
        ConnectionState connection = api.connection().state();
        if (connection == ConnectionState.CLOSED || connection == ConnectionState.DRAINING) {
            return; // its subscription ends with it
        }
        if (origin.isFinal(cause)) {
            fail(problem);
            return;
        }
        lock.lock();
        try {
            if (state == State.RECOVERING && number == looks) {
                Duration doubled = PAUSE_FIRST.multipliedBy(1L << Math.min(attempts++, 10));
                Duration pause = doubled.compareTo(PAUSE_MOST) > 0 ? PAUSE_MOST : doubled;
                again = Alarm.after(pause, api.executor(), this::look);
            }
        } finally {
            lock.unlock();
        }
    }
}
