package io.natter.client.messaging;

import io.natter.client.NatsException;

/**
 * A request that waits for its answer.
 *
 * <p>Thread-safe. Each kind says who is told, and how.
 */
abstract sealed class PendingRequest permits BlockingRequest, AsyncAttempt, ManyReplies {
    private final String subject;
    private final String inbox;
    private final long token;

    PendingRequest(String subject, String inbox, long token) {
        this.subject = subject;
        this.inbox = inbox;
        this.token = token;
    }

    /** Where the request goes. */
    final String subject() {
        return subject;
    }

    /** Where its answer comes. */
    final String inbox() {
        return inbox;
    }

    /** The last part of the inbox, as a number. */
    final long token() {
        return token;
    }

    /** Whether one answer is all it wants. */
    abstract boolean isSingle();

    /** Takes an answer, on the reading thread; must not block or run what users wrote. */
    abstract void answer(ReceivedMessage message);

    /** Takes the news that no answer will come. Must not block or run what users wrote. */
    abstract void fail(NatsException cause);
}
