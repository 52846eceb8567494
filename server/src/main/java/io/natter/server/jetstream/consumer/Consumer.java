package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.PriorityPolicy;
import io.natter.protocol.jetstream.PullRequest;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.json.JsonException;
import io.natter.server.core.OutgoingMessage;
import io.natter.server.core.ReceivedMessage;
import io.natter.store.SubjectFilter;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One consumer: delivers a stream's messages by push or on request, and keeps their acknowledgements.
 *
 * <p>Confined to the stream's loop, but for {@link #onUndelivered}.
 */
public final class Consumer {
    private static final byte[] DELETED = StatusMessage.of(ApiStatus.CONSUMER_DELETED);
    private static final byte[] SHUTDOWN = StatusMessage.of(ApiStatus.SERVER_SHUTDOWN);

    private final OwningStream stream;
    private final Consumers owner;
    private final String name;
    private final Instant created;
    private final Outlet outlet;
    private final Advisories advisories;
    private final Progress progress = new Progress();
    private final Cursor cursor;
    private final AckTimer ackTimer;
    private final Mode mode;
    private final PinnedClient pinned;
    private final Throttle throttle;
    private final Acknowledgements acknowledgements;
    private final Dispatch dispatch;
    private final Interest interest;
    private final Timing timing;
    private final Subscriptions subscriptions;
    private final Description description;

    private ConsumerSettings settings;
    private boolean isStopped;

    /** Whether its state waits to be written; for {@link StateKeeper} alone. */
    boolean isChanged;

    /** Whether it waits for its turn; for {@link Consumers} alone. */
    boolean isReady;

    /** Whether it waits for a message to become deliverable; for {@link Consumers} alone. */
    boolean isAhead;

    Consumer(OwningStream stream, Consumers owner, String name, ConsumerConfig config, Instant created) {
        this.stream = stream;
        this.owner = owner;
        this.name = name;
        this.created = created;
        settings = new ConsumerSettings(config);
        outlet = new Outlet(stream);
        advisories = new Advisories(stream, outlet, name);
        cursor = new Cursor(stream.reader(), readAhead(), config);
        ackTimer = new AckTimer(progress, advisories, settings);
        pinned = new PinnedClient(stream, advisories);
        var standing = new Standing(progress, cursor);
        mode = settings.isPush()
                ? new PushMode(stream, name, settings, standing, this::onInterest)
                : new PullMode(stream, settings, standing, pinned);
        throttle =
                new Throttle(settings, stream.messageBytesMax(), stream.reader().lastSeq(), stream.nowNs());
        acknowledgements = new Acknowledgements(stream, this, progress, cursor, advisories);
        var redelivery = new Redelivery(readAhead(), progress, advisories, acknowledgements);
        var parts = new ConsumerParts(progress, cursor, mode, redelivery, throttle, ackTimer);
        dispatch = new Dispatch(stream, this, parts);
        interest = new Interest(stream.reader(), progress, cursor, acknowledgements);
        timing = new Timing(stream, this, parts, new Pause(stream, advisories));
        subscriptions = new Subscriptions(stream, this);
        description = new Description(stream, progress, cursor, pinned);
    }

    private ReadAhead readAhead() {
        return new ReadAhead(stream.reader(), stream::work, stream::execute, this::wake);
    }

    // ------------------------------------------------------------------ its life, as Consumers directs it

    /** Starts where the configuration says. */
    void start() {
        StartPosition position =
                StartPosition.of(settings.config(), stream.config().maxMessagesPerSubject(), stream.reader());
        progress.start(position.seq());
        cursor.start(position);
        open();
    }

    /** Starts where it was; false when the bytes are not the record of a state, and it has started anew. */
    boolean resume(byte[] state, StateRecord record) {
        StateRecord.Resumption resumption = record.decode(state, progress, wallOffsetNs());
        if (resumption == null) {
            start();
            return false;
        }
        goOn(resumption);
        return true;
    }

    /** Goes on where a backup says; what is gone from the stream is not waited for. */
    void resume(KeptState kept) {
        StateRecord.Resumption resumption = kept.restore(progress, wallOffsetNs());
        progress.forget(seq -> stream.reader().nextSeq(SubjectFilter.all(), seq) != seq);
        goOn(resumption);
    }

    private void goOn(StateRecord.Resumption resumption) {
        long lastSeq = stream.reader().lastSeq();
        if (progress.deliverySeq() > 0 && progress.streamSeq() > lastSeq) {
            progress.rewound(lastSeq);
        }
        long nextSeq = cursor.atMost(resumption.nextSeq());
        cursor.start(StartPosition.resumed(nextSeq, resumption.listEndSeq(), cursor.filter(), stream.reader()));
        ackTimer.look(stream.nowNs());
        open();
    }

