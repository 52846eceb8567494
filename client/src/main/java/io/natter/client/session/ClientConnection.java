package io.natter.client.session;

import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionListener;
import io.natter.client.ConnectionLostException;
import io.natter.client.ConnectionState;
import io.natter.client.ConnectionStatistics;
import io.natter.client.DrainResult;
import io.natter.client.InterruptedWaitException;
import io.natter.client.Message;
import io.natter.client.MessageHandler;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.Outgoing;
import io.natter.client.Replies;
import io.natter.client.ReplyHandler;
import io.natter.client.RequestManyOptions;
import io.natter.client.RequestOptions;
import io.natter.client.RequestTimeoutException;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import io.natter.client.SyncSubscription;
import io.natter.client.TypedHandler;
import io.natter.client.messaging.Durations;
import io.natter.client.messaging.Encoded;
import io.natter.client.messaging.Messaging;
import io.natter.client.messaging.MessagingFigures;
import io.natter.client.messaging.SubjectCheck;
import io.natter.client.transport.Dialer;
import io.natter.client.transport.Dialers;
import io.natter.client.transport.ServerAddress;
import io.natter.protocol.ServerInfo;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * The connection as users see it: each call goes to messaging, the output or the session.
 *
 * <p>Thread-safe.
 */
public final class ClientConnection implements NatsConnection {
    private final NatsOptions options;
    private final Output output;
    private final Messaging messaging;
    private final EventQueue events;
    private final LastError errors;
    private final Session session;
    private final Ending ending;

    private ClientConnection(NatsOptions options, Dialer dialer, ServerPool pool, ClientThreads threads) {
        this.options = options;
        var upward = new Upward();
        this.output = new Output(options, upward, upward);
        var outbound = new SessionOutbound(output);
        this.messaging = new Messaging(options, outbound, threads, upward);
        this.events = new EventQueue(this, messaging.executor("natter-listener"), options.listeners());
        this.errors = new LastError(events);
        this.session = new Session(new SessionParts(options, dialer, threads, pool, output, messaging, errors));
        this.ending = new Ending(session, messaging);
        outbound.session(session);
    }

    /** As {@code Nats.connect} says. */
    public static NatsConnection connect(NatsOptions options) {
        return connect(options, Dialers.of(options));
    }

    /** The same over a dialer, which is closed with the connection. */
    static NatsConnection connect(NatsOptions options, Dialer dialer) {
        List<ServerAddress> seeds;
        try {
            seeds = parsed(options.servers());
        } catch (IllegalArgumentException notAnAddress) {
            dialer.close();
            throw notAnAddress;
        }
        var pool = new ServerPool(seeds, options.keepServerOrder(), options.ignoreDiscovered(), new Random());
        ChunkPool.SHARED.join();
        var connection = new ClientConnection(options, dialer, pool, ClientThreads.share());
        if (options.connectInBackground()) {
            connection.session.connectInBackground();
            return connection;
        }
        boolean isConnected = false;
        try {
            new FirstConnect(connection.session).run();
            isConnected = true;
            return connection;
        } finally {
            if (!isConnected) {
                connection.closeNow();
            }
        }
    }

    private static List<ServerAddress> parsed(List<String> servers) {
        List<ServerAddress> addresses = new ArrayList<>(servers.size());
        for (String server : servers) {
            addresses.add(ServerAddress.parse(server));
        }
        return addresses;
    }

    private boolean isHandlerThread() {
        return messaging.isHandlerThread();
    }

    /** What the parts ask and tell their connection, which is complete only after them. Thread-safe. */
    private final class Upward implements BooleanSupplier, Consumer<ConnectionEvent> {
        /** Whether the calling thread runs a handler. */
        @Override
        public boolean getAsBoolean() {
            return isHandlerThread();
        }

        @Override
        public void accept(ConnectionEvent event) {
            events.accept(event);
        }
    }

    // ---- publishing

    @Override
    public void publish(String subject, Object value) {
        publish(subject, value, Headers.NONE, null);
    }

