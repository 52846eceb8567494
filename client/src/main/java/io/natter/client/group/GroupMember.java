package io.natter.client.group;

import io.natter.client.NatsException;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.JetStreamHandler;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.PriorityOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.Watch;
import io.natter.client.keyvalue.KeyValueEntry;
import io.natter.client.keyvalue.WatchOptions;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.PriorityPolicy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A member at work: follows the group's configuration, and takes the messages of the partitions it has by it.
 *
 * <p>Thread-safe. What the server is asked under the lock is asked by the thread of the watch, or by that of a later try; handlers do not need it.
 *
 * <pre>
 *  joined    the members changed: let the handler finish, delete the consumer if it is the one served -> apart
 *            the consumer is gone -> apart
 *  apart     it has partitions, and others have let go of them: make the consumer -> joined    else later again
 *  any       closed, the group deleted, changed in what does not change -> over
 * </pre>
 *
 * @param <C> kind of configuration
 */
final class GroupMember<C extends GroupConfig> implements GroupConsumption {
    static final String PRIORITY_GROUP = "PCG";
    static final ConsumerConfig ONE_BY_ONE =
            ConsumerConfig.builder().maxAckPending(1).build();

    private static final Duration ACK_WAIT = Duration.ofSeconds(5);
    private static final Duration LEAST = Duration.ofSeconds(1);
    /** After a change who is served goes first. */
    private static final Duration STAND_BACK = Duration.ofMillis(500);

    /**
     * How a member works. Immutable.
     *
     * @param template its consumer
     * @param options how its handler is called
     * @param handler takes its messages
     */
    record Work(ConsumerConfig template, ConsumeOptions options, JetStreamHandler handler) {
        Duration ackWait() {
            return template.ackWait().isZero() ? ACK_WAIT : template.ackWait();
        }

        Duration atLeastASecond(Duration time) {
            return time.compareTo(LEAST) < 0 ? LEAST : time;
        }

        ConsumeOptions consuming() {
            return options.withExpires(atLeastASecond(ackWait().dividedBy(2)))
                    .withGroup(PriorityOptions.pinned(PRIORITY_GROUP));
        }

        ConsumerConfig consumer(List<String> filters) {
            return template.toBuilder()
                    .filterSubject("")
                    .filterSubjects(filters)
                    .ackWait(ackWait())
                    .priorityGroups(List.of(PRIORITY_GROUP))
                    .priorityPolicy(PriorityPolicy.PINNED_CLIENT)
                    .priorityTimeout(atLeastASecond(ackWait()))
                    .build();
        }
    }

    private final GroupKind<C> kind;
    private final String member;
    private final Work work;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile String pinId = ""; // of the last message

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private C config;
    private @Nullable Consumption consumption;
    private @Nullable Watch watch;
    private boolean isOver;

    private GroupMember(GroupKind<C> kind, String member, Work work, C config) {
        this.kind = kind;
        this.member = member;
        this.work = work;
        this.config = config;
    }

    static <C extends GroupConfig> GroupMember<C> begin(GroupKind<C> kind, String member, Work work) {
        GroupRecord.requireName("member", member);
        GroupMember<C> begun =
                new GroupMember<>(kind, member, work, kind.record().read());
        begun.begin();
        return begun;
    }

    private void begin() {
        lock.lock();
        try {
            if (!kind.isElastic() && config.filtersOf(member).isEmpty()) {
                throw new IllegalArgumentException("member: got \"" + member + "\", expected one of "
                        + config.membership().names());
            }
            joinOrWait();
            Watch begun =
                    kind.record().entries().watch(WatchOptions.of(kind.record().key()), this::changed);
            watch = begun;
            begun.ended().whenComplete((nothing, failure) -> end(failure));
        } catch (RuntimeException notBegun) {
            end(null);
            throw notBegun;
        } finally {
            lock.unlock();
        }
        if (kind.isElastic()) {
            lookAgain(work.ackWait().plus(STAND_BACK));
        }
    }

    // ---- following the configuration ----

    private void changed(KeyValueEntry<C> entry) {
        if (!entry.isPut()) {
            leave();
            end(null);
            return;
        }
        C now;
        try {
            now = entry.value();
        } catch (RuntimeException unreadable) {
            leave();
            end(unreadable);
            return;
        }
        lock.lock();
        try {
            if (isOver) {
                return;
            }
            if (kind.isSame(config, now)) {
                follow(now);
                return;
            }
        } finally {
            lock.unlock();
        }
        leave();
        end(new IllegalStateException("group: got " + now + ", expected it to stay as it was"));
    }

    /** Only the members can have changed. */
    private void follow(C now) {
        boolean isNew = !now.membership().equals(config.membership());
        config = now;
        if (isNew) {
            part();
        }
    }

    /** Lets go of the partitions; whoever is served in the member's place deletes its consumer, and all of them make it anew a moment later. */
    private void part() {
        Consumption before = consumption;
        consumption = null;
        boolean isServed = before != null && isServed();
        if (before != null) {
            before.drain(work.ackWait());
        }
        if (isServed) {
            kind.consumed().deleteConsumer(kind.consumerName(member));
            tryToJoin();
        } else {
            soon(STAND_BACK, this::tryToJoinUnlessJoined);
        }
    }

