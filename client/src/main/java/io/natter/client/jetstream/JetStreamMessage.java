package io.natter.client.jetstream;

import io.natter.client.Message;
import io.natter.client.NatsException;
import java.time.Duration;

/**
 * A message a consumer delivered, to be acknowledged.
 *
 * <p>Thread-safe and safe to keep. {@link #ack}, {@link #nak}, {@link #term} say the last word: what is said after that is not sent. They return when
 * it is in the connection's buffer; if it is lost the message comes again. Of a consumer that wants no acknowledgement they do no harm.
 */
public interface JetStreamMessage extends Message {
    /** Which delivery of which message it is. */
    MessageMetadata metadata();

    /** It is done. */
    void ack();

    /**
     * It is done, and the server has noted that: it does not come again.
     *
     * @throws NatsException as a request; after a time-out it may come again
     */
    void ackConfirmed();

    /** The same with another limit than {@link JetStreamOptions#timeout()}. */
    void ackConfirmed(Duration timeout);

    /** It is to be delivered again, at once. */
    void nak();

    /** It is to be delivered again, not before so long. */
    void nak(Duration delay);

    /** It is never to be delivered again. */
    void term();

    /** The same for a reason, which goes into the server's advisory; a server before 2.10.4 is not told it, as it would not hear the word at all. */
    void term(String reason);

    /** It is being worked on: the time to acknowledge begins anew. */
    void inProgress();

    /** Whether the last word was said here. */
    boolean isAcknowledged();
}
