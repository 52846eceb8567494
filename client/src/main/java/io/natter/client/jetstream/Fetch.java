package io.natter.client.jetstream;

import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionListener;
import io.natter.client.ConnectionState;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.Outgoing;
import io.natter.client.SyncSubscription;
import io.natter.protocol.jetstream.AckSubject;
import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.PullRequest;
import io.natter.protocol.jetstream.PullRequestBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One batch of messages: asked for once, and again for the rest when contact was lost (ADR-37, fetch).
 *
 * <p>Confined to the caller's thread, but for what a reconnect does. The server's limit is a little before the caller's, so that what is sent at the
 * last moment still arrives.
 */
final class Fetch {
    private static final Duration SLACK_MOST = Duration.ofMillis(50);
    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration SILENCE_MOST = HEARTBEAT.multipliedBy(2).plusMillis(300);
    /** What was asked on a connection that is lost since is never answered. */
    private static final Duration RENEWAL_MOST = Duration.ofSeconds(1);

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Api api;
    private final Origin origin;
    private final FetchOptions options;
    private final FetchInbox.Shelf shelf;
    private final FetchInbox inbox;
    private final long endNs;
    private final List<JetStreamMessage> messages = new ArrayList<>();
    private volatile int missing;
    private boolean isAnswered; // whole: nothing of the last request is on its way any more

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
            if (done == null || !done.ackForNext(request(), inbox.next())) {
                ask();
            }
            boolean goesOn = true;
            while (goesOn && missing > 0) {
                goesOn = take(inbox.subscription());
            }
            isAnswered |= missing == 0;
        } finally {
            connection.removeListener(listener);
            if (isAnswered) {
                shelf.giveBack(inbox);
            } else {
                inbox.close(); // what is late comes again elsewhere
            }
        }
        return messages;
    }

    private void onEvent(NatsConnection connection, ConnectionEvent event) {
        if (Api.isReconnect(event)) {
            try {
                reconnected();
            } catch (NatsException lostAgain) {
                // the next connection asks again
            }
        }
    }

    private void reconnected() {
        if (origin.goesOn()) {
            ask();
        } else {
            origin.renew().thenRun(this::ask);
        }
    }

    private Duration left() {
        return Duration.ofNanos(Math.max(0, endNs - System.nanoTime()));
    }

    // ---- asking ----

    private void ask() {
        byte[] body = request();
        api.connection().publish(Outgoing.of(origin.requestSubject(), body).withReplyTo(inbox.next()));
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

    /** Takes one message; false when no more is to be waited for. */
    private boolean take(SyncSubscription subscription) {
        Duration left = left();
        Duration wait = left.compareTo(SILENCE_MOST) > 0 ? SILENCE_MOST : left;
        Optional<Message> taken = subscription.next(wait);
        if (taken.isEmpty()) {
            return silence(subscription);
        }
        Message message = taken.get();
        String reply = message.replyTo();
        if (reply == null || !reply.startsWith(AckSubject.PREFIX)) {
            return status(message, subscription);
        }
        DeliveredMessage accepted = origin.accept(message, reply);
        if (accepted != null) {
            messages.add(accepted);
            missing = options.maxMessages() - messages.size();
        } else if (origin.isBehindGap(reply)) {
            renew();
        }
        return true;
    }

    private boolean silence(SyncSubscription subscription) {
        if (!subscription.isActive()) {
            if (messages.isEmpty()) {
                throw new ConnectionClosedException("fetch: the connection is closed");
            }
            return false;
        }
        if (left().isZero()) {
            return false;
        }
        if (api.connection().state() == ConnectionState.CONNECTED) {
            again();
        }
        return true;
    }

    private void again() {
        if (origin.goesOn()) {
            ask();
        } else {
            renew();
        }
    }

    private boolean status(Message message, SyncSubscription subscription) {
        ApiStatus known = Statuses.of(message.headers().status());
        boolean isOld = !inbox.isLast(message.subject());
        if (isOld || known == ApiStatus.IDLE_HEARTBEAT) {
            return isOld || heartbeat(message);
        }
        if (known == null) {
            throw Statuses.exception(origin.requestSubject(), message.headers().status());
        }
        return switch (known) {
            case NO_MESSAGES, REQUEST_TIMEOUT, REQUESTS_PENDING, INTEREST_EXPIRED, BATCH_COMPLETED -> {
                isAnswered = true;
                yield false;
            }
            case MESSAGE_SIZE_EXCEEDS_MAX_BYTES -> tooLarge(message);
            case NO_RESPONDERS, LEADERSHIP_CHANGE, SERVER_SHUTDOWN, EXCEEDED_MAX_WAITING -> lost(subscription);
            case CONSUMER_DELETED -> deleted(message);
            default ->
                throw Statuses.exception(
                        origin.requestSubject(), message.headers().status());
        };
    }

    private boolean heartbeat(Message message) {
        if (!origin.isWhole(StoredMessages.number(message.headers(), JetStreamHeaders.LAST_CONSUMER))) {
            renew();
        }
        return true;
    }

    private boolean tooLarge(Message message) {
        if (messages.isEmpty()) {
            throw Statuses.exception(origin.requestSubject(), message.headers().status());
        }
        return false;
    }

    private boolean deleted(Message message) {
        if (origin.goesOn()) {
            throw Statuses.exception(origin.requestSubject(), message.headers().status());
        }
        renew();
        return true;
    }

    /** Nobody answers for the consumer: finds out whether it is there, and asks again, from moment to moment. */
    private boolean lost(SyncSubscription subscription) {
        boolean isThere = renew();
        while (!isThere && !left().isZero() && subscription.isActive()) {
            pause(subscription);
            isThere = renew();
        }
        return isThere;
    }

    // Nothing comes while nothing is asked for; what does come late is as good as any.
    private void pause(SyncSubscription subscription) {
        Duration left = left();
        Optional<Message> late = subscription.next(PAUSE.compareTo(left) > 0 ? left : PAUSE);
        late.ifPresent(message -> {
            String reply = message.replyTo();
            DeliveredMessage accepted = reply == null ? null : origin.accept(message, reply);
            if (accepted != null) {
                messages.add(accepted);
                missing = options.maxMessages() - messages.size();
            }
        });
    }

    private boolean renew() {
        try {
            origin.renew()
                    .orTimeout(RENEWAL_MOST.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
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