    private boolean isServed() {
        try {
            return kind.consumed().consumer(kind.consumerName(member)).info().priorityGroups().stream()
                    .anyMatch(state -> state.group().equals(PRIORITY_GROUP)
                            && !state.pinnedClientId().isEmpty()
                            && state.pinnedClientId().equals(pinId));
        } catch (JetStreamApiException isGone) {
            return false;
        }
    }

    // ---- joining ----

    private void tryToJoinUnlessJoined() {
        lock.lock();
        try {
            if (!isOver && consumption == null) {
                tryToJoin();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The first time: only that others are not as far yet is no failure, and of a static group nobody has what is another's. */
    private void joinOrWait() {
        try {
            join();
        } catch (JetStreamApiException notYet) {
            if (!kind.isElastic() || !isTaken(notYet)) {
                throw notYet;
            }
            soon(STAND_BACK, this::tryToJoinUnlessJoined);
        }
    }

    private void tryToJoin() {
        try {
            join();
        } catch (NatsException notNow) {
            if (!isTaken(notNow)) {
                work.options().onProblem().accept(notNow);
            }
            soon(STAND_BACK, this::tryToJoinUnlessJoined);
        }
    }

    /** Whether others still have partitions that are this member's by now, or one that is the same member made the consumer this moment. */
    private static boolean isTaken(NatsException refused) {
        return refused instanceof JetStreamApiException answer
                && (answer.is(ApiErrorCode.CONSUMER_WORK_QUEUE_CONSUMER_NOT_UNIQUE)
                        || answer.is(ApiErrorCode.CONSUMER_ALREADY_EXISTS));
    }

    private void join() {
        List<String> filters = config.filtersOf(member);
        if (filters.isEmpty()) {
            return;
        }
        ConsumerContext consumer = make(kind.consumer(member, work.consumer(filters)));
        Consumption begun = consumer.consume(work.consuming(), this::handle);
        consumption = begun;
        begun.ended().whenComplete((nothing, failure) -> {
            if (failure != null) {
                lost(begun, failure);
            }
        });
    }

    private ConsumerContext make(ConsumerConfig wanted) {
        StreamContext stream = kind.consumed();
        try {
            return stream.createConsumer(wanted);
        } catch (JetStreamApiException refused) {
            if (!kind.isElastic() || !refused.is(ApiErrorCode.CONSUMER_ALREADY_EXISTS)) {
                throw refused;
            }
            stream.deleteConsumer(kind.consumerName(member)); // it has the partitions of before
            return stream.createConsumer(wanted);
        }
    }

    private void handle(JetStreamMessage message) throws Exception {
        String pin = message.header(JetStreamHeaders.PIN_ID);
        if (pin != null) {
            pinId = pin;
        }
        work.handler().handle(new PartitionedMessage(message));
    }

    private void lost(Consumption gone, Throwable failure) {
        lock.lock();
        try {
            if (!gone.equals(consumption)) {
                return;
            }
            consumption = null;
        } finally {
            lock.unlock();
        }
        if (!kind.isElastic()) {
            end(failure);
        }
    }

    /** From time to time an elastic member that is apart tries again, whatever kept it. */
    private void lookAgain(Duration pause) {
        soon(pause, () -> {
            tryToJoinUnlessJoined();
            if (!ended.isDone()) {
                lookAgain(pause);
            }
        });
    }

    private void soon(Duration delay, Runnable task) {
        Executor own = kind.record().executor();
        Executor later = CompletableFuture.delayedExecutor(
                delay.toMillis(), TimeUnit.MILLISECONDS, own == null ? ForkJoinPool.commonPool() : own);
        later.execute(task);
    }

    // ---- ending ----

    /** The group is not what it was: ends the work, and deletes the consumer of a static one, which would stay for ever. */
    private void leave() {
        Consumption before;
        lock.lock();
        try {
            before = consumption;
            consumption = null;
        } finally {
            lock.unlock();
        }
        if (before != null) {
            before.drain(work.ackWait());
        }
        if (!kind.isElastic()) {
            try {
                kind.consumed().deleteConsumer(kind.consumerName(member));
            } catch (NatsException notNow) {
                work.options().onProblem().accept(notNow);
            }
        }
    }

    private void end(@Nullable Throwable cause) {
        Consumption working;
        Watch watching;
        lock.lock();
        try {
            isOver = true;
            working = consumption;
            watching = watch;
            consumption = null;
        } finally {
            lock.unlock();
        }
        if (cause == null) {
            ended.complete(null);
        } else {
            ended.completeExceptionally(cause);
        }
        if (working != null) {
            working.close();
        }
        if (watching != null) {
            watching.close();
        }
    }

    @Override
    public String member() {
        return member;
    }

    @Override
    public boolean isJoined() {
        lock.lock();
        try {
            return consumption != null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public CompletableFuture<Void> ended() {
        return ended.copy();
    }

    @Override
    public void close() {
        end(null);
    }
}
