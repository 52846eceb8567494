package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.server.core.InternalHandler;
import io.natter.server.core.OutgoingMessage;
import io.natter.store.SideRecords;
import io.natter.store.StreamReader;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A stream as its consumers see it, and through it the server around them.
 *
 * <p>Confined to the stream's loop, but for {@link #execute}. The stream tells its consumers what happens to it through
 * {@link Consumers}.
 */
public interface OwningStream {
    /** What it is to be, as it is now. */
    StreamConfig config();

    /** Name of its account. */
    String accountName();

    /** The eight characters that stand for its account in the long form of acknowledgement subjects (D181). */
    String accountHash();

    /** Domain of the server; empty for none. */
    String domain();

    /** Largest message of the stream, headers and payload: what a rate limit lets through at once. */
    default int messageBytesMax() {
        int configured = config().maxMessageBytes();
        return configured > 0 ? configured : 1 << 20;
    }

    /** Whether deliveries carry the long form of acknowledgement subjects; both forms are always understood (D181). */
    boolean usesLongAckSubjects();

    /** What it holds. */
    StreamReader reader();

    /** Messages up to here may be delivered: they outlive a crash as far as the stream promises it. */
    long deliverableSeq();

    /** Its side records; consumers use the keys that begin with {@code consumer/}. */
    SideRecords side();

    /**
     * A consumer no longer needs a message; told of each message it acknowledged, or delivered where nothing is to be
     * acknowledged. Streams that keep what is of interest ask {@link Consumers#isWanted} who else does. Must not call back into
     * the consumer.
     */
    void onAcked(Consumer consumer, long seq);

    /** A consumer is gone: deleted, or unused for too long. Not told when the stream itself stops. */
    void onDeleted(Consumer consumer);

    /** A consumer has other filters from now on: messages it wanted may be of no interest any more. */
    default void onFilterChanged(Consumer consumer) {}

    /** Publishes in the stream's account; the bytes are copied. Returns how many receivers it goes to. */
    int publish(OutgoingMessage message);

    /** Whether anybody in the stream's account would get a message to this literal subject. */
    boolean hasInterest(byte[] subject);

    /**
     * Whether somebody in the stream's account subscribed to this very subject: plainly, or in a queue group when one is given.
     * Subscriptions with wildcards do not count.
     */
    boolean isListenedTo(byte[] subject, byte @Nullable [] group);

    /** Tells, on the loop, when interest in a literal subject may have appeared or gone. */
    Registration watch(byte[] subject, Runnable onChange);

    /** Subscribes in the stream's account. */
    Registration subscribe(String subject, InternalHandler handler);

    /** Nanoseconds of a clock that never goes back. */
    long nowNs();

    /** Nanoseconds since 1970. */
    long wallNs();

    /** Runs something on the loop, once, after a time. */
    Registration schedule(long delayNs, Runnable task);

    /** Runs something on the loop, later. Any thread. */
    void execute(Runnable task);

    /** Runs something that may wait for the disk, on another thread. */
    void work(Runnable task);

    /** Runs something once all messages that are here now were handled. */
    void atPassEnd(Runnable task);

    /** Whether receivers are so far behind that nothing more is to be published now. */
    boolean isCongested();

    /** Runs something once when {@link #isCongested} no longer holds. */
    void onRelief(Runnable task);

    /** Where chance is drawn from. */
    RandomGenerator random();

    /** A new id for an event or a pinned client: 22 characters that were never used. */
    String newId();
}