    private void open() {
        subscriptions.open(settings);
        timing.start();
        wake();
    }

    /** Tells that it was created. */
    void announce() {
        advisories.created();
    }

    /** Ends its requests because the server shuts down. */
    void stop() {
        end(SHUTDOWN);
    }

    private void end(byte[] status) {
        if (!isStopped) {
            isStopped = true;
            timing.stop();
            subscriptions.close();
            mode.stop(status);
        }
    }

    boolean isStopped() {
        return isStopped;
    }

    /** Whether its state is written down. */
    boolean isKept() {
        return settings.isKept() && stream.config().storage() != StorageType.MEMORY;
    }

    byte[] encodeState(StateRecord record) {
        return record.encode(
                progress, new StateRecord.Resumption(cursor.nextSeq(), cursor.listEndSeq()), wallOffsetNs());
    }

    private long wallOffsetNs() {
        return stream.wallNs() - stream.nowNs();
    }

    SubjectFilter filter() {
        return cursor.filter();
    }

    // ------------------------------------------------------------------ what anybody on the loop may ask for

    /** Its name. */
    public String name() {
        return name;
    }

    /** What it is to be, complete; without a name where the server gave it one. */
    public ConsumerConfig config() {
        return settings.config();
    }

    /** When it was created. */
    public Instant created() {
        return created;
    }

    /** Whether somebody is there to deliver to; always false for a pull consumer. */
    public boolean isPushBound() {
        return mode.isPushBound();
    }

    /** What it is and how far it has come (D49). */
    public ConsumerInfo info() {
        return description.of(this, settings, mode);
    }

    /** What it is and how far it has come, as it stands in a backup (D30). */
    public KeptConsumer kept() {
        return new KeptConsumer(name, config(), KeptState.of(progress, cursor, settings, wallOffsetNs()), created);
    }

    /** Goes on with another configuration, complete and checked against this one; written with the next pass's end. */
    public void update(ConsumerConfig next) {
        ConsumerConfig before = config();
        settings = new ConsumerSettings(next);
        long nowNs = stream.nowNs();
        timing.update(before, settings, nowNs);
        throttle.update(settings);
        mode.update(settings);
        if (!StartPosition.filters(before).equals(StartPosition.filters(next))) {
            cursor.filter(SubjectFilter.of(StartPosition.filters(next)));
            owner.onFilterChanged(this);
        }
        if (next.sourcing()) {
            reset(0);
        }
        owner.onConfigChanged(this);
        wake();
        alarmBy(nowNs);
    }

    /** Delivers nothing until a time; null or a time that is past goes on (D38). The configuration tells the time from now on. */
    public void pause(@Nullable Instant until) {
        update(config().toBuilder().pauseUntil(until).build());
    }

    /** Starts again at a sequence, or behind the last acknowledged message for 0; forgets what waits for acknowledgement (D39). */
    public Reset reset(long seq) {
        String refusal = seq == 0 ? "" : StartPosition.refusalOfReset(config(), seq, stream.reader());
        if (!refusal.isEmpty()) {
            return new Reset(0, refusal);
        }
        long start = Math.max(1, seq == 0 ? progress.floorStreamSeq() + 1 : seq);
        progress.start(start);
        cursor.reset(start);
        owner.onFilterChanged(this); // what lies before is of no interest any more
        onProgress();
        wake();
        return new Reset(start, "");
    }

    /** Lets another client of a priority group be pinned; false when there is no such group, or it is of another policy (D40). */
    public boolean unpin(String group) {
        if (config().priorityPolicy() != PriorityPolicy.PINNED_CLIENT
                || !config().priorityGroups().contains(group)) {
            return false;
        }
        pinned.clear();
        advisories.unpinned(group, "admin");
        wake();
        return true;
    }

    /** Deletes it: ends its requests, forgets its state, and tells the stream (D36). */
    public void delete() {
        if (!isStopped) {
            advisories.deleted();
            end(DELETED);
            owner.onDeleted(this);
        }
    }

    /** Ends it because its stream is deleted. */
    void deleteWithStream() {
        end(DELETED);
    }

    // ------------------------------------------------------------------ what happens to the stream

    /** A message that matches was appended. Returns whether somebody may be there for it. */
    boolean onAppended(long seq) {
        cursor.onAppended(seq);
        return mode.isReady();
    }

    /** A message that matches was removed. */
    void onRemoved(long seq) {
        if (interest.onRemoved(seq)) {
            onProgress();
        }
    }

