package io.natter.client.jetstream;

import io.natter.client.ConnectionLostException;
import io.natter.client.Message;
import io.natter.client.NatsException;
import io.natter.client.Outgoing;
import io.natter.client.RequestTimeoutException;
import io.natter.client.SubscribeOptions;
import io.natter.client.SyncSubscription;
import io.natter.client.WhenFull;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.json.JsonException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A batch whose messages carry its state in their reply subjects; answers come to one subscription, and are read by whoever sends.
 *
 * <p>Thread-safe. The lock is held while a message is sent, since numbers must arrive in order, and while room is waited for. Acknowledgements may be lost:
 * each stands for all before it, and after a second of silence a ping asks for the last one again.
 *
 * <pre>
 *  _INBOX . 2hYtXUqKjgGSrUyXQK3xg1 . 100 . fail . 17 . 1 . $FI     seventeenth message of a batch
 *           id                       flow  gaps   number  operation
 * </pre>
 */
final class FlowingBatch implements FastBatch {
    private static final Duration SILENCE = Duration.ofSeconds(1);
    private static final Duration KEEP_OPEN = Duration.ofSeconds(3); // of ten after which the stream forgets it
    private static final int ANSWERS_MAX = 10_000;

    private static final int START = 0;
    private static final int APPEND = 1;
    private static final int COMMIT = 2;
    private static final int COMMIT_ONLY = 3;
    private static final int PING = 4;

    private final Api api;
    private final FastBatchOptions options;
    private final String inbox;
    private final SyncSubscription answers;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private String subject = ""; // of the last message: commits and pings must reach its stream
    private long sent;
    private long acknowledged;
    private long flow = 1;
    private boolean isBegun;
    private boolean isCommitting;
    private boolean isOver;
    private long sentAtLastCheck;
    private @Nullable NatsException problem; // what makes the stream end it
    private @Nullable NatsException failure;
    private @Nullable PubAck end;
    private volatile @Nullable Alarm alarm;

    private FlowingBatch(Api api, FastBatchOptions options) {
        this.api = api;
        this.options = options;
        this.inbox = api.connection().newInbox();
        this.answers = api.connection()
                .subscribe(
                        inbox + ".>",
                        SubscribeOptions.DEFAULTS.withPending(ANSWERS_MAX, Long.MAX_VALUE, WhenFull.DROP_OLD));
    }

    static FlowingBatch open(Api api, FastBatchOptions options) {
        Feature.require("fast batch", "2.14.0", api.connection());
        FlowingBatch batch = new FlowingBatch(api, options);
        batch.keepOpenLater();
        return batch;
    }

    @Override
    public String id() {
        return inbox.substring(inbox.lastIndexOf('.') + 1);
    }

