package io.natter.server.jetstream.api;

import io.natter.server.jetstream.stream.Stream;
import java.time.Instant;
import java.util.concurrent.Executor;

/**
 * What the API needs of the server around it: its loop, the subjects of accounts, time and ids.
 *
 * <p>Confined to the api loop, but for {@link #execute}, which runs something there later, {@link #work}, {@link #now} and {@link #newId}.
 */
public interface ApiPort extends Executor {
    /**
     * Publishes in an account; bytes are copied.
     *
     * @param headers a header block, or no bytes
     * @return how many receivers it goes to
     */
    int publish(String account, byte[] subject, byte[] headers, byte[] payload);

    /** Whether anybody in the account would get a message to this literal subject. */
    boolean hasInterest(String account, byte[] subject);

    /** A stream was made, brought back or changed: from now on it answers direct gets as its configuration says. */
    void follow(String account, Stream stream);

    /** A stream is gone. */
    void forget(String account, String stream);

    /** Runs something that takes its time on a thread of its own; it may then {@link #execute} the rest. */
    void work(Runnable task);

    /** Now. */
    Instant now();

    /** A new id: 22 characters that were never used. */
    String newId();
}
