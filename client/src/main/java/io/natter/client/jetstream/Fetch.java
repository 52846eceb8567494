package io.natter.client.jetstream;

import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionListener;
import io.natter.client.ConnectionLostException;
import io.natter.client.ConnectionState;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.Outgoing;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.jetstream.AckSubject;
import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.PullRequest;
import io.natter.protocol.jetstream.PullRequestBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One batch of messages: asked for once, and again for the rest when contact was lost (ADR-37, fetch).
 *
 * <p>Confined to the caller's thread, but for {@link #onEvent}, which notes that the connection is another one and wakes the caller: asking, and having
 * the consumer again, is the caller's work alone. The server's limit is a little before the caller's, so that what is sent at the last moment still
 * arrives.
 */
final class Fetch {
    private static final Duration SLACK_MOST = Duration.ofMillis(50);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration SILENCE_MOST = HEARTBEAT.multipliedBy(2).plusMillis(300);
    /** What was asked of a server that left is never answered. */
    private static final Duration RENEWAL_MOST = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Api api;
    private final Origin origin;
    private final FetchOptions options;
    private final FetchInbox.Shelf shelf;
    private final FetchInbox inbox;
    private final long endNs;
    private final List<JetStreamMessage> messages = new ArrayList<>();
    private int missing;
    private int asked; // requests
    private boolean isAnswered; // whole: nothing of the last request is on its way any more
    private @Nullable ServerInfo
            askedOn; // the connection the last request went out on; null where the next one takes it along
    // written by whoever tells of a reconnect, and the caller
    private volatile boolean isReconnected;
    private volatile CompletableFuture<?> awaited = new CompletableFuture<>(); // what the caller may be waiting for

    Fetch(Api api, Origin origin, FetchInbox.Shelf shelf, FetchOptions options) {
        this.api = api;
        this.origin = origin;
        this.options = options;
        this.shelf = shelf;
        this.inbox = shelf.take();
        Duration patience = options.patience().isZero() ? api.options().timeout() : options.patience();
        this.endNs = System.nanoTime() + Ranges.nanos(patience);
        this.missing = options.maxMessages();
    }

    List<JetStreamMessage> run() {
        return run(null);
    }

    /** The same; the first request goes with the acknowledgement of a message, if there is one that has none. */
    List<JetStreamMessage> run(@Nullable DeliveredMessage done) {
        NatsConnection connection = api.connection();
        ConnectionListener listener = this::onEvent;
        connection.addListener(listener);
        try {
            boolean goesOn = begin(done);
            while (goesOn && missing > 0) {
                goesOn = take();
            }
            isAnswered |= missing == 0;
        } finally {
            connection.removeListener(listener);
            if (isAnswered && asked == 1) {
                shelf.giveBack(inbox);
            } else {
                inbox.close(); // what is late comes again elsewhere
            }
        }
        return messages;
    }

    private boolean begin(@Nullable DeliveredMessage done) {
        if (!origin.isMade()) {
            return lost();
        }
        if (done == null) {
            ask();
            return true;
        }
        String reply = nextReply();
        if (!done.ackForNext(request(), reply)) {
            publish(reply);
        }
        return true;
    }

