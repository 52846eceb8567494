package io.natter.client.jetstream;

import io.natter.client.Message;
import io.natter.client.NatsException;
import io.natter.client.Outgoing;
import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.PullRequest;
import io.natter.protocol.jetstream.PullRequestBuilder;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A feed that asks for messages ahead of whoever takes them (ADR-37, D220-D228).
 *
 * <p>Thread-safe. What was asked for and not taken yet is kept near the smaller of demand and {@link ConsumeOptions#maxMessages()}; a new request goes
 * out when the threshold is reached. Requests of one generation share a reply subject; what is said of an earlier one counts for nothing, since after
 * each loss of contact counting begins anew.
 *
 * <pre>
 *  _INBOX . 2hYtXUqKjgGSrUyXQK3xg1 . 4         reply subject of the requests of generation 4
 * </pre>
 */
final class PullFeed extends Feed {
    /** More than anybody takes. */
    static final long ENDLESS = Long.MAX_VALUE;

    private final ConsumeOptions options;
    private final String inbox;
    // guarded by lock
    private long demand;
    private long pendingMessages;
    private long pendingBytes;
    private int generation;
    private String pinId = "";

    PullFeed(Api api, Origin origin, Owner owner, ConsumeOptions options, long demand) {
        super(api, origin, owner);
        this.options = options;
        this.inbox = api.connection().newInbox() + '.';
        this.demand = demand;
    }

    @Override
    String subject() {
        return inbox + '*';
    }

    @Override
    Duration heartbeat() {
        return options.heartbeat();
    }

    @Override
    boolean expectsSomething() {
        return pendingMessages > 0;
    }

    @Override
    boolean asks() {
        return true;
    }

    /** So many more are wanted. */
    void demand(long more) {
        lock.lock();
        try {
            demand = demand + more < 0 ? ENDLESS : demand + more;
        } finally {
            lock.unlock();
        }
        askIfDue();
    }

    @Override
    void resume() {
        lock.lock();
        try {
            generation++;
            pendingMessages = 0;
            pendingBytes = 0;
        } finally {
            lock.unlock();
        }
        askIfDue();
    }

    @Override
    void delivered(Message message) {
        boolean isDue;
        lock.lock();
        try {
            pendingMessages = Math.max(0, pendingMessages - 1);
            demand = demand == ENDLESS ? ENDLESS : Math.max(0, demand - 1);
            if (options.maxBytes() > 0) {
                pendingBytes = Math.max(0, pendingBytes - size(message));
            }
            isDue = isDue();
        } finally {
            lock.unlock();
        }
        if (options.group() != null) {
            pinned(message);
        }
        if (isDue) {
            askIfDue();
        }
    }

    // As the server counts (D224).
    private static long size(Message message) {
        String reply = message.replyTo();
        long headers = message.headers().isEmpty() ? 0 : message.headers().encodedLength();
        return message.subject().length() + (reply == null ? 0 : reply.length()) + headers + message.payload().length;
    }

    private void pinned(Message message) {
        String id = message.headers().first(JetStreamHeaders.PIN_ID);
        if (id != null) {
            lock.lock();
            try {
                pinId = id;
            } finally {
                lock.unlock();
            }
        }
    }

    // ---- asking ----

    private long target() {
        return Math.min(demand, options.maxMessages());
    }

    private boolean isDue() {
        long target = target();
        if (target < options.maxMessages()) {
            return pendingMessages < target;
        }
        return pendingMessages <= threshold(options.maxMessages())
                || (options.maxBytes() > 0 && pendingBytes <= threshold(options.maxBytes()));
    }

    // A threshold of all there may be is one below it, so that there is something to ask for.
    private long threshold(long most) {
        return Math.min(most - 1, most * options.thresholdPercent() / 100);
    }

    private void askIfDue() {
        PullRequest request;
        String reply;
        lock.lock();
        try {
            if (!isRunning() || !isDue()) {
                return;
            }
            long messages = Math.max(1, target() - pendingMessages);
            long bytes = options.maxBytes() == 0 ? 0 : Math.max(1, options.maxBytes() - pendingBytes);
            pendingMessages += messages;
            pendingBytes += bytes;
            request = request(messages, bytes);
            reply = inbox + generation;
        } finally {
            lock.unlock();
        }
        String subject = origin().requestSubject();
        if (subject == null) {
            return; // it was lost this moment; who makes it anew asks for all of it
        }
        try {
            byte[] body = PullRequest.JSON.write(request);
            api().connection().publish(Outgoing.of(subject, body).withReplyTo(reply));
        } catch (NatsException notSent) {
            recover(notSent);
        }
    }

    private PullRequest request(long messages, long bytes) {
        PullRequestBuilder request = PullRequest.builder()
                .batch(messages)
                .maxBytes(bytes)
                .expires(options.expires())
                .idleHeartbeat(options.heartbeat());
        PriorityOptions group = options.group();
        if (group != null) {
            priority(request, group).id(pinId);
        }
        return request.build();
    }

    static PullRequestBuilder priority(PullRequestBuilder request, PriorityOptions group) {
        return request.group(group.group())
                .minPending(group.minPending())
                .minAckPending(group.minAckPending())
                .priority(group.priority());
    }

    // ---- being told ----

    @Override
    void status(Message message) {
        Headers.Status status = message.headers().status();
        if (status == null || !isOfThisGeneration(message.subject())) {
            return;
        }
        ApiStatus known = Statuses.of(status);
        if (known == null) {
            recover(Statuses.exception(origin().title(), status));
            return;
        }
        switch (known) {
            case IDLE_HEARTBEAT -> heartbeat(message.headers());
            case NO_MESSAGES, REQUEST_TIMEOUT, REQUESTS_PENDING, INTEREST_EXPIRED, BATCH_COMPLETED ->
                ended(message.headers());
            case WRONG_PIN_ID, PIN_ID_MISMATCH -> unpinned();
            case CONSUMER_IS_PUSH_BASED,
                    BAD_REQUEST,
                    EXCEEDED_MAX_REQUEST_BATCH,
                    EXCEEDED_MAX_REQUEST_EXPIRES,
                    EXCEEDED_MAX_REQUEST_MAX_BYTES,
                    REQUIRED_API_LEVEL -> fail(Statuses.exception(origin().title(), status));
            default -> recover(Statuses.exception(origin().title(), status));
        }
    }

    private boolean isOfThisGeneration(String subject) {
        lock.lock();
        try {
            return subject.equals(inbox + generation);
        } finally {
            lock.unlock();
        }
    }

    private void heartbeat(Headers headers) {
        if (!origin().isWhole(StoredMessages.number(headers, JetStreamHeaders.LAST_CONSUMER))) {
            recover(new JetStreamApiException(origin().title(), Statuses.GAP));
        }
    }

    private void ended(Headers headers) {
        lock.lock();
        try {
            long messages = StoredMessages.number(headers, JetStreamHeaders.PENDING_MESSAGES);
            long bytes = StoredMessages.number(headers, JetStreamHeaders.PENDING_BYTES);
            pendingMessages = Math.max(0, pendingMessages - messages);
            pendingBytes = Math.max(0, pendingBytes - bytes);
        } finally {
            lock.unlock();
        }
        askIfDue();
    }

    private void unpinned() {
        lock.lock();
        try {
            pinId = "";
        } finally {
            lock.unlock();
        }
        resume();
    }

    /** The id the server pinned this client with, or null. */
    @Nullable
    String pinId() {
        lock.lock();
        try {
            return pinId.isEmpty() ? null : pinId;
        } finally {
            lock.unlock();
        }
    }
}