    @Override
    public long sent() {
        lock.lock();
        try {
            return sent;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long acknowledged() {
        lock.lock();
        try {
            takeWaiting();
            return acknowledged;
        } finally {
            lock.unlock();
        }
    }

    // ---- sending ----

    @Override
    public long send(String to, Object value) {
        return send(Outgoing.of(to, value), PublishOptions.DEFAULTS);
    }

    @Override
    public long send(String to, Object value, PublishOptions publish) {
        return send(Outgoing.of(to, value), publish);
    }

    @Override
    public long send(Outgoing message, PublishOptions publish) {
        Outgoing prepared = prepared(message, publish);
        lock.lock();
        try {
            requireOpen();
            awaitRoom();
            transmit(prepared, sent == 0 ? START : APPEND);
            if (!isBegun) {
                awaitBegin();
            }
            return sent;
        } finally {
            lock.unlock();
        }
    }

    private Outgoing prepared(Outgoing message, PublishOptions publish) {
        if (message.replyTo() != null) {
            throw new IllegalArgumentException(
                    "batch: got the reply subject \"" + message.replyTo() + "\", expected none");
        }
        Feature.require(publish, api.connection());
        return message.withHeaders(PublishHeaders.of(message.headers(), publish));
    }

    private void transmit(Outgoing message, int operation) {
        api.connection().publish(message.withReplyTo(reply(sent + 1, operation)));
        subject = message.subject();
        sent++;
    }

    private String reply(long number, int operation) {
        String gaps = options.gapListener() == null ? "fail" : "ok";
        return inbox + '.' + options.flow() + '.' + gaps + '.' + number + '.' + operation + ".$FI";
    }

    private void ping() {
        api.connection().publish(Outgoing.of(subject, Api.EMPTY).withReplyTo(reply(sent, PING)));
    }

    private void requireOpen() {
        if (isOver && failure == null) {
            throw new IllegalStateException("batch: it is committed already");
        }
        takeWaiting();
        throwFailure();
    }

    // ---- waiting ----

    private void awaitRoom() {
        while (sent >= acknowledged + flow * options.acknowledgements()) {
            takeOne();
            throwFailure();
        }
    }

    private void awaitBegin() {
        while (!isBegun) {
            takeOne();
            throwFailure();
        }
    }

    private PubAck awaitEnd() {
        PubAck last = end;
        while (last == null) {
            takeOne();
            throwIfFailed();
            last = end;
        }
        return last;
    }

    private void takeWaiting() {
        for (Message answer = answers.poll(); answer != null; answer = answers.poll()) {
            take(answer);
        }
    }

    private void takeOne() {
        long endNs = System.nanoTime() + Ranges.nanos(options.timeout());
        Optional<Message> answer = next(endNs);
        while (answer.isEmpty() && answers.isActive() && System.nanoTime() - endNs < 0) {
            if (isBegun && !isCommitting && problem == null) {
                ping();
            }
            answer = next(endNs);
        }
        if (answer.isPresent()) {
            take(answer.get());
        } else {
            fail(silence());
        }
    }

    private Optional<Message> next(long endNs) {
        Duration left = Duration.ofNanos(Math.max(1, endNs - System.nanoTime()));
        return answers.next(left.compareTo(SILENCE) < 0 ? left : SILENCE);
    }

    private NatsException silence() {
        return answers.isActive()
                ? new RequestTimeoutException("batch: the stream said nothing for "
                        + options.timeout().toMillis() + " ms; what is behind message " + acknowledged
                        + " may be stored")
                : new ConnectionLostException(
                        "batch: the connection is closed; what is behind message " + acknowledged + " may be stored");
    }

    // ---- answers ----

    private void take(Message answer) {
        if (answer.isError()) {
            NatsException nobody = ConnectedJetStream.noStream(subject);
            if (isBegun && !isCommitting) {
                tell(nobody);
            } else {
                fail(nobody);
            }
            return;
        }
        FlowAnswer said = FlowAnswer.read(answer);
        switch (said.kind()) {
            case ACK -> {
                isBegun = true;
                acknowledged = Math.max(acknowledged, said.sequence());
                flow = Math.max(1, said.number());
            }
            case GAP ->
                tell(new ConnectionLostException("batch: messages " + said.number() + " to " + (said.sequence() - 1)
                        + " were lost on their way"));
            case ERROR ->
                tell(new JetStreamApiException("message " + said.sequence() + " of the batch", error(answer)));
            case END -> ended(answer);
        }
    }

    private static ApiError error(Message answer) {
        try {
            return ApiResponse.errorOf(answer.payload()).orElseGet(() -> new ApiError(500, 0, "no error told"));
        } catch (JsonException unreadable) {
            return new ApiError(500, 0, "an error that cannot be read");
        }
    }

    /** Something was not stored: one is told and it goes on, or the stream is about to end the batch. */
    private void tell(NatsException what) {
        if (options.gapListener() != null) {
            options.gapListener().accept(what);
        } else if (problem == null) {
            problem = what;
        }
    }

    private void ended(Message answer) {
        try {
            PubAck last = PubAckReader.read(subject, answer);
            end = last;
            acknowledged = Math.max(acknowledged, last.batchCount());
            if (!isCommitting || problem != null) {
                fail(new BatchEndedException(last.batchCount(), problem));
            }
        } catch (NatsException refused) {
            fail(refused);
        }
    }

    private void fail(NatsException cause) {
        if (failure == null) {
            failure = cause;
        }
        over();
    }

    /** Throws what ended it; where it is about to be ended, waits for the stream's last word on it. */
    private void throwFailure() {
        if (problem != null && failure == null) {
            awaitEnd();
        }
        throwIfFailed();
    }

    private void throwIfFailed() {
        NatsException cause = failure;
        if (cause != null) {
            throw cause;
        }
    }

    // ---- keeping it open ----

    private void keepOpenLater() {
        alarm = Alarm.after(KEEP_OPEN, api.executor(), this::keepOpen);
    }

    private void keepOpen() {
        boolean isFree = lock.tryLock(); // who holds it sends, or pings when it waits long
        try {
            if (isFree && isOver) {
                return;
            }
            if (isFree && isBegun && sent == sentAtLastCheck) {
                takeWaiting();
                ping();
            }
            if (isFree) {
                sentAtLastCheck = sent;
            }
        } catch (NatsException cannotBeSent) {
            fail(cannotBeSent);
        } finally {
            if (isFree) {
                lock.unlock();
            }
        }
        keepOpenLater();
    }

    // ---- ending ----

    @Override
    public PubAck commit() {
        lock.lock();
        try {
            requireOpen();
            if (sent == 0) {
                throw new IllegalStateException("batch: got no message, expected at least one");
            }
            return commit(Outgoing.of(subject, Api.EMPTY), COMMIT_ONLY);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public PubAck commit(Outgoing last, PublishOptions publish) {
        Outgoing prepared = prepared(last, publish);
        lock.lock();
        try {
            requireOpen();
            return commit(prepared, COMMIT);
        } finally {
            lock.unlock();
        }
    }

    private PubAck commit(Outgoing last, int operation) {
        isCommitting = true;
        try {
            transmit(last, operation);
            return awaitEnd();
        } finally {
            over();
        }
    }

    private void over() {
        isOver = true;
        Alarm due = alarm;
        if (due != null) {
            due.cancel();
        }
        answers.close();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!isOver && sent == 0) {
                over();
            } else if (!isOver) {
                commit();
            }
        } finally {
            lock.unlock();
        }
    }
}
