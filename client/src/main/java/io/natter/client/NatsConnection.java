package io.natter.client;

import io.natter.protocol.ServerInfo;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A connection to a NATS server or cluster that comes back when it is lost.
 *
 * <p>Thread-safe. Values are bytes, texts, or anything with a codec ({@link NatsOptions#codecs()}). Handlers run in
 * order for each subscription, on virtual threads where the JDK has them, never on the thread that reads. Every waiting call ends with an
 * {@link InterruptedWaitException} when its thread is interrupted; the flag is kept.
 *
 * <pre>
 * try (NatsConnection nats = Nats.connect("nats://localhost:4222")) {
 *     nats.subscribe("greet", message -> message.respond("hello " + message.text()));
 *     System.out.println(nats.request("greet", "you").text());
 * }
 * </pre>
 */
public interface NatsConnection extends AutoCloseable {
    /**
     * Publishes a value: returns when its bytes are in the connection's buffer.
     *
     * <p>What is in the buffer when the connection is lost is sent after the next connect; what the socket had taken may be lost. Flush, or
     * ask for an answer, to know.
     *
     * @throws IllegalArgumentException if the subject is none to publish to
     * @throws CodecException if the value has no codec, or it failed
     * @throws PayloadTooLargeException if the server takes less
     * @throws BufferFullException if there is no room for {@link NatsOptions#publishTimeout()}
     * @throws ConnectionClosedException if the connection is draining or closed, or is not connected and
     *     {@link WhenDisconnected#FAIL} was chosen
     */
    void publish(String subject, Object value);

    /** The same with headers. */
    void publish(String subject, Object value, Headers headers);

    /** The same with headers and the subject an answer should go to. */
    void publish(Outgoing message);

    /** Hands each message to the handler, in order. */
    Subscription subscribe(String subject, MessageHandler handler);

    /** The same, with a queue group, limits or concurrency. */
    Subscription subscribe(String subject, SubscribeOptions options, MessageHandler handler);

    /**
     * Hands each message to the handler as a value; one that cannot be read is counted and reported.
     *
     * @throws CodecException if there is no codec for the type
     */
    <T> Subscription subscribe(String subject, Class<T> type, TypedHandler<T> handler);

    /** The same, with a queue group, limits or concurrency. */
    <T> Subscription subscribe(String subject, Class<T> type, SubscribeOptions options, TypedHandler<T> handler);

    /** Messages to be pulled into the caller's thread. */
    SyncSubscription subscribe(String subject);

    /** The same, with a queue group or limits. */
    SyncSubscription subscribe(String subject, SubscribeOptions options);

    /** Messages as a publisher: each subscriber has a subscription of its own, which begins and ends with it; what is not demanded waits. */
    Flow.Publisher<Message> publisher(String subject, SubscribeOptions options);

    /** Answers each request with what the handler returns; an exception becomes an error reply. */
    Subscription reply(String subject, ReplyHandler handler);

    /** The same, with a queue group, limits or concurrency. */
    Subscription reply(String subject, SubscribeOptions options, ReplyHandler handler);

    /**
     * Sends a value and waits for one answer, at most {@link NatsOptions#requestTimeout()}. Survives a reconnect.
     *
     * @throws NoRespondersException if nobody listens
     * @throws RequestTimeoutException if no answer came in time
     * @throws NatsException as {@link #publish(String, Object)}
     */
    Message request(String subject, Object value);

    /** The same with another limit. */
    Message request(String subject, Object value, Duration timeout);

    /**
     * The same with headers, a limit and retries.
     *
     * @throws IllegalArgumentException if the message has a reply subject: it is the connection's to choose
     */
    Message request(Outgoing message, RequestOptions options);

    /**
     * The same, with the answer as a value.
     *
     * @throws ReplyErrorException if the answer is an error
     * @throws CodecException if there is no codec for the type, or it failed
     */
    <R> R request(String subject, Object value, Class<R> replyType);

    /** As {@link #request(String, Object)} without waiting; completes on the client's threads, never the one that reads. Cancelling it gives it up. */
    CompletableFuture<Message> requestAsync(String subject, Object value);

    /** As {@link #request(Outgoing, RequestOptions)} without waiting. */
    CompletableFuture<Message> requestAsync(Outgoing message, RequestOptions options);

    /** Sends a value and takes several answers. */
    Replies requestMany(String subject, Object value, RequestManyOptions options);

    /** A fresh subject for answers to this connection. */
    String newInbox();

    /**
     * Waits until the server has all that was published before.
     *
     * @throws RequestTimeoutException if it did not confirm in time
     * @throws ConnectionLostException if the connection broke meanwhile
     */
    void flush(Duration timeout);

    /** The same, waiting at most {@link NatsOptions#requestTimeout()}. */
    void flush();

    /** Time from a PING to its PONG; as {@link #flush} otherwise. */
    Duration rtt();

    /**
     * Leaves the server and connects again to the next one, after what is buffered was written. From DISCONNECTED it revives the
     * connection. Completes when connected, or exceptionally when given up.
     *
     * @throws ConnectionClosedException if it is draining or closed
     */
    CompletableFuture<Void> reconnect();

    /**
     * Ends all subscriptions, handles what came, sends what handlers publish, then closes; at most so long.
     *
     * <p>Messages of a {@link SyncSubscription} are waited for only where another thread takes them. From a handler of its own it begins the
     * drain and returns at once, since the drain waits for that handler: the result says how things stand then, not confirmed. A subscriber of
     * {@link #publisher} that demands nothing is waited for until the time is over, since it may be busy with what it has: cancel it first.
     */
    DrainResult drain(Duration timeout);

    /** The same without waiting here: the calling thread, too, may go on taking messages, and is waited for. A second call gives the same. */
    CompletableFuture<DrainResult> drainAsync(Duration timeout);

    /** Drains for {@link NatsOptions#drainTimeout()} at most, and waits for it; from a handler of its own it does not wait. */
    @Override
    void close();

    /** Closes at once: what waits is dropped, handlers at work are interrupted. */
    void closeNow();

    /**
     * Has something done in an orderly end, when the handlers are finished and before the last flush: it may still publish and ask, but must not wait.
     *
     * <p>Held weakly: it is done as long as somebody else holds it. Not done by {@link #closeNow()}, nor where the drain finds no server; out of time
     * it is done, and what it publishes may not arrive. What it throws is logged. An ordered consumer takes its leave of the server by this.
     */
    void beforeClose(Runnable farewell);

    /**
     * Waits until it is closed, by whomever: a drain elsewhere, a shutdown, {@link #close}. Being disconnected is not the end.
     *
     * @throws IllegalStateException on a thread of a handler of its own, which closing waits for
     * @throws InterruptedWaitException if the waiting thread is interrupted; the connection stays as it is
     */
    void awaitClosed();

    /** The same for at most so long; returns whether it is closed. */
    boolean awaitClosed(Duration timeout);

    /** Where the connection stands. */
    ConnectionState state();

    /** What the server said of itself last, or null before the first. */
    @Nullable
    ServerInfo serverInfo();

    /** What was agreed on with the server it is connected to: certificates, version, cipher. Null in plain text, and without a connection. */
    @Nullable
    SSLSession tlsSession();

    /** The server it is or was last connected to, without secrets; empty before the first. */
    String server();

    /** Servers that would be tried now, without secrets. */
    List<String> servers();

    /**
     * Goes on with these servers in place of those it was made with; those the cluster tells of stay. A connection that stands is kept: its
     * server is left when it is lost, or by {@link #reconnect}.
     *
     * @throws IllegalArgumentException if there is none, or an address is none
     */
    void replaceServers(List<String> servers);

    /**
     * What went wrong last, or null: a complaint of a server ({@link ServerErrorException}), a server that did not take the connection, or why
     * the connection was lost. A reconnect does not take it back.
     */
    @Nullable
    Throwable lastError();

    /** Figures now. */
    ConnectionStatistics statistics();

    /** How it was made. */
    NatsOptions options();

    /** Adds one more to be told of events from now on. */
    void addListener(ConnectionListener listener);

    /** Tells it no more. */
    void removeListener(ConnectionListener listener);
}