    /** Everything that matches before this sequence is gone, and perhaps some after it. */
    void onPurged(long firstSeq) {
        interest.onPurged(firstSeq);
        onProgress();
        wake();
    }

    /** The stream lost its newest messages, none of which was delivered. */
    void onRewound() {
        cursor.onRewound();
    }

    /** Whether it has not acknowledged a message that matches. */
    boolean isWanted(long seq) {
        return interest.isWanted(seq, config().ackPolicy());
    }

    // ------------------------------------------------------------------ what clients send

    void onAcknowledgement(ReceivedMessage message) {
        acknowledgements.onMessage(message);
    }

    /** Nobody got a delivery, of which this is the acknowledgement subject. Any thread. */
    void onUndelivered(byte[] ackSubject) {
        stream.execute(() -> {
            if (!isStopped) {
                acknowledgements.onUndelivered(ackSubject);
            }
        });
    }

    /** A request for messages. */
    void onRequest(byte[] reply, ReceivedMessage message) {
        if (mode instanceof PullMode) {
            try {
                int from = message.payloadFrom();
                int length = message.payloadLength();
                PullRequest request = PullRequest.parse(message.bytes(), from, length);
                pull(reply, request, PullRules.startsJson(message.bytes(), from, from + length));
            } catch (JsonException unreadable) {
                refuseRequest(reply, unreadable);
            }
        } else {
            outlet.status(reply, StatusMessage.of(ApiStatus.CONSUMER_IS_PUSH_BASED));
        }
    }

    /** Takes a request for messages, or refuses it. */
    void pull(byte[] reply, PullRequest request, boolean hasGroup) {
        if (!(mode instanceof PullMode pull)) {
            outlet.status(reply, StatusMessage.of(ApiStatus.CONSUMER_IS_PUSH_BASED));
        } else if (pull.request(reply, request, hasGroup)) {
            wake();
        }
    }

    void refuseRequest(byte[] reply, JsonException unreadable) {
        if (reply.length > 0) {
            outlet.status(reply, PullRules.bad(Objects.requireNonNullElse(unreadable.getMessage(), "")));
        }
    }

    /** An answer to a flow control request, perhaps with what it acknowledges. */
    void onFlowAnswer(String subject, long deliverySeq, long seq) {
        if (mode instanceof PushMode push && push.onFlowAnswer(subject)) {
            if (settings.ackPolicy() == AckPolicy.FLOW_CONTROL && seq > 0) {
                acknowledgements.acknowledge(seq, Math.max(0, deliverySeq), 0);
            }
            wake();
        }
    }

    // ------------------------------------------------------------------ what its parts tell it

    ConsumerSettings settings() {
        return settings;
    }

    /** What is to be written down has changed. */
    void onProgress() {
        owner.onProgress(this);
    }

    /** A message went. */
    void onDelivered(OutgoingMessage message) {
        if (mode instanceof PushMode push) {
            push.onDelivered(message);
        }
        onProgress();
    }

    /** A client has shown that it is there. */
    void onUse() {
        timing.onUse();
    }

    private void onInterest() {
        long nowNs = stream.nowNs();
        timing.onInterest(nowNs);
        wake();
        alarmBy(nowNs);
    }

    /** Answers an acknowledgement now. */
    void answer(byte[] reply) {
        outlet.empty(reply);
    }

    /** Answers an acknowledgement once it outlives a crash (D183), and then does something else. */
    void answerWhenDurable(byte[] reply, Runnable afterwards) {
        Runnable answer = () -> {
            outlet.empty(reply);
            afterwards.run();
        };
        if (isKept()) {
            owner.whenDurable(answer);
        } else {
            answer.run();
        }
    }

    /** Looks at what is pending by this time. */
    void lookAtPendingBy(long atNs) {
        timing.lookAtPendingBy(atNs);
    }

    void alarmBy(long atNs) {
        timing.by(atNs);
    }

    // ------------------------------------------------------------------ its turns

    /** Has a turn soon. */
    void wake() {
        if (!isStopped) {
            owner.wake(this);
        }
    }

    /** Delivers what can be delivered, for a while. */
    Dispatch.Turn turn() {
        long nowNs = stream.nowNs();
        if (isStopped) {
            return Dispatch.Turn.IDLE;
        }
        if (timing.isPaused(nowNs)) {
            mode.onIdle(true, nowNs);
            alarmBy(mode.onTime(nowNs));
            return Dispatch.Turn.IDLE;
        }
        Dispatch.Turn turn = dispatch.run(settings, nowNs);
        alarmBy(mode.onTime(nowNs));
        return turn;
    }
}
