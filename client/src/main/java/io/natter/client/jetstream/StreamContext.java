package io.natter.client.jetstream;

import io.natter.client.NatsException;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.MessageGetRequest;
import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.jetstream.StreamInfo;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One stream by its name: its messages and consumers.
 *
 * <p>Thread-safe. Calls throw as those of {@link JetStream} do; with {@code STREAM_NOT_FOUND} if the stream is not there.
 */
public interface StreamContext {
    /** Its name. */
    String name();

    /** What it is to be and what is in it, now. */
    StreamInfo info();

    /** The same as it was when last asked here; asks if that never was. */
    StreamInfo cachedInfo();

    /** Messages by subject, of the subjects that match the filter. */
    Map<String, Long> subjects(String filter);

    /** Sequences between first and last whose messages are gone, in order. */
    List<Long> deletedSequences();

    /** Deletes all messages; returns how many. */
    long purge();

    /** Deletes all messages of these subjects; returns how many. */
    long purge(String filter);

    /** Deletes messages by subject, up to a sequence, or all but the last so many; returns how many. */
    long purge(PurgeRequest request);

    /**
     * The message of a sequence, if there is one. Streams that allow direct access are asked directly: the answer may come from a
     * replica that is a little behind (ADR-31).
     */
    Optional<StreamMessage> message(long sequence);

    /** The last message of a subject, if there is one; else as {@link #message(long)}. */
    Optional<StreamMessage> lastMessage(String subject);

    /** The first message from a sequence on whose subject matches the filter, if there is one; else as {@link #message(long)}. */
    Optional<StreamMessage> nextMessage(long fromSequence, String filter);

    /**
     * Messages as the request says, in order: a batch from a sequence or time on, or the last of each subject.
     *
     * @throws UnsupportedByServerException below server 2.11
     * @throws IllegalStateException if the stream does not allow direct access
     */
    List<StreamMessage> messages(MessageGetRequest request);

    /** The last message of each subject that matches one of the filters, by sequence; else as {@link #messages}. */
    List<StreamMessage> lastMessages(List<String> filters);

    /** Deletes a message; its bytes may stay on the disk for a while. Whether there was one. */
    boolean deleteMessage(long sequence);

    /** Deletes a message and overwrites its bytes. Whether there was one. */
    boolean eraseMessage(long sequence);

    /**
     * Creates a consumer, or finds it there just so. Without a name it gets one.
     *
     * @throws JetStreamApiException with {@code CONSUMER_ALREADY_EXISTS} if there is another of that name
     * @throws UnsupportedByServerException if the server does not know all that is asked for
     */
    ConsumerContext createConsumer(ConsumerConfig config);

    /** Changes a consumer; throws {@link JetStreamApiException} with {@code CONSUMER_DOES_NOT_EXISTS} if there is none. */
    ConsumerContext updateConsumer(ConsumerConfig config);

    /** Creates a consumer, or changes the one of that name: it is as configured afterwards. Without a name it gets one. */
    ConsumerContext createOrUpdateConsumer(ConsumerConfig config);

    /** A consumer by its name, without asking whether it is there. */
    ConsumerContext consumer(String name);

    /** A consumer by its name, if it is there. */
    Optional<ConsumerContext> findConsumer(String name);

    /** Deletes a consumer; whether there was one. */
    boolean deleteConsumer(String name);

    /** All consumers, by name. */
    List<ConsumerInfo> consumers();

    /** Names of all consumers, in order. */
    List<String> consumerNames();

    /** All messages in order, none twice, without acknowledging: made anew where it was lost. */
    OrderedConsumer orderedConsumer();

    /** The same of some subjects, or from some point on. */
    OrderedConsumer orderedConsumer(OrderedOptions options);

    /** Counters, one a subject (ADR-49, server 2.12, streams with {@code allowCounter}). */
    Counters counters();

    /** The servers that keep it, where there are several. */
    StreamCluster cluster();

    /**
     * Backs the stream up into a directory, as the nats tool does: {@code backup.json} and {@code stream.tar.s2}. A backup that is there already is
     * replaced when this one is whole.
     *
     * @throws IOException if a file cannot be written; there is no backup then, or the one before
     * @throws NatsException if the server fails or a part was lost on the way; as above
     */
    SnapshotDescription backup(Path directory, BackupOptions options) throws IOException;

    /** Backs the stream up into a stream of bytes, which stays open; what is returned is needed for {@linkplain JetStream#restoreStream restoring} it. */
    SnapshotDescription backup(OutputStream out, BackupOptions options) throws IOException;

    /** Deletes the stream and all in it; whether it was there. */
    boolean delete();
}
