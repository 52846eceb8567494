package io.natter.client.jetstream;

import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionListener;
import io.natter.client.ConnectionState;
import io.natter.client.InterruptedWaitException;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.Outgoing;
import io.natter.client.RequestTimeoutException;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import io.natter.client.WhenFull;
import io.natter.protocol.Nuid;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A publisher whose window is a table of slots, each with a reply subject of its own.
 *
 * <p>Thread-safe. A slot is taken by a send and given back by its acknowledgement; a message that is sent again gets another reply subject, so that a
 * late answer to the first finds nobody. Nothing is allocated for what only waits.
 *
 * <pre>
 *  _INBOX . 2hYtXUqKjgGSrUyXQK3xg1 . 17        slot 17, first try
 *  _INBOX . 2hYtXUqKjgGSrUyXQK3xg1 . 17_3      the same slot, after three tries in all
 * </pre>
 */
final class WindowedPublisher implements JetStreamPublisher {
    /** How long a sender that found the window full waits for more than one place. */
    private static final long MOMENT_NS = 2_000_000;

    private final NatsConnection connection;
    private final Api api;
    private final PublisherOptions options;
    private final String prefix;
    private final int enough; // places at which whoever found the window full goes on at once
    private final ConnectionListener listener = this::onEvent;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition room = lock.newCondition();
    private final Condition settled = lock.newCondition();
    // guarded by lock
    private final Window window;
    private @Nullable NatsException failure;
    private boolean isClosed;
    private long acknowledged;
    private long duplicates;
    private @Nullable Alarm check;
    private @Nullable Subscription acks;

    private WindowedPublisher(Api api, PublisherOptions options) {
        this.api = api;
        this.connection = api.connection();
        this.options = options;
        this.prefix = connection.newInbox() + '.';
        this.window = new Window(prefix, options.window());
        this.enough = Math.max(1, options.window() / 4);
    }

    static WindowedPublisher open(Api api, PublisherOptions options) {
        WindowedPublisher publisher = new WindowedPublisher(api, options);
        publisher.begin();
        return publisher;
    }

    private void begin() {
        SubscribeOptions bounds =
                SubscribeOptions.DEFAULTS.withPending(2 * options.window() + 64, Long.MAX_VALUE, WhenFull.DROP_NEW);
        Subscription subscription = connection.subscribe(prefix + '*', bounds, this::onAnswer);
        connection.addListener(listener);
        lock.lock();
        try {
            acks = subscription;
        } finally {
            lock.unlock();
        }
        checkLater();
    }

    // ---- sending ----

    @Override
    public void send(String subject, Object value) {
        send(Outgoing.of(subject, value), PublishOptions.DEFAULTS);
    }

    @Override
    public void send(String subject, Object value, PublishOptions publish) {
        send(Outgoing.of(subject, value), publish);
    }

    @Override
    public void send(Outgoing message, PublishOptions publish) {
        if (message.replyTo() != null) {
            throw new IllegalArgumentException(
                    "send: got the reply subject \"" + message.replyTo() + "\", expected none");
        }
        Outgoing prepared = prepared(message, publish);
        int slot;
        String reply;
        lock.lock();
        try {
            slot = awaitRoom();
            window.fill(slot, prepared, System.nanoTime());
            reply = window.replyOf(slot);
        } finally {
            lock.unlock();
        }
        try {
            connection.publish(prepared.withReplyTo(reply));
        } catch (RuntimeException notSent) {
            release(slot);
            throw notSent;
        }
    }

    private Outgoing prepared(Outgoing message, PublishOptions publish) {
        boolean isPlain = publish.equals(PublishOptions.DEFAULTS);
        if (isPlain && !options.generateIds()) {
            return message;
        }
        Feature.require(publish, connection);
        Headers headers = PublishHeaders.of(message.headers(), publish);
        if (options.generateIds() && headers.first(JetStreamHeaders.MESSAGE_ID) == null) {
            headers = headers.toBuilder()
                    .set(JetStreamHeaders.MESSAGE_ID, Nuid.next())
                    .build();
        }
        return message.withHeaders(headers);
    }

