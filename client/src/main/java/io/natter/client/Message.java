package io.natter.client;

import io.natter.protocol.wire.Headers;
import org.jspecify.annotations.Nullable;

/**
 * A message that was received.
 *
 * <p>Thread-safe and safe to keep: its bytes are its own. Headers are parsed on first use.
 */
public interface Message {
    /** Where it was published to. */
    String subject();

    /** Where an answer is wanted, or null. */
    @Nullable
    String replyTo();

    /** Its headers; {@link Headers#NONE} where it has none. */
    Headers headers();

    /** The first value of a header, or null; names are compared as they are written (ADR-4). */
    default @Nullable String header(String name) {
        return headers().first(name);
    }

    /** The payload; not copied, so not to be written to. */
    byte[] payload();

    /** The payload read as UTF-8. */
    String text();

    /**
     * The payload as a value.
     *
     * @throws CodecException if there is no codec for the type, or it failed
     */
    <T> T as(Class<T> type);

    /** The subscription it came for, or null for the answer to a request. */
    @Nullable
    Subscription subscription();

    /** Whether it is the server's or an answerer's word of failure: a status of 400 to 599, or a service error. */
    boolean isError();

    /**
     * Answers it.
     *
     * @throws IllegalStateException if no answer is wanted
     * @throws NatsException as {@link NatsConnection#publish(String, Object)}
     */
    void respond(Object value);

    /** The same with headers. */
    void respond(Object value, Headers headers);
}
