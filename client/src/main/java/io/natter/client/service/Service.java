package io.natter.client.service;

import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionListener;
import io.natter.client.ConnectionLostException;
import io.natter.client.ConnectionState;
import io.natter.client.DrainResult;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.ServerErrorException;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a service: it answers requests at its endpoints, and can be found, asked what it is, and watched (ADR-32).
 *
 * <p>Thread-safe. It survives reconnects. Several services may share a connection, which stays open when they end; when the connection ends,
 * they do.
 *
 * <pre>
 * try (Service service = Service.start(nats, ServiceConfig.of("math", "1.0.0"), endpoints -> endpoints
 *         .endpoint("add", Sum.class, (sum, request) -> sum.a() + sum.b()))) {
 *     nats.request("add", new Sum(1, 2), Integer.class); // 3
 * }
 * </pre>
 *
 * <pre>
 *  $SRV.PING   $SRV.PING.math   $SRV.PING.math.ID      answered by every instance meant; so are INFO and STATS
 * </pre>
 */
public final class Service implements AutoCloseable {
    private final NatsConnection connection;
    private final ServiceConfig config;
    private final ConnectionListener listener = (from, event) -> onEvent(event);
    private final List<LiveEndpoint> endpoints = new CopyOnWriteArrayList<>();
    private final List<Subscription> discovery = new CopyOnWriteArrayList<>();
    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final CompletableFuture<DrainResult> drained = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Void> stopped = new CompletableFuture<>();
    private final ThreadLocal<@Nullable Boolean> isHandling = new ThreadLocal<>();
    private volatile Instant started = Instant.now();

    private Service(NatsConnection connection, ServiceConfig config) {
        this.connection = connection;
        this.config = config;
    }

    /**
     * Starts an instance with these endpoints; when it returns, requests reach it.
     *
     * <p>If there is no connection at the moment, they reach it as soon as there is one.
     *
     * @param endpoints adds them
     * @throws ServerErrorException if the server does not allow one of the subjects; nothing is left running then
     * @throws io.natter.client.NatsException as {@link NatsConnection#flush}
     */
    public static Service start(NatsConnection connection, ServiceConfig config, Consumer<ServiceGroup> endpoints) {
        Service service = new Service(connection, config);
        try {
            endpoints.accept(service.endpoints());
            service.answerDiscovery();
            service.awaitServer();
            connection.addListener(service.listener);
        } catch (Throwable failure) {
            service.stopNow(failure);
            throw failure;
        }
        return service;
    }

    private void answerDiscovery() {
        byte[] ping = ServiceIdentity.PING.write(config.identity());
        answer("PING", () -> ping);
        answer("INFO", () -> info().toJson());
        answer("STATS", () -> stats().toJson());
    }

    private void answer(String verb, Supplier<byte[]> answer) {
        String all = config.prefix() + "." + verb;
        String named = all + "." + config.name();
        for (String subject : List.of(all, named, named + "." + config.id())) {
            discovery.add(connection.subscribe(subject, request -> {
                if (request.replyTo() != null) {
                    request.respond(answer.get());
                }
            }));
        }
    }

    private void awaitServer() {
        if (connection.state() == ConnectionState.CONNECTED) {
            try {
                connection.flush(connection.options().requestTimeout());
            } catch (ConnectionLostException andTheNextOneBringsTheSubscriptions) {
                return;
            }
        }
        subscriptions()
                .map(Subscription::refusal)
                .filter(refusal -> refusal != null)
                .findFirst()
                .ifPresent(refusal -> {
                    throw refusal;
                });
    }

    private Stream<Subscription> subscriptions() {
        Stream<Subscription> ofEndpoints =
                endpoints.stream().map(LiveEndpoint::subscription).filter(one -> one != null);
        return Stream.concat(ofEndpoints, discovery.stream());
    }

    /** Where endpoints can be added. */
    public ServiceGroup endpoints() {
        return new ServiceGroup(this, "", config.queueGroup());
    }

    void add(Endpoint endpoint, String subject, @Nullable String queueGroup) {
        if (isStopping.get()) {
            throw new IllegalStateException("service: " + config.name() + " has stopped");
        }
        LiveEndpoint live = new LiveEndpoint(endpoint, subject, queueGroup);
        SubscribeOptions options = connection
                .options()
                .subscribe()
                .withQueue(queueGroup)
                .withConcurrency(endpoint.concurrency())
                .withAutoUnsubscribeAfter(0);
        Subscription subscription = connection.subscribe(subject, options, request -> handle(live, request));
        live.subscribed(subscription);
        endpoints.add(live);
        ServerErrorException refusal = subscription.refusal();
        if (refusal != null) {
            refused(
                    refusal,
                    subscription); // the server was faster: nobody knew yet whose subscription it complained of
        }
        if (isStopping.get()) {
            subscriptions().forEach(Subscription::close); // It stopped meanwhile, perhaps without having seen this one.
        }
    }

