package io.natter.client.messaging;

import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionLostException;
import io.natter.client.InterruptedWaitException;
import io.natter.client.Message;
import io.natter.client.NatsException;
import io.natter.client.Outgoing;
import io.natter.client.RequestManyOptions;
import io.natter.client.RequestOptions;
import io.natter.client.RetryPolicy;
import io.natter.client.ServerErrorException;
import io.natter.protocol.ErrorText;
import io.natter.protocol.Nuid;
import io.natter.protocol.wire.MessageView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Requests over one shared inbox.
 *
 * <p>Thread-safe; {@link #message} is for the reading thread. The inbox is subscribed to with the first request. A request knows nothing of
 * connections, so it survives a reconnect until its deadline.
 *
 * <pre>
 *  _INBOX . 2hYtXUqKjgGSrUyXQK3xg1 . 7c
 *  prefix   of the connection        of the request: its number, base 36
 * </pre>
 */
final class Requests {
    private static final int RADIX = 36;
    private static final int TOKEN_LENGTH_MAX = 12;

    private final MessagingContext context;
    private final MessageSource source;
    private final long sid;
    private final int inboxPrefixLength;

    private final ReentrantLock lock = new ReentrantLock();
    // guarded by lock
    private final LongMap<PendingRequest> pending = new LongMap<>();
    private String inboxPrefix = ""; // made with the first request: a secure source of randomness is slow to start
    private long lastToken;
    private boolean isSubscribed;
    private boolean isClosed;

    /** Makes a request of an inbox and its number. */
    @FunctionalInterface
    interface Maker<P extends PendingRequest> {
        P make(String inbox, long token);
    }

    Requests(MessagingContext context, long sid) {
        this.context = context;
        this.source = new MessageSource.Unsubscribed(context);
        this.sid = sid;
        this.inboxPrefixLength = context.options().inboxPrefix().length() + 1 + Nuid.LENGTH + 1;
    }

    static String newInbox(MessagingContext context) {
        return context.options().inboxPrefix() + '.' + Nuid.next();
    }

    MessagingContext context() {
        return context;
    }

    /** Number of the inbox's subscription. */
    long sid() {
        return sid;
    }

    int inFlight() {
        lock.lock();
        try {
            return pending.size();
        } finally {
            lock.unlock();
        }
    }

    // ---- asking ----

    Message request(Outgoing message, RequestOptions options) {
        Encoded encoded = encoded(message);
        for (int attempts = 1; ; attempts++) {
            try {
                return attempt(message.subject(), encoded, Durations.ns(options.timeout()));
            } catch (NatsException failure) {
                Optional<Duration> delay = delayAfter(options.retry(), attempts, failure);
                if (delay.isEmpty()) {
                    throw failure;
                }
                pause(message.subject(), Durations.ns(delay.get()));
            }
        }
    }

    private Message attempt(String subject, Encoded encoded, long timeoutNs) {
        long startNs = System.nanoTime();
        BlockingRequest request = register((inbox, token) -> new BlockingRequest(subject, inbox, token));
        try {
            publish(request, encoded, true);
            return request.await(startNs, timeoutNs);
        } finally {
            forget(request);
        }
    }

    CompletableFuture<Message> requestAsync(Outgoing message, RequestOptions options) {
        return new AsyncRequest(this, message.subject(), encoded(message), options).start();
    }

    ManyReplies requestMany(Outgoing message, RequestManyOptions options) {
        Encoded encoded = encoded(message);
        ManyReplies replies =
                register((inbox, token) -> new ManyReplies(this, message.subject(), inbox, token, options));
        try {
            publish(replies, encoded, true);
        } catch (NatsException failure) {
            replies.close();
            throw failure;
        }
        return replies;
    }

    private Encoded encoded(Outgoing message) {
        if (message.replyTo() != null) {
            throw new IllegalArgumentException(
                    "request: got the reply subject \"" + message.replyTo() + "\", expected none");
        }
        return Encoded.of(context.options().codecs(), message.value(), message.headers());
    }

    /** When to try again; empty once the connection is closed, whatever the policy says. */
    Optional<Duration> delayAfter(RetryPolicy policy, int attempts, NatsException failure) {
        boolean isFinal;
        lock.lock();
        try {
            isFinal = isClosed;
        } finally {
            lock.unlock();
        }
        return isFinal || failure instanceof InterruptedWaitException
                ? Optional.empty()
                : policy.delayAfter(attempts, failure);
    }

    private static void pause(String subject, long pauseNs) {
        long startNs = System.nanoTime();
        for (long left = pauseNs; left > 0; left = pauseNs - (System.nanoTime() - startNs)) {
            LockSupport.parkNanos(left);
            if (Thread.currentThread().isInterrupted()) {
                throw new InterruptedWaitException("request to \"" + subject + "\": interrupted between two tries");
            }
        }
    }

    /** Gives a request its inbox, and the connection its own with the first. */
    <P extends PendingRequest> P register(Maker<P> maker) {
        lock.lock();
        try {
            if (isClosed) {
                throw new ConnectionClosedException("request: the connection is closed");
            }
            if (inboxPrefix.isEmpty()) {
                inboxPrefix = newInbox(context) + '.';
            }
            if (!isSubscribed) {
                isSubscribed = true;
                context.out().subscribe(sid, inboxPrefix + '*', null);
            }
            long token = ++lastToken;
            P request = maker.make(inboxPrefix + Long.toString(token, RADIX), token);
            pending.put(token, request);
            return request;
        } finally {
            lock.unlock();
        }
    }

    /** Sends it, from this thread if somebody waits for the answer. */
    void publish(PendingRequest request, Encoded encoded, boolean isAwaited) {
        context.out().publish(request.subject(), request.inbox(), encoded.headers(), encoded.payload(), isAwaited);
    }

    /** Waits for no answer any more; whether it still did. */
    boolean forget(PendingRequest request) {
        lock.lock();
        try {
            return pending.remove(request.token()) != null;
        } finally {
            lock.unlock();
        }
    }

    // ---- being answered ----

    /** Hands an answer to its request; false if it has none any more. */
    boolean message(MessageView view) {
        long token = token(view);
        PendingRequest request;
        lock.lock();
        try {
            request = pending.get(token);
            if (request != null && request.isSingle()) {
                pending.remove(token);
            }
        } finally {
            lock.unlock();
        }
        if (request == null) {
            return false;
        }
        request.answer(new ReceivedMessage(source, request.inbox(), view));
        return true;
    }

    /** The number at the end of the subject, or -1. */
    private long token(MessageView view) {
        int length = view.subjectLength() - inboxPrefixLength;
        if (length < 1 || length > TOKEN_LENGTH_MAX) {
            return -1;
        }
        byte[] bytes = view.buffer();
        int end = view.subjectFrom() + view.subjectLength();
        long token = 0;
        for (int i = end - length; i < end; i++) {
            int digit = Character.digit(bytes[i], RADIX);
            if (digit < 0) {
                return -1;
            }
            token = token * RADIX + digit;
        }
        return token;
    }

    /** Whether the complaint is about the inbox, or a subject of a request; such requests fail with it. */
    boolean refused(ServerErrorException error) {
        String text = error.text();
        boolean isInbox;
        List<PendingRequest> refused = new ArrayList<>();
        lock.lock();
        try {
            isInbox = text.startsWith(ErrorText.permissionsViolationForSubscription(inboxPrefix + '*'));
            if (isInbox) {
                isSubscribed = false;
            }
            for (PendingRequest request : pending.values()) {
                if (isInbox || Refusal.isOfPublish(text, request.subject())) {
                    refused.add(request);
                    pending.remove(request.token());
                }
            }
        } finally {
            lock.unlock();
        }
        refused.forEach(request -> request.fail(error));
        return isInbox;
    }

    /** The inbox's subscription to be made again, or null if there is none. */
    Inbound.@Nullable Restored restored() {
        lock.lock();
        try {
            return isSubscribed ? new Inbound.Restored(sid, inboxPrefix + '*', null, 0) : null;
        } finally {
            lock.unlock();
        }
    }

    /** Fails all that wait, and takes no more. */
    void close() {
        List<PendingRequest> left;
        lock.lock();
        try {
            isClosed = true;
            left = pending.values();
            pending.clear();
        } finally {
            lock.unlock();
        }
        for (PendingRequest request : left) {
            request.fail(new ConnectionLostException(
                    "request to \"" + request.subject() + "\": the connection was closed before an answer came"));
        }
    }
}
