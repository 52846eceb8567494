package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.Nuid;
import io.natter.server.account.Account;
import io.natter.server.core.InternalLoop;
import io.natter.server.core.OutgoingMessage;
import io.natter.server.core.ReceivedMessage;
import io.natter.server.interest.Subscription;
import io.natter.server.jetstream.stream.Stream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The server around the API: an internal loop, by which accounts subscribe to requests, and threads for what takes its time.
 *
 * <p>Confined to the loop, but for {@link #execute}, {@link #work}, {@link #attach} and {@link #close}.
 */
public final class LoopPort implements ApiPort, AutoCloseable {
    private final InternalLoop loop;
    private final Clock clock;
    private final Map<String, Account> accounts = new HashMap<>();
    private final Map<String, List<Subscription>> subscriptions = new HashMap<>();
    private final DirectGets directGets;
    private final OutgoingMessage out = new OutgoingMessage();
    private final Executor worker;

    /**
     * On that loop.
     *
     * @param worker threads that may wait for the disk
     * @param directBytesMost bytes of a batch of a direct get that sets no limit
     */
    public LoopPort(InternalLoop loop, Clock clock, Executor worker, long directBytesMost) {
        this.loop = loop;
        this.clock = clock;
        this.directGets = new DirectGets(loop, worker, directBytesMost);
        this.worker = worker;
    }

    /** Lets an account ask the API, whether it has JetStream or not, unless it may already; done when it can. Any thread. */
    public CompletableFuture<Void> attach(Account account, JetStreamApi api) {
        return CompletableFuture.runAsync(() -> attachHere(account, api), loop);
    }

    private void attachHere(Account account, JetStreamApi api) {
        if (accounts.putIfAbsent(account.name(), account) != null) {
            return;
        }
        List<Subscription> own = new ArrayList<>();
        for (String filter : JetStreamApi.FILTERS) {
            own.add(loop.subscribe(account, filter.getBytes(UTF_8), null, message -> api.onRequest(copy(message))));
        }
        subscriptions.put(account.name(), own);
        api.onAttached(account.name());
    }

    private static ApiRequest copy(ReceivedMessage message) {
        byte[] headers = Arrays.copyOfRange(
                message.bytes(), message.headersFrom(), message.headersFrom() + message.headersLength());
        return new ApiRequest(
                message.account().name(),
                message.subject(),
                message.reply(),
                headers,
                message.payload(),
                message.origin());
    }

    @Override
    public int publish(String account, byte[] subject, byte[] reply, byte[] headers, byte[] payload) {
        @Nullable Account to = accounts.get(account);
        if (to == null) {
            return 0;
        }
        out.to(subject)
                .reply(reply, 0, reply.length)
                .headers(headers, 0, headers.length)
                .payload(payload);
        return loop.publish(to, out);
    }

    @Override
    public boolean hasInterest(String account, byte[] subject) {
        @Nullable Account in = accounts.get(account);
        return in != null && loop.hasInterest(in, subject);
    }

    @Override
    public void follow(String account, Stream stream) {
        @Nullable Account tenant = accounts.get(account);
        if (tenant != null) {
            directGets.follow(tenant, stream);
        }
    }

    @Override
    public void forget(String account, String stream) {
        directGets.forget(account, stream);
    }

    @Override
    public void execute(Runnable task) {
        loop.execute(task);
    }

    @Override
    public Cancellable subscribe(String account, String filter, Consumer<ApiRequest> handler) {
        @Nullable Account tenant = accounts.get(account);
        if (tenant == null) {
            return () -> {};
        }
        Subscription subscription =
                loop.subscribe(tenant, filter.getBytes(UTF_8), null, message -> handler.accept(copy(message)));
        AtomicBoolean isOver = new AtomicBoolean();
        return () -> {
            if (isOver.compareAndSet(false, true)) {
                loop.unsubscribe(subscription);
            }
        };
    }

    @Override
    public Cancellable schedule(Duration delay, Runnable task) {
        InternalLoop.Scheduled scheduled = loop.schedule(delay.toNanos(), task);
        return scheduled::cancel;
    }

    @Override
    public void work(Runnable task) {
        worker.execute(task);
    }

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public String newId() {
        return Nuid.next();
    }

    /** Ends the subscriptions. */
    @Override
    public void close() {
        loop.execute(() -> {
            subscriptions.values().forEach(own -> own.forEach(loop::unsubscribe));
            subscriptions.clear();
        });
    }
}