    private int awaitRoom() {
        int slot = takeSlot();
        if (slot >= 0) {
            return slot;
        }
        long left = Ranges.nanos(options.timeout());
        try {
            while (slot < 0) {
                if (left <= 0) {
                    throw new RequestTimeoutException("send: no room in the window of " + options.window()
                            + " messages within " + options.timeout() + "; nothing was sent");
                }
                left = room.awaitNanos(left);
                awaitEnough();
                slot = takeSlot();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("send: interrupted while the window was full; nothing was sent");
        } finally {
            if (window.free() > 0) {
                room.signal(); // others wait for what is left
            }
        }
        return slot;
    }

    /** Where a little is free, waits a moment for more: who wakes for each place writes each message by itself (C4). */
    private void awaitEnough() throws InterruptedException {
        long left = MOMENT_NS;
        while (window.free() > 0 && window.free() < enough && left > 0 && failure == null && !isClosed) {
            left = room.awaitNanos(left);
        }
    }

    private int takeSlot() {
        if (isClosed) {
            throw new IllegalStateException("send: the publisher is closed");
        }
        throwFailure();
        return window.take();
    }

    private void throwFailure() {
        NatsException first = failure;
        if (first != null) {
            throw first;
        }
    }

    private void release(int slot) {
        lock.lock();
        try {
            giveBack(slot);
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(int slot) {
        window.clear(slot);
        int free = window.free();
        if (free == enough) {
            room.signalAll();
        } else if (free == 1) {
            room.signal(); // who wakes passes it on
        }
        if (window.inFlight() == 0) {
            settled.signalAll();
        }
    }

    // ---- answers ----

    private void onAnswer(Message answer) {
        int slot = window.slotOf(answer.subject());
        if (slot < 0) {
            return;
        }
        boolean isPlain = PlainPubAck.sequence(answer.payload()) >= 0;
        boolean isRefused = !isPlain && answer.isError();
        boolean isDuplicate = false;
        NatsException refusal = null;
        try {
            isDuplicate =
                    !isPlain && !isRefused && PubAckReader.read("", answer).duplicate();
        } catch (NatsException noAcknowledgement) {
            refusal = noAcknowledgement;
        }
        Window.Sent sent;
        lock.lock();
        try {
            Outgoing message = window.messageOf(slot, answer.subject());
            if (message == null) {
                return; // a late answer to an earlier try
            }
            if (!isRefused && refusal == null) {
                acknowledged++;
                duplicates += isDuplicate ? 1 : 0;
                giveBack(slot);
                return;
            }
            sent = window.sentOf(slot, message);
        } finally {
            lock.unlock();
        }
        if (isRefused) {
            refused(sent);
        } else {
            fail(refusal(sent.message(), answer));
        }
    }

    // Read once more, for the words about this message.
    private static NatsException refusal(Outgoing message, Message answer) {
        try {
            throw new IllegalStateException(
                    "got " + PubAckReader.read(message.subject(), answer) + ", expected a refusal");
        } catch (NatsException refusal) {
            return refusal;
        }
    }

    private void refused(Window.Sent sent) {
        NatsException nobody = ConnectedJetStream.noStream(sent.message().subject());
        Optional<Duration> delay = api.options().publishRetry().delayAfter(sent.tries(), nobody);
        if (delay.isEmpty()) {
            fail(nobody);
            return;
        }
        Alarm.after(delay.get(), api.executor(), () -> sendAgain(sent)); // a slot that is free by then is left alone
    }

    private void sendAgain(Window.Sent sent) {
        String reply;
        lock.lock();
        try {
            if (isClosed || failure != null || !window.again(sent)) {
                return;
            }
            reply = window.replyOf(sent.slot());
        } finally {
            lock.unlock();
        }
        try {
            connection.publish(sent.message().withReplyTo(reply));
        } catch (NatsException notSent) {
            fail(notSent);
        }
    }

    private void onEvent(NatsConnection from, ConnectionEvent event) {
        if (!(event instanceof ConnectionEvent.StateChanged change)) {
            return;
        }
        if (change.to() == ConnectionState.CLOSED) {
            fail(new ConnectionClosedException(
                    "publisher: the connection is closed; what is not acknowledged may be stored or not"));
        } else if (Api.isReconnect(event)) {
            for (Window.Sent sent : unacknowledged()) {
                if (sent.message().headers().first(JetStreamHeaders.MESSAGE_ID) != null) {
                    sendAgain(sent);
                }
            }
        }
    }

    private Iterable<Window.Sent> unacknowledged() {
        lock.lock();
        try {
            return window.sent();
        } finally {
            lock.unlock();
        }
    }

    // ---- deadlines ----

    private void checkLater() {
        Duration soon = options.timeout().dividedBy(4);
        lock.lock();
        try {
            if (!isClosed) {
                check = Alarm.after(soon, api.executor(), this::checkDeadlines);
            }
        } finally {
            lock.unlock();
        }
    }

    private void checkDeadlines() {
        Outgoing late;
        lock.lock();
        try {
            late = window.sentBefore(System.nanoTime() - Ranges.nanos(options.timeout()));
        } finally {
            lock.unlock();
        }
        if (late != null) {
            fail(new RequestTimeoutException("publish to \"" + late.subject() + "\": no acknowledgement within "
                    + options.timeout().toMillis() + " ms; it may be stored"));
        }
        checkLater();
    }

    private void fail(NatsException cause) {
        lock.lock();
        try {
            if (failure == null) {
                failure = cause;
            }
            room.signalAll();
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    // ---- ending ----

    @Override
    public void flush() {
        lock.lock();
        try {
            while (window.inFlight() > 0 && failure == null) {
                settled.await();
            }
            throwFailure();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("flush: interrupted; what is in flight may be stored or not");
        } finally {
            lock.unlock();
        }
    }

    @Override
    public int inFlight() {
        lock.lock();
        try {
            return window.inFlight();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long acknowledged() {
        lock.lock();
        try {
            return acknowledged;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long duplicates() {
        lock.lock();
        try {
            return duplicates;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (isClosed) {
                return;
            }
        } finally {
            lock.unlock();
        }
        try {
            flush();
        } finally {
            end();
        }
    }

    private void end() {
        Subscription subscription;
        lock.lock();
        try {
            isClosed = true;
            subscription = acks;
            if (check != null) {
                check.cancel();
            }
            room.signalAll();
        } finally {
            lock.unlock();
        }
        connection.removeListener(listener);
        if (subscription != null) {
            subscription.close();
        }
    }
}
