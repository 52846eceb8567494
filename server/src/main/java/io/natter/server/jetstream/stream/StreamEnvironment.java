package io.natter.server.jetstream.stream;

import io.natter.server.config.JetStreamLimits;
import io.natter.server.core.InternalHandler;
import io.natter.server.core.OutgoingMessage;
import io.natter.server.jetstream.consumer.Registration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What a stream needs of the server around it: its loop, its account's subjects, time and chance.
 *
 * <p>Confined to the stream's loop, but for {@link #execute}.
 */
public interface StreamEnvironment {
    /** Name of its account. */
    String accountName();

    /** The eight characters that stand for its account in the long form of acknowledgement subjects (D181). */
    String accountHash();

    /** Domain of the server; empty for none. */
    String domain();

    /** Whether deliveries carry the long form of acknowledgement subjects (D181). */
    boolean usesLongAckSubjects();

    /** What streams may ask for. */
    JetStreamLimits limits();

    /** Most bytes of a message's headers and payload. */
    int payloadBytesMax();

    /** What the account has and may have. */
    StreamUsage usage();

    /** Publishes in the account; the bytes are copied. Returns how many receivers it goes to. */
    int publish(OutgoingMessage message);

    /** Whether anybody in the account would get a message to this literal subject. */
    boolean hasInterest(byte[] subject);

    /** Whether somebody in the account subscribed to this very subject: plainly, or in a queue group when one is given. */
    default boolean isListenedTo(byte[] subject, byte @Nullable [] group) {
        return hasInterest(subject);
    }

    /** Tells, on the loop, when interest in a literal subject may have appeared or gone. */
    Registration watch(byte[] subject, Runnable onChange);

    /** Subscribes in the account. */
    Registration subscribe(String subject, InternalHandler handler);

    /** Another stream of this server, or null: of this account, or of one that the prefix of an external stream leads to. */
    @Nullable
    Stream origin(String streamName, @Nullable String apiPrefix);

    /** Whether the prefix of an external stream leads to streams of this server, whether or not they are there. */
    boolean isOnThisServer(String apiPrefix);

    /** Nanoseconds of a clock that never goes back. */
    long nowNs();

    /** Nanoseconds since 1970. */
    long wallNs();

    /** Whether the caller is on the loop. Any thread. */
    boolean inLoop();

    /** Runs something on the loop, later. Any thread. */
    void execute(Runnable task);

    /** Runs something that may wait for the disk, on another thread. */
    void work(Runnable task);

    /** Runs something on the loop, once, after a time. */
    Registration schedule(long delayNs, Runnable task);

    /** Runs something once all messages that are here now were handled. */
    void atPassEnd(Runnable task);

    /** Whether receivers are so far behind that nothing more is to be published now. */
    boolean isCongested();

    /** Runs something once when {@link #isCongested} no longer holds. */
    void onRelief(Runnable task);

    /** Where chance is drawn from. */
    RandomGenerator random();

    /** A new id: 22 characters that were never used. */
    String newId();

    /**
     * Counts an open batch in; false when the server has as many as it may.
     *
     * @param isAtomic whether it is an atomic one; fast ones are counted apart
     */
    boolean tryOpenBatch(boolean isAtomic);

    /** Counts a batch out. */
    void closeBatch(boolean isAtomic);

    /** Counts in what waits of atomic batches, in bytes; false when the server has as much as it may. */
    boolean tryHold(long bytes);

    /** Counts out what no longer waits. */
    void release(long bytes);

    /** Tells the account and the system account that a batch was abandoned, and why. */
    void adviseAbandonedBatch(String streamName, String batchId, String reason);

    /** Tells the operator. Rare: not for each message. */
    void warn(String text);
}