    private void handle(LiveEndpoint endpoint, Message request) throws Exception {
        isHandling.set(true);
        try {
            endpoint.handle(request);
        } finally {
            isHandling.remove();
        }
    }

    private void onEvent(ConnectionEvent event) {
        if (event instanceof ConnectionEvent.StateChanged change && change.to() == ConnectionState.CLOSED) {
            isStopping.set(true);
            end(new DrainResult(0, 0, true), null);
        }
        if (event instanceof ConnectionEvent.ServerError complaint && complaint.subscription() != null) {
            refused(complaint.error(), complaint.subscription());
        }
    }

    /** A service that cannot be reached at one of its subjects does not go on without it. */
    private void refused(ServerErrorException refusal, Subscription subscription) {
        for (LiveEndpoint endpoint : endpoints) {
            if (subscription.equals(endpoint.subscription())) {
                endpoint.failed(String.valueOf(refusal.getMessage()));
            }
        }
        if (subscriptions().anyMatch(subscription::equals)) {
            begin(connection.options().drainTimeout(), refusal);
        }
    }

    /** What the service is called. */
    public ServiceConfig config() {
        return config;
    }

    /** The answer to PING. */
    public ServiceIdentity identity() {
        return config.identity();
    }

    /** The answer to INFO. */
    public ServiceInfo info() {
        return new ServiceInfo(
                config.identity(),
                config.description(),
                endpoints.stream().map(LiveEndpoint::info).toList());
    }

    /** The answer to STATS, with figures up to now. */
    public ServiceStats stats() {
        return new ServiceStats(
                config.identity(),
                started,
                endpoints.stream().map(LiveEndpoint::stats).toList());
    }

    /** Begins to count from zero. */
    public void reset() {
        started = Instant.now();
        endpoints.forEach(LiveEndpoint::reset);
    }

    /** Completes when it has stopped: exceptionally if it was not told to, and not because its connection closed. */
    public CompletableFuture<@Nullable Void> stopped() {
        return stopped.copy();
    }

    /** Takes no more requests, answers those that came, and waits for that, at most so long. */
    public DrainResult drain(Duration timeout) {
        return drainAsync(timeout).join();
    }

    /** The same without waiting here; a second call gives the same. */
    public CompletableFuture<DrainResult> drainAsync(Duration timeout) {
        begin(timeout, null);
        return drained.copy();
    }

    /** Stops because of a failure, which {@link #stopped} tells; answers what came, and does not wait for it. */
    public void fail(Throwable cause) {
        begin(connection.options().drainTimeout(), cause);
    }

    private void begin(Duration timeout, @Nullable Throwable cause) {
        if (!isStopping.compareAndSet(false, true)) {
            return;
        }
        List<CompletableFuture<DrainResult>> drains = new ArrayList<>();
        for (LiveEndpoint endpoint : endpoints) {
            Subscription subscription = endpoint.subscription();
            if (subscription != null) {
                drains.add(subscription.drainAsync(timeout));
            }
        }
        CompletableFuture.allOf(drains.toArray(CompletableFuture[]::new))
                .whenComplete((nothing, failure) -> end(sum(drains), cause == null ? failure : cause));
    }

    private static DrainResult sum(List<CompletableFuture<DrainResult>> drains) {
        long unhandled = 0;
        long unsent = 0;
        boolean isConfirmed = true;
        for (CompletableFuture<DrainResult> drain : drains) {
            if (drain.isCompletedExceptionally()) {
                isConfirmed = false;
                continue;
            }
            DrainResult result = drain.join();
            unhandled += result.unhandledMessages();
            unsent = Math.max(unsent, result.unsentBytes()); // of the one connection
            isConfirmed &= result.isConfirmed();
        }
        return new DrainResult(unhandled, unsent, isConfirmed);
    }

    // It can be found until the last request is answered.
    private void end(DrainResult result, @Nullable Throwable cause) {
        connection.removeListener(listener);
        subscriptions().forEach(Subscription::close);
        if (cause == null) {
            stopped.complete(null);
        } else {
            stopped.completeExceptionally(cause);
        }
        drained.complete(result);
    }

    private void stopNow(Throwable failure) {
        isStopping.set(true);
        end(new DrainResult(0, 0, false), failure);
    }

    /** Drains for {@link io.natter.client.NatsOptions#drainTimeout()} at most, and waits for it; from a handler of its own it does not wait. */
    @Override
    public void close() {
        Duration timeout = connection.options().drainTimeout();
        begin(timeout, null);
        if (isHandling.get() == null) {
            drained.join();
        }
    }

    @Override
    public String toString() {
        return "Service[" + config.name() + " " + config.version() + " " + config.id() + "]";
    }
}
