package io.natter.client.messaging;

import io.natter.client.Message;
import io.natter.client.ServerErrorException;
import io.natter.client.SubscribeOptions;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A subscription whose messages go to a subscriber of {@link Flow} as far as it demands.
 *
 * <p>Thread-safe; the subscriber's methods run one at a time, never on the reading thread and never within {@code request}. It completes when the
 * subscription has ended and nothing waits, and fails when the server refuses it.
 */
final class DemandedSubscription extends LiveSubscription implements Flow.Subscription {
    private final Subscriptions registry;
    private final WorkerThreads threads;
    private final AtomicBoolean isRunning = new AtomicBoolean();
    private final AtomicLong demand = new AtomicLong();
    private volatile Flow.@Nullable Subscriber<? super Message> subscriber; // let go of at the end (rule 3.13)
    private volatile boolean isStarted;
    private volatile boolean isCancelled;
    private volatile @Nullable Throwable problem;
    private volatile boolean isOver;

    DemandedSubscription(
            Subscriptions registry,
            Object owner,
            String subject,
            SubscribeOptions options,
            Flow.Subscriber<? super Message> subscriber) {
        super(registry, subject, options);
        this.registry = registry;
        this.subscriber = subscriber;
        Executor executor = context().executor("natter-handler-" + subject);
        this.threads = new WorkerThreads(executor, owner);
    }

    /** The subscriber was told of its subscription: from now on messages come, and it may be called. */
    void begin() {
        if (!isCancelled) {
            try {
                registry.add(this);
            } catch (RuntimeException refused) {
                problem = refused;
            }
        }
        if (isCancelled) {
            close(); // it was cancelled while it was added
        }
        isStarted = true;
        ready();
    }

    @Override
    public void request(long n) {
        if (n < 1) {
            problem = new IllegalArgumentException("request: got " + n + ", expected at least 1 (rule 3.9)");
        } else {
            demand.getAndAccumulate(n, (before, more) -> before + more < 0 ? Long.MAX_VALUE : before + more);
        }
        ready();
    }

    @Override
    public void cancel() {
        isCancelled = true;
        subscriber = null;
        close();
    }

    @Override
    void ready() {
        if (isStarted && isRunning.compareAndSet(false, true)) {
            threads.start(this::run);
        }
    }

    @Override
    boolean isHandled() {
        return true;
    }

    @Override
    void interrupt() {
        threads.interrupt();
    }

    @Override
    boolean isAtWorkHere() {
        return threads.isAtWorkHere();
    }

    private void run() {
        do {
            emit();
            isRunning.set(false);
            // what changed between the last look and the line above would be missed
        } while (hasWork() && isRunning.compareAndSet(false, true));
    }

    private boolean hasWork() {
        return !isOver
                && !isCancelled
                && (problem != null || (demand.get() > 0 && pending().waiting() > 0) || isExhausted());
    }

    private boolean isExhausted() {
        return pending().isFinished() && pending().waiting() == 0;
    }

    private void emit() {
        while (!isOver && !isCancelled) {
            Throwable cause = problem;
            if (cause != null) {
                fail(cause);
                close();
                return;
            }
            // finished before empty: nothing can come between the two then
            boolean isFinished = pending().isFinished();
            ReceivedMessage message = demand.get() > 0 ? pending().takeOne() : null;
            if (message != null) {
                emit(message);
            } else if (isFinished && pending().waiting() == 0) {
                finish();
            } else {
                return;
            }
        }
    }

    private void emit(ReceivedMessage message) {
        if (pending().isDiscarded()) {
            pending().drop(message);
            return;
        }
        Flow.Subscriber<? super Message> target = subscriber;
        if (target == null) {
            pending().drop(message); // it was cancelled meanwhile
            return;
        }
        demand.getAndUpdate(before -> before == Long.MAX_VALUE ? before : before - 1);
        pending().begin(message);
        try {
            target.onNext(message);
        } catch (Throwable failure) { // against rule 2.13: the subscriber is to be treated as if it had cancelled
            takeSubscriber();
            pending().failed();
            context().handlerFailed(this, message, failure);
            close();
        } finally {
            pending().done();
        }
        settle();
    }

    private void finish() {
        ServerErrorException refused = refusal();
        if (refused != null) {
            fail(refused);
            return;
        }
        Flow.Subscriber<? super Message> target = takeSubscriber();
        if (target == null) {
            return;
        }
        try {
            target.onComplete();
        } catch (Throwable failure) { // against rule 2.13
            context().unexpected("subscriber of \"" + subject() + "\": onComplete failed", failure);
        }
    }

    private void fail(Throwable cause) {
        Flow.Subscriber<? super Message> target = takeSubscriber();
        if (target == null) {
            return;
        }
        try {
            target.onError(cause);
        } catch (Throwable failure) { // against rule 2.13
            context().unexpected("subscriber of \"" + subject() + "\": onError failed", failure);
        }
    }

    /** Whoever is to be told of the end, which is the last it hears; null if it cancelled. */
    private Flow.@Nullable Subscriber<? super Message> takeSubscriber() {
        Flow.Subscriber<? super Message> target = subscriber;
        isOver = true;
        subscriber = null;
        return target;
    }
}
