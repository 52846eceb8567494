package io.natter.client.messaging;

import io.natter.client.ConnectionEvent;
import io.natter.client.DrainResult;
import io.natter.client.InterruptedWaitException;
import io.natter.client.ServerErrorException;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import io.natter.client.SubscriptionStatistics;
import io.natter.client.WhenFull;
import io.natter.protocol.wire.MessageView;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of this connection: who it is, its queue, its end.
 *
 * <p>Thread-safe; {@link #message} and {@link #endOfPass} are the reading thread's.
 *
 * <pre>
 *  ACTIVE    messages come                                  unsubscribe, its last message, refusal -> ENDED; drain -> DRAINING
 *  DRAINING  the server was told; what was on its way comes  its fence -> ENDED
 *  ENDED     nothing comes; what waits is handed out         close -> CLOSED
 *  CLOSED    what waited was dropped
 * </pre>
 */
abstract sealed class LiveSubscription implements Subscription, MessageSource, MessageQueue.Listener
        permits HandledSubscription, PulledSubscription, DemandedSubscription {
    /** Where a subscription stands; see the table above. */
    enum Stage {
        ACTIVE,
        DRAINING,
        ENDED,
        CLOSED
    }

    private final Subscriptions registry;
    private final long sid;
    private final String subject;
    private final @Nullable String queueName;
    private final WhenFull whenFull;
    private final MessageQueue queue;
    private final CompletableFuture<Void> handled = new CompletableFuture<>();

    // the reading thread's
    private @Nullable ReceivedMessage firstOfPass;
    private @Nullable ReceivedMessage lastOfPass;
    private final AtomicLong receivedTotal = new AtomicLong();

    // guarded by the registry's lock
    private volatile long endsAfter; // messages in total, 0 for no end; the reading thread looks at it too
    private long receivedBeforeLink; // those of former connections, which this server does not count
    private @Nullable CompletableFuture<DrainResult> drained;

    private volatile Stage stage = Stage.ACTIVE;
    private volatile @Nullable ServerErrorException refusal;

    LiveSubscription(Subscriptions registry, String subject, SubscribeOptions options) {
        this.registry = registry;
        this.sid = registry.newSid();
        this.subject = subject;
        this.queueName = options.queue();
        this.whenFull = options.whenFull();
        this.endsAfter = options.autoUnsubscribeAfter();
        this.queue = new MessageQueue(options.pendingMessages(), options.pendingBytes(), whenFull, this);
    }

    /** Something waits, or the end has come: whoever consumes should look. Must not block. */
    abstract void ready();

    /** Whether a consumer of the client's own empties the queue, so that a drain may drop what it does not get to. */
    abstract boolean isHandled();

    /** Interrupts handlers at work. */
    void interrupt() {}

    /** Whether a handler of it runs on the calling thread. */
    boolean isAtWorkHere() {
        return false;
    }

    /** Whether somebody empties the queue although this thread waits, if it is one. */
    boolean isEmptiedBesides(@Nullable Thread waiter) {
        return true;
    }

    final long sid() {
        return sid;
    }

    final MessageQueue pending() {
        return queue;
    }

    final Stage stage() {
        return stage;
    }

    @Override
    public final MessagingContext context() {
        return registry.context();
    }

    @Override
    public final Subscription subscription() {
        return this;
    }

    @Override
    public final String subject() {
        return subject;
    }

    @Override
    public final @Nullable String queue() {
        return queueName;
    }

    @Override
    public final boolean isActive() {
        return stage == Stage.ACTIVE;
    }

    @Override
    public final @Nullable ServerErrorException refusal() {
        return refusal;
    }

    @Override
    public final SubscriptionStatistics statistics() {
        return queue.statistics();
    }

    // ---- what comes ----

    /** Takes a message for the end of the pass; returns whether it is the first of this pass. */
    final boolean message(MessageView view, SubjectCache subjects) {
        ReceivedMessage message = new ReceivedMessage(this, subjects.of(view, subject), view);
        receivedTotal.lazySet(receivedTotal.getPlain() + 1); // the queue's lock makes it visible at the end of the pass
        ReceivedMessage last = lastOfPass;
        lastOfPass = message;
        if (last == null) {
            firstOfPass = message;
            return true;
        }
        last.next = message;
        return false;
    }

    /** Whether so many messages have come that this was the last. */
    final boolean isComplete() {
        return endsAfter > 0 && receivedTotal.get() >= endsAfter;
    }

    /** Hands over what came in this pass. */
    final void endOfPass() {
        ReceivedMessage first = firstOfPass;
        if (first != null) {
            firstOfPass = null;
            lastOfPass = null;
            queue.push(first);
            ready();
        }
    }

    /** To be made again on a new connection, or null if nothing more is to come; under the registry's lock. */
    final Inbound.@Nullable Restored restored() {
        if (stage != Stage.ACTIVE || isComplete()) {
            return null;
        }
        receivedBeforeLink = receivedTotal.get();
        return new Inbound.Restored(sid, subject, queueName, endsAfter == 0 ? 0 : endsAfter - receivedBeforeLink);
    }

    /** What this server must have counted when the subscription ends; under the registry's lock. */
    final long endsAfterOnLink() {
        return endsAfter - receivedBeforeLink;
    }

    final void endAfter(long totalDelivered) {
        endsAfter = totalDelivered;
    }

    /** Whether more than one server has counted its messages. */
    final boolean wasRestored() {
        return receivedBeforeLink > 0;
    }

    final long receivedTotal() {
        return receivedTotal.get();
    }

    // ---- its end ----

    /** Marks that it is being drained; false if it was not active. Under the registry's lock. */
    final boolean beginDrain() {
        if (stage != Stage.ACTIVE) {
            return false;
        }
        stage = Stage.DRAINING;
        return true;
    }

    /** Nothing more comes. Without the registry's lock. */
    final void end(@Nullable ServerErrorException cause) {
        if (stage == Stage.ACTIVE || stage == Stage.DRAINING) {
            stage = Stage.ENDED;
        }
        if (cause != null) {
            refusal = cause;
        }
        queue.finish();
        ready();
        settle();
    }

    /** Nothing more comes, and what waits is dropped. */
    final void discard() {
        stage = Stage.CLOSED;
        queue.discard();
        ready();
        settle();
    }

    /** To be called after handling: tells whoever waits for room or for the end. */
    public final void settle() {
        queue.endEpisodeIfRoom();
        if (queue.isFinished() && queue.unfinished() == 0) {
            handled.complete(null);
        }
    }

    /** Completes when nothing more comes and all that came is handled, on any thread. */
    final CompletableFuture<Void> handled() {
        return handled;
    }

    @Override
    public final void unsubscribe() {
        registry.unsubscribe(this);
    }

    @Override
    public final void unsubscribeAfter(long totalDelivered) {
        if (totalDelivered < 1) {
            throw new IllegalArgumentException("totalDelivered: got " + totalDelivered + ", expected at least 1");
        }
        registry.unsubscribeAfter(this, totalDelivered);
    }

    @Override
    public final DrainResult drain(Duration timeout) {
        if (isAtWorkHere()) {
            drainAsync(timeout);
            return new DrainResult(queue.unfinished(), 0, false);
        }
        try {
            return registry.drain(this, timeout, Thread.currentThread()).get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("drain of \"" + subject + "\": interrupted");
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("drain of \"" + subject + "\": failed", impossible.getCause());
        }
    }

    @Override
    public final CompletableFuture<DrainResult> drainAsync(Duration timeout) {
        return registry.drain(this, timeout, null);
    }

    /** The drain under way, made by the first caller; under the registry's lock. */
    final @Nullable CompletableFuture<DrainResult> drained() {
        return drained;
    }

    final void drained(CompletableFuture<DrainResult> result) {
        drained = result;
    }

    @Override
    public final void close() {
        registry.unsubscribe(this);
        discard();
    }

    // ---- what its queue tells ----

    @Override
    public final void full() {
        if (whenFull == WhenFull.BLOCK) {
            context().out().pauseReading();
        }
        context().tell(new ConnectionEvent.SlowConsumer(this, statistics()));
    }

    @Override
    public final void room(long dropped) {
        if (whenFull == WhenFull.BLOCK) {
            context().out().resumeReading();
        }
        context().tell(new ConnectionEvent.SlowConsumerRecovered(this, dropped));
    }

    @Override
    public final void dropped(long messages) {
        context().figures().dropped(messages);
    }

    /** Subject, queue group and stage. */
    @Override
    public final String toString() {
        return "Subscription[" + subject + (queueName == null ? "" : " queue " + queueName) + ", sid " + sid + ", "
                + stage.name().toLowerCase(Locale.ROOT) + "]";
    }
}
