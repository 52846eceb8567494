package io.natter.client.jetstream;

import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.NoRespondersException;
import io.natter.client.Outgoing;
import io.natter.protocol.jetstream.AccountInfo;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.jetstream.SnapshotDescription;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamInfo;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * JetStream over a connection: streams, and publishing to them with an acknowledgement.
 *
 * <p>Thread-safe, and light: as many as wanted may be made of one connection. Calls that ask the server wait at most
 * {@link JetStreamOptions#timeout()} and throw {@link JetStreamApiException} where the server refuses, {@link NoRespondersException} where JetStream
 * is not there, {@link UnsupportedByServerException} where the server is too old, else {@link NatsException} as a request does.
 *
 * <pre>
 * JetStream js = JetStream.of(nats);
 * StreamContext orders = js.createOrUpdateStream(
 *         StreamConfig.builder("ORDERS").subjects("orders.*").maxAge(Duration.ofDays(7)).build());
 * PubAck ack = js.publish("orders.created", "order_123");
 *
 * ConsumerContext consumer = orders.createOrUpdateConsumer(ConsumerConfig.durable("order-processor").build());
 * for (JetStreamMessage message : consumer.fetch(10)) {
 *     process(message);
 *     message.ack();
 * }
 * </pre>
 */
public interface JetStream {
    /** JetStream of the connection's own account. */
    static JetStream of(NatsConnection connection) {
        return of(connection, JetStreamOptions.DEFAULTS);
    }

    /** JetStream of a domain, or behind another prefix. */
    static JetStream of(NatsConnection connection, JetStreamOptions options) {
        return new ConnectedJetStream(connection, options);
    }

    /** The connection it speaks over. */
    NatsConnection connection();

    /** How it was made. */
    JetStreamOptions options();

    /**
     * Publishes a value and waits until a stream has it.
     *
     * @throws NoRespondersException if no stream takes the subject, also after the retries of
     *     {@link JetStreamOptions#publishRetry()} (ADR-22)
     * @throws JetStreamApiException if the stream refused it
     * @throws NatsException as a request; after a time-out it may have been stored: give it a
     *     {@linkplain PublishOptions#id message id} and publish it again
     */
    PubAck publish(String subject, Object value);

    /** The same with an id, expectations, a time to live or a schedule. */
    PubAck publish(String subject, Object value, PublishOptions options);

    /**
     * The same with headers.
     *
     * @throws IllegalArgumentException if the message has a reply subject: it is where the acknowledgement goes
     */
    PubAck publish(Outgoing message, PublishOptions options);

    /** As {@link #publish(String, Object)} without waiting; see {@link #publisher()} for a limit on what is in flight. */
    CompletableFuture<PubAck> publishAsync(String subject, Object value);

    /** As {@link #publish(Outgoing, PublishOptions)} without waiting. */
    CompletableFuture<PubAck> publishAsync(Outgoing message, PublishOptions options);

    /** Publishes many with a bounded number in flight. */
    JetStreamPublisher publisher();

    /** The same with another bound. */
    JetStreamPublisher publisher(PublisherOptions options);

    /** Messages to be stored all or none (ADR-50, server 2.12); the stream must allow it. */
    AtomicBatch atomicBatch();

    /** Many messages for one stream, acknowledged now and then (ADR-50, server 2.14); the stream must allow it. */
    FastBatch fastBatch();

    /** The same with other bounds, or going on where messages are lost. */
    FastBatch fastBatch(FastBatchOptions options);

    /**
     * Creates a stream, or finds it there just so.
     *
     * @throws JetStreamApiException with {@code STREAM_NAME_EXISTS} if there is one of that name and another configuration
     * @throws UnsupportedByServerException if the server does not know all that is asked for
     */
    StreamContext createStream(StreamConfig config);

    /**
     * Changes a stream.
     *
     * @throws JetStreamApiException with {@code STREAM_NOT_FOUND} if there is none
     * @throws UnsupportedByServerException if the server does not know all that is asked for
     */
    StreamContext updateStream(StreamConfig config);

    /** Creates a stream, or changes it where there is one of that name: the stream is as configured afterwards. */
    StreamContext createOrUpdateStream(StreamConfig config);

    /** A stream by its name, without asking whether it is there. */
    StreamContext stream(String name);

    /** A stream by its name, if it is there. */
    Optional<StreamContext> findStream(String name);

    /** The stream that takes a subject, if there is one. */
    Optional<StreamContext> findStreamBySubject(String subject);

    /** Deletes a stream and all its messages; whether there was one. */
    boolean deleteStream(String name);

    /**
     * Makes a stream out of a backup in a directory, as the nats tool or {@link StreamContext#backup} made it.
     *
     * @throws JetStreamApiException if there is a stream of that name, or the backup is damaged; no stream is made
     * @throws IOException if a file cannot be read; no stream is made
     */
    StreamContext restoreStream(Path directory, RestoreOptions options) throws IOException;

    /** The same out of a stream of bytes, which stays open, and what was said of it. */
    StreamContext restoreStream(SnapshotDescription backup, InputStream in, RestoreOptions options) throws IOException;

    /** All streams, by name. */
    List<StreamInfo> streams();

    /** Streams that take subjects of this filter, by name. */
    List<StreamInfo> streams(String subjectFilter);

    /** Names of all streams, in order. */
    List<String> streamNames();

    /** Names of streams that take subjects of this filter, in order. */
    List<String> streamNames(String subjectFilter);

    /** Use and limits of the account. */
    AccountInfo accountInfo();
}