    @Override
    public void publish(String subject, Object value, Headers headers) {
        publish(subject, value, headers, null);
    }

    @Override
    public void publish(Outgoing message) {
        publish(message.subject(), message.value(), message.headers(), message.replyTo());
    }

    private void publish(String subject, Object value, Headers headers, @Nullable String replyTo) {
        messaging.requirePublish(subject);
        SubjectCheck.requireReply(replyTo);
        Encoded encoded = Encoded.of(options.codecs(), value, headers);
        // Not urgent where an answer is wanted either: who publishes one after the other, as to a stream, had a call of
        // the system for each (C4).
        output.publish(subject, replyTo, encoded.headers(), encoded.payload(), false);
    }

    // ---- subscribing

    @Override
    public Subscription subscribe(String subject, MessageHandler handler) {
        return messaging.subscribe(subject, options.subscribe(), handler);
    }

    @Override
    public Subscription subscribe(String subject, SubscribeOptions subscribe, MessageHandler handler) {
        return messaging.subscribe(subject, subscribe, handler);
    }

    @Override
    public <T> Subscription subscribe(String subject, Class<T> type, TypedHandler<T> handler) {
        return messaging.subscribe(subject, type, options.subscribe(), handler);
    }

    @Override
    public <T> Subscription subscribe(
            String subject, Class<T> type, SubscribeOptions subscribe, TypedHandler<T> handler) {
        return messaging.subscribe(subject, type, subscribe, handler);
    }

    @Override
    public SyncSubscription subscribe(String subject) {
        return messaging.subscribe(subject, options.subscribe());
    }

    @Override
    public SyncSubscription subscribe(String subject, SubscribeOptions subscribe) {
        return messaging.subscribe(subject, subscribe);
    }

    @Override
    public Flow.Publisher<Message> publisher(String subject, SubscribeOptions subscribe) {
        return messaging.publisher(subject, subscribe);
    }

    @Override
    public Subscription reply(String subject, ReplyHandler handler) {
        return messaging.reply(subject, options.subscribe(), handler);
    }

    @Override
    public Subscription reply(String subject, SubscribeOptions subscribe, ReplyHandler handler) {
        return messaging.reply(subject, subscribe, handler);
    }

    // ---- asking

    @Override
    public Message request(String subject, Object value) {
        return request(subject, value, options.requestTimeout());
    }

    @Override
    public Message request(String subject, Object value, Duration timeout) {
        return messaging.request(Outgoing.of(subject, value), RequestOptions.within(timeout));
    }

    @Override
    public Message request(Outgoing message, RequestOptions request) {
        return messaging.request(message, request);
    }

    @Override
    public <R> R request(String subject, Object value, Class<R> replyType) {
        return messaging.request(
                Outgoing.of(subject, value), RequestOptions.within(options.requestTimeout()), replyType);
    }

    @Override
    public CompletableFuture<Message> requestAsync(String subject, Object value) {
        return messaging.requestAsync(Outgoing.of(subject, value), RequestOptions.within(options.requestTimeout()));
    }

    @Override
    public CompletableFuture<Message> requestAsync(Outgoing message, RequestOptions request) {
        return messaging.requestAsync(message, request);
    }

    @Override
    public Replies requestMany(String subject, Object value, RequestManyOptions request) {
        return messaging.requestMany(Outgoing.of(subject, value), request);
    }

    @Override
    public String newInbox() {
        return messaging.newInbox();
    }

    // ---- fences

    @Override
    public void flush(Duration timeout) {
        awaitPong("flush", timeout);
    }

    @Override
    public void flush() {
        flush(options.requestTimeout());
    }

    @Override
    public Duration rtt() {
        return Duration.ofNanos(awaitPong("rtt", options.requestTimeout()));
    }

