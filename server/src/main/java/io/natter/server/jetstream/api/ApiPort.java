package io.natter.server.jetstream.api;

import io.natter.server.jetstream.stream.Stream;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What the API needs of the server around it: its loop, the subjects of accounts, time and ids.
 *
 * <p>Confined to the api loop, but for {@link #execute}, which runs something there later, {@link #work}, {@link #now} and {@link #newId}.
 */
public interface ApiPort extends Executor {
    /** No reply subject. */
    byte[] NO_REPLY = {};

    /**
     * Publishes in an account; bytes are copied.
     *
     * @param headers a header block, or no bytes
     * @return how many receivers it goes to
     */
    default int publish(String account, byte[] subject, byte[] headers, byte[] payload) {
        return publish(account, subject, NO_REPLY, headers, payload);
    }

    /** Publishes in an account, with a reply subject that may be empty. */
    int publish(String account, byte[] subject, byte[] reply, byte[] headers, byte[] payload);

    /** Whether anybody in the account would get a message to this literal subject. */
    boolean hasInterest(String account, byte[] subject);

    /** A stream was made, brought back or changed: from now on it answers direct gets as its configuration says. */
    void follow(String account, Stream stream);

    /** A stream is gone. */
    void forget(String account, String stream);

    /** Subscribes in an account until it is cancelled. */
    Cancellable subscribe(String account, String filter, Consumer<ApiRequest> handler);

    /** Runs something on the loop, once, after a time, unless it is cancelled. */
    Cancellable schedule(Duration delay, Runnable task);

    /** Something that can be called off; nothing happens any more for it. */
    @FunctionalInterface
    interface Cancellable {
        /** Calls it off; may be called again. */
        void cancel();
    }

    /** Runs something that takes its time on a thread of its own; it may then {@link #execute} the rest. */
    void work(Runnable task);

    /** Now. */
    Instant now();

    /** A new id: 22 characters that were never used. */
    String newId();
}
