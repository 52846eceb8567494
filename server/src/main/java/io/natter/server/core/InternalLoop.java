package io.natter.server.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.server.account.Account;
import io.natter.server.interest.Matches;
import io.natter.server.interest.Subscription;
import io.netty.util.concurrent.Future;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * An event loop without sockets: takes messages for subscriptions of the server's own, and publishes.
 *
 * <p>Thread-safe where a method says so; the rest is confined to the loop.
 *
 * <p>Between loops, and from this one to itself, messages travel in the batches of a {@link Lane}: a handler is never called in the middle
 * of another one.
 */
public final class InternalLoop implements Executor, AutoCloseable {
    private final Broker broker;
    private final Loop loop;
    private final InternalPublishing publishing;
    private final ReceivedMessage received = new ReceivedMessage();

    InternalLoop(Broker broker, Loop loop) {
        this.broker = broker;
        this.loop = loop;
        this.publishing = new InternalPublishing(loop);
    }

    Loop loop() {
        return loop;
    }

    /** Something to be done later, unless it is cancelled. */
    public interface Scheduled {
        /** Forgets it; nothing happens when it was done already. Thread-safe. */
        void cancel();
    }

    // --- Thread-safe

    /** Whether the caller runs on this loop. */
    public boolean inLoop() {
        return loop.eventLoop().inEventLoop();
    }

    /** Runs a task on the loop, after what waits there. A task that comes when the loop has ended is forgotten. */
    @Override
    public void execute(Runnable task) {
        try {
            loop.eventLoop().execute(task);
        } catch (RejectedExecutionException ended) {
            broker.log().debug("Task for {} that has ended", loop.eventLoop());
        }
    }

    /** Runs a task on the loop when that time has passed; never if the loop has ended. */
    public Scheduled schedule(long delayNs, Runnable task) {
        try {
            Future<?> future = loop.eventLoop().schedule(task, Math.max(delayNs, 0), TimeUnit.NANOSECONDS);
            return () -> future.cancel(false);
        } catch (RejectedExecutionException ended) {
            return () -> {};
        }
    }

    /**
     * Subscribes a part of the server.
     *
     * @param subject a valid filter; not copied
     * @param queue the queue group, or null for a plain subscription
     */
    public Subscription subscribe(Account account, byte[] subject, byte @Nullable [] queue, InternalHandler handler) {
        long id = broker.nextInternalId();
        var subscriber = new InternalSubscriber(this, account, handler, id);
        var subscription =
                new Subscription(subscriber, subject, queue, Long.toString(id).getBytes(UTF_8), false);
        account.interest().add(subscription);
        return subscription;
    }

    /** Ends a subscription of this loop. Its handler may be called once more if this is another thread. */
    public void unsubscribe(Subscription subscription) {
        ((InternalSubscriber) subscription.subscriber()).account().interest().remove(subscription);
        if (inLoop()) {
            subscription.close();
        } else {
            execute(subscription::close);
        }
    }

    // --- Confined to the loop

    /** Publishes a message, without permissions or mappings; returns how many receivers it is on its way to. */
    public int publish(Account account, OutgoingMessage message) {
        return publishing.publish(loop.view(account), message);
    }

    /** Whether a message for this subject would go to anybody. */
    public boolean hasInterest(Account account, byte[] subject) {
        Matches matches = loop.view(account).interest().match(subject, 0, subject.length);
        return !matches.isEmpty();
    }

    /** Whether somebody subscribed to this very subject, without wildcards: plainly, or in a queue group when one is given. */
    public boolean isListenedTo(Account account, byte[] subject, byte @Nullable [] group) {
        Matches matches = loop.view(account).interest().match(subject, 0, subject.length);
        if (group == null) {
            return isAmong(matches.plain(), matches.plainCount(), subject);
        }
        for (int i = 0; i < matches.groupCount(); i++) {
            Matches.Group found = matches.groups()[i];
            if (Arrays.equals(found.name(), group) && isAmong(found.members(), found.count(), subject)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isAmong(Subscription[] subscriptions, int count, byte[] subject) {
        for (int i = 0; i < count; i++) {
            if (Arrays.equals(subscriptions[i].subject(), subject)) {
                return true;
            }
        }
        return false;
    }

    /** Runs a task once, when all that waits for the loop by now is done, before what it published goes out. */
    public void atPassEnd(Runnable task) {
        loop.atPassEnd(task);
    }

    /** Whether a loop is so far behind with what this one published that it should pause: {@value Lane#BYTES_MAX} bytes. */
    public boolean isCongested() {
        return loop.congestedLane() != null;
    }

    /** Runs a task when the loop that is behind has caught up by half; at once, at the end of the pass, if none is behind. */
    public void onRelief(Runnable task) {
        Lane lane = loop.congestedLane();
        if (lane == null) {
            atPassEnd(task);
        } else {
            lane.await(task);
        }
    }

    /** Ends the loop when what waits is done, and returns when its thread has ended. Not from the loop itself. */
    @Override
    public void close() {
        loop.eventLoop().shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        loop.release();
    }

    /** Delivers a message to a subscriber of this loop. */
    void handle(InternalHandler handler, Account account, @Nullable Connection publisher, Message message) {
        received.show(message, account, publisher);
        try {
            handler.onMessage(received);
        } catch (RuntimeException unexpected) {
            broker.countUnexpected();
            broker.log().error("Internal subscription on {} failed", received.subject(), unexpected);
        } finally {
            received.clear();
        }
    }

    @Override
    public String toString() {
        return Objects.toString(loop.eventLoop());
    }
}