    private long awaitPong(String what, Duration timeout) {
        var fence = new Fence(session.state() != ConnectionState.DISCONNECTED, false);
        if (!output.fence(fence)) {
            throw output.isClosed()
                    ? new ConnectionClosedException(what + ": the connection is closed")
                    : new ConnectionLostException(what + ": there is no connection");
        }
        try {
            return fence.passed.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new RequestTimeoutException(what + ": no PONG within " + timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException(what + ": interrupted while it waited for the PONG");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof ConnectionClosedException
                    ? new ConnectionClosedException(what + ": the connection was closed meanwhile")
                    : new ConnectionLostException(what + ": the connection broke meanwhile");
        } finally {
            output.forget(fence);
        }
    }

    // ---- life

    @Override
    public CompletableFuture<Void> reconnect() {
        return session.reconnect();
    }

    @Override
    public DrainResult drain(Duration timeout) {
        if (isHandlerThread()) {
            drainAsync(timeout);
            return new DrainResult(messaging.unfinished(), output.heldBytes(), false);
        }
        try {
            return ending.drain(timeout, Thread.currentThread()).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("drain: interrupted; it goes on");
        } catch (ExecutionException e) {
            throw new IllegalStateException("drain: failed", e.getCause());
        }
    }

    @Override
    public CompletableFuture<DrainResult> drainAsync(Duration timeout) {
        return ending.drain(timeout, null);
    }

    @Override
    public void close() {
        if (isHandlerThread()) {
            drainAsync(options.drainTimeout());
            return; // the drain waits for this very handler
        }
        CompletableFuture<DrainResult> drained = ending.drain(options.drainTimeout(), Thread.currentThread());
        try {
            drained.get();
        } catch (InterruptedException e) {
            closeNow();
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("close: interrupted; closed at once");
        } catch (ExecutionException e) {
            throw new IllegalStateException("close: failed", e.getCause());
        }
    }

    @Override
    public void closeNow() {
        ending.closeNow();
    }

    @Override
    public void beforeClose(Runnable farewell) {
        messaging.beforeClose(farewell);
    }

    @Override
    public void awaitClosed() {
        awaitClosed(Duration.ofSeconds(Long.MAX_VALUE));
    }

    @Override
    public boolean awaitClosed(Duration timeout) {
        if (isHandlerThread()) {
            throw new IllegalStateException(
                    "awaitClosed: got a handler's thread, which closing waits for; expected another");
        }
        try {
            ending.closed().get(Durations.ns(timeout), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("awaitClosed: interrupted; the connection stays as it is");
        } catch (ExecutionException e) {
            throw new IllegalStateException("awaitClosed: failed", e.getCause());
        }
    }

    // ---- looking

    @Override
    public ConnectionState state() {
        return session.state();
    }

    @Override
    public @Nullable ServerInfo serverInfo() {
        return session.serverInfo();
    }

    @Override
    public @Nullable SSLSession tlsSession() {
        ActiveLink link = session.link();
        return link == null ? null : link.transport().tlsSession();
    }

    @Override
    public String server() {
        return session.server();
    }

    @Override
    public List<String> servers() {
        return session.parts().pool().names();
    }

    @Override
    public void replaceServers(List<String> servers) {
        if (servers.isEmpty()) {
            throw new IllegalArgumentException("servers: got none, expected at least one");
        }
        session.parts().pool().replaceSeeds(parsed(servers));
    }

    @Override
    public @Nullable Throwable lastError() {
        return errors.last();
    }

    @Override
    public ConnectionStatistics statistics() {
        MessagingFigures in = messaging.figures();
        OutputFigures out = output.figures();
        return new ConnectionStatistics(
                out.messages(),
                out.bytes(),
                in.receivedMessages(),
                in.receivedBytes(),
                in.dropped(),
                in.orphaned(),
                out.pendingBytes(),
                Math.max(0, session.connects() - 1),
                messaging.subscriptionCount(),
                messaging.requestsInFlight(),
                session.reception().errors() + in.failed());
    }

    @Override
    public NatsOptions options() {
        return options;
    }

    @Override
    public void addListener(ConnectionListener listener) {
        events.add(listener);
    }

    @Override
    public void removeListener(ConnectionListener listener) {
        events.remove(listener);
    }

    /** The server and the state. */
    @Override
    public String toString() {
        return "NatsConnection[" + session.server() + ", " + session.state() + "]";
    }
}