    /** A reconnect is noted, and the caller wakes to see to it. */
    void onEvent(NatsConnection connection, ConnectionEvent event) {
        if (Api.isReconnect(event)) {
            isReconnected = true;
            awaited.completeExceptionally(new ConnectionLostException("fetch: the connection was lost meanwhile"));
            inbox.subscription().wakeUp();
        }
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, endNs - System.nanoTime()));
    }

    // ---- asking ----

    private void ask() {
        publish(nextReply());
    }

    private void publish(String reply) {
        String subject = origin.requestSubject();
        if (subject == null) {
            return; // another fetch makes the consumer anew this moment: the silence that follows has it made again
        }
        api.connection().publish(Outgoing.of(subject, request()).withReplyTo(reply));
    }

    private String nextReply() {
        asked++;
        NatsConnection connection = api.connection();
        askedOn = connection.state() == ConnectionState.CONNECTED ? connection.serverInfo() : null;
        return inbox.next();
    }

    private byte[] request() {
        Duration left = left();
        PullRequestBuilder request = PullRequest.builder().batch(missing).maxBytes(options.maxBytes());
        if (options.patience().isZero()) {
            request.noWait(true);
        } else {
            waiting(request, left);
        }
        PriorityOptions group = options.group();
        if (group != null) {
            request = PullFeed.priority(request, group);
        }
        return PullRequest.JSON.write(request.build());
    }

    private static void waiting(PullRequestBuilder request, Duration left) {
        Duration tenth = left.dividedBy(10);
        Duration slack = tenth.compareTo(SLACK_MOST) > 0 ? SLACK_MOST : tenth;
        Duration expires = left.minus(slack);
        request.expires(expires.toMillis() < 1 ? Duration.ofMillis(1) : expires);
        if (expires.compareTo(HEARTBEAT.multipliedBy(2)) >= 0) {
            request.idleHeartbeat(HEARTBEAT);
        }
    }

    // ---- taking ----

    /** Takes what there is; false when no more is to be waited for. */
    private boolean take() {
        boolean isOther = isReconnected;
        Duration left = left();
        Duration wait = left.compareTo(SILENCE_MOST) > 0 ? SILENCE_MOST : left;
        long untilNs = System.nanoTime() + wait.toNanos();
        List<Message> taken = inbox.subscription().next(missing, isOther ? Duration.ZERO : wait);
        if (taken.isEmpty()) {
            if (isOther) {
                return reconnected();
            }
            boolean isWoken =
                    System.nanoTime() - untilNs < 0 && inbox.subscription().isActive();
            return isWoken || silence();
        }
        boolean goesOn = true;
        for (Message message : taken) {
            goesOn &= taken(message);
        }
        return goesOn;
    }

    /** Whether more is to be waited for after this one. */
    private boolean taken(Message message) {
        String reply = message.replyTo();
        if (reply == null || !reply.startsWith(AckSubject.PREFIX)) {
            return status(message);
        }
        DeliveredMessage accepted = origin.accept(message, reply);
        if (accepted == null) {
            return !origin.isBehindGap(reply) || lost();
        }
        add(accepted);
        return true;
    }

    private void add(DeliveredMessage accepted) {
        messages.add(accepted);
        missing = options.maxMessages() - messages.size();
    }

    /** Nothing waits, and the connection may be another one than that of the last request. */
    private boolean reconnected() {
        isReconnected = false;
        ServerInfo now = api.connection().serverInfo();
        boolean isKept = askedOn == null && origin.goesOn() && api.keepsWhenDisconnected();
        if (isKept || Objects.equals(askedOn, now)) {
            askedOn = now;
            return true; // the request went out on this one: word of an earlier loss may come late
        }
        return again();
    }

    private boolean silence() {
        if (!inbox.subscription().isActive()) {
            return closed();
        }
        if (left().isZero()) {
            return false;
        }
        return api.connection().state() != ConnectionState.CONNECTED || again();
    }

    private boolean closed() {
        if (messages.isEmpty()) {
            throw new ConnectionClosedException("fetch: the connection is closed");
        }
        return false;
    }

    private boolean again() {
        if (!origin.goesOn()) {
            return lost();
        }
        ask();
        return true;
    }

    private boolean status(Message message) {
        ApiStatus known = Statuses.of(message.headers().status());
        boolean isOld = !inbox.isLast(message.subject());
        if (isOld || known == ApiStatus.IDLE_HEARTBEAT) {
            return isOld || heartbeat(message);
        }
        if (known == null) {
            throw Statuses.exception(origin.title(), message.headers().status());
        }
        return switch (known) {
            case NO_MESSAGES, REQUEST_TIMEOUT, REQUESTS_PENDING, INTEREST_EXPIRED, BATCH_COMPLETED -> {
                isAnswered = true;
                yield false;
            }
            case MESSAGE_SIZE_EXCEEDS_MAX_BYTES -> tooLarge(message);
            case NO_RESPONDERS, LEADERSHIP_CHANGE, SERVER_SHUTDOWN, EXCEEDED_MAX_WAITING -> lost();
            case CONSUMER_DELETED -> deleted(message);
            default ->
                throw Statuses.exception(origin.title(), message.headers().status());
        };
    }

    private boolean heartbeat(Message message) {
        return origin.isWhole(StoredMessages.number(message.headers(), JetStreamHeaders.LAST_CONSUMER)) || lost();
    }

    private boolean tooLarge(Message message) {
        if (messages.isEmpty()) {
            throw Statuses.exception(origin.title(), message.headers().status());
        }
        return false;
    }

    private boolean deleted(Message message) {
        if (origin.goesOn()) {
            throw Statuses.exception(origin.title(), message.headers().status());
        }
        return lost();
    }

    /** Nobody answers for the consumer: finds out whether it is there, and asks again, from moment to moment. */
    private boolean lost() {
        boolean isThere = renew();
        while (!isThere
                && missing > 0
                && !left().isZero()
                && inbox.subscription().isActive()) {
            pause();
            isThere = missing > 0 && renew();
        }
        return isThere || (!inbox.subscription().isActive() && closed());
    }

    // Nothing comes while nothing is asked for; what does come late is as good as any.
    private void pause() {
        Duration left = left();
        Optional<Message> late = inbox.subscription().next(PAUSE.compareTo(left) > 0 ? left : PAUSE);
        late.ifPresent(message -> {
            String reply = message.replyTo();
            DeliveredMessage accepted = reply == null ? null : origin.accept(message, reply);
            if (accepted != null) {
                add(accepted);
            }
        });
    }

    private boolean renew() {
        isReconnected = false;
        try {
            CompletableFuture<?> renewal =
                    origin.renew().copy(); // what comes later than this waits is known to the origin still
            awaited = renewal;
            if (isReconnected) {
                return false; // between the two lines
            }
            renewal.orTimeout(RENEWAL_MOST.toMillis(), TimeUnit.MILLISECONDS).join();
        } catch (CompletionException | NatsException failure) { // a connection that is lost refuses at once
            Throwable cause = Api.cause(failure);
            if (origin.isFinal(cause) && cause instanceof NatsException refused) {
                throw refused;
            }
            return false;
        }
        ask();
        return true;
    }
}
