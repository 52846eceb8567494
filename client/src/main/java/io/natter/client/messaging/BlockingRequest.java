package io.natter.client.messaging;

import io.natter.client.InterruptedWaitException;
import io.natter.client.Message;
import io.natter.client.NatsException;
import io.natter.client.NoRespondersException;
import io.natter.client.RequestTimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** A request whose caller waits; the reading thread wakes it directly. Thread-safe. */
final class BlockingRequest extends PendingRequest {
    private final Thread caller = Thread.currentThread();
    private volatile @Nullable ReceivedMessage reply;
    private volatile @Nullable NatsException failure;

    BlockingRequest(String subject, String inbox, long token) {
        super(subject, inbox, token);
    }

    @Override
    boolean isSingle() {
        return true;
    }

    @Override
    void answer(ReceivedMessage message) {
        reply = message;
        LockSupport.unpark(caller);
    }

    @Override
    void fail(NatsException cause) {
        failure = cause;
        LockSupport.unpark(caller);
    }

    /** Waits for the answer, on the thread that made this. */
    Message await(long startNs, long timeoutNs) {
        while (true) {
            ReceivedMessage message = reply;
            if (message != null) {
                if (message.isNoResponders()) {
                    throw noResponders(subject());
                }
                return message;
            }
            NatsException cause = failure;
            if (cause != null) {
                throw cause;
            }
            long leftNs = timeoutNs - (System.nanoTime() - startNs);
            if (leftNs <= 0) {
                throw timedOut(subject(), timeoutNs);
            }
            LockSupport.parkNanos(this, leftNs);
            if (Thread.currentThread().isInterrupted() && reply == null) {
                throw new InterruptedWaitException("request to \"" + subject() + "\": interrupted");
            }
        }
    }

    static NoRespondersException noResponders(String subject) {
        return new NoRespondersException("request to \"" + subject + "\": no responders");
    }

    static RequestTimeoutException timedOut(String subject, long timeoutNs) {
        return new RequestTimeoutException(
                "request to \"" + subject + "\": no answer within " + timeoutNs / 1_000_000 + " ms");
    }
}
