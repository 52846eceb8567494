package io.natter.client.messaging;

import io.natter.client.Codec;
import io.natter.client.ConnectionEvent;
import io.natter.client.DrainResult;
import io.natter.client.Message;
import io.natter.client.MessageHandler;
import io.natter.client.NatsOptions;
import io.natter.client.Outgoing;
import io.natter.client.Replies;
import io.natter.client.ReplyHandler;
import io.natter.client.RequestManyOptions;
import io.natter.client.RequestOptions;
import io.natter.client.ServerErrorException;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import io.natter.client.SyncSubscription;
import io.natter.client.TypedHandler;
import io.natter.protocol.wire.MessageView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Subscriptions, requests and replies of one connection, over whatever links it has in its life.
 *
 * <p>Thread-safe; of {@link Inbound}, {@code message} and {@code endOfPass} are for one thread at a time, the one that reads: while a connection moves
 * from one link to another, the session lets only one of the two in.
 */
public final class Messaging implements Inbound {
    private final MessagingContext context;
    private final Subscriptions subscriptions;
    private final Requests requests;
    private final Orphans orphans;
    private final Farewells farewells;
    private final SubjectCheck publishCheck = new SubjectCheck();

    /**
     * Messaging of a connection that is about to be made.
     *
     * @param events takes each event at once and tells listeners later, in order
     */
    public Messaging(NatsOptions options, Outbound out, Timers timers, Consumer<ConnectionEvent> events) {
        this.context = new MessagingContext(options, out, timers, events);
        this.subscriptions = new Subscriptions(context);
        this.requests = new Requests(context, subscriptions.newSid());
        this.orphans = new Orphans(context, this);
        this.farewells = new Farewells(context, this);
    }

    // ---- subscribing ----

    /** See {@code NatsConnection}. */
    public Subscription subscribe(String subject, SubscribeOptions options, MessageHandler handler) {
        requireNames(subject, options);
        return added(new HandledSubscription(
                subscriptions, this, subject, options, Objects.requireNonNull(handler, "handler")));
    }

    /** See {@code NatsConnection}. */
    public <T> Subscription subscribe(
            String subject, Class<T> type, SubscribeOptions options, TypedHandler<T> handler) {
        Codec<T> codec = context.options().codecs().codecFor(type);
        Objects.requireNonNull(codec, "codec");
        Objects.requireNonNull(handler, "handler");
        return subscribe(subject, options, message -> handler.handle(message.as(type), message));
    }

    /** See {@code NatsConnection}. */
    public SyncSubscription subscribe(String subject, SubscribeOptions options) {
        requireNames(subject, options);
        return added(new PulledSubscription(subscriptions, subject, options));
    }

    /** See {@code NatsConnection}. */
    public Subscription reply(String subject, SubscribeOptions options, ReplyHandler handler) {
        return subscribe(subject, options, new Replying(Objects.requireNonNull(handler, "handler")));
    }

    /** See {@code NatsConnection}. */
    public Flow.Publisher<Message> publisher(String subject, SubscribeOptions options) {
        requireNames(subject, options);
        return subscriber -> {
            DemandedSubscription subscription =
                    new DemandedSubscription(subscriptions, this, subject, options, Objects.requireNonNull(subscriber));
            subscriber.onSubscribe(subscription);
            subscription.begin();
        };
    }

    private static void requireNames(String subject, SubscribeOptions options) {
        SubjectCheck.requireFilter(subject);
        SubjectCheck.requireQueue(options.queue());
    }

    private <S extends LiveSubscription> S added(S subscription) {
        subscriptions.add(subscription);
        return subscription;
    }

    // ---- asking ----

    /** See {@code NatsConnection}. */
    public Message request(Outgoing message, RequestOptions options) {
        requirePublish(message.subject());
        return requests.request(message, options);
    }

    /** See {@code NatsConnection}. */
    public <R> R request(Outgoing message, RequestOptions options, Class<R> replyType) {
        Objects.requireNonNull(context.options().codecs().codecFor(replyType));
        Message reply = request(message, options);
        ErrorReply.check(reply);
        return reply.as(replyType);
    }

    /** See {@code NatsConnection}. */
    public CompletableFuture<Message> requestAsync(Outgoing message, RequestOptions options) {
        requirePublish(message.subject());
        return requests.requestAsync(message, options);
    }

    /** See {@code NatsConnection}. */
    public Replies requestMany(Outgoing message, RequestManyOptions options) {
        requirePublish(message.subject());
        return requests.requestMany(message, options);
    }

    /** See {@code NatsConnection}. */
    public String newInbox() {
        return Requests.newInbox(context);
    }

    /**
     * Requires a subject that may be published to; next to free for the subject of the call before.
     *
     * @throws IllegalArgumentException if it is none
     */
    public void requirePublish(String subject) {
        publishCheck.requirePublish(subject);
    }

    // ---- what comes ----

    @Override
    public void message(MessageView message) {
        context.figures().received(message.headersLength() + (long) message.payloadLength());
        long sid = message.sid();
        boolean isTaken = sid == requests.sid() ? requests.message(message) : subscriptions.message(sid, message);
        if (!isTaken) {
            orphans.message(message);
        }
    }

    @Override
    public void endOfPass() {
        subscriptions.endOfPass();
    }

    @Override
    public @Nullable Subscription refused(ServerErrorException error) {
        if (error.kind() != ServerErrorException.Kind.PERMISSION || requests.refused(error)) {
            return null;
        }
        return subscriptions.refused(error);
    }

    @Override
    public List<Restored> restored() {
        List<Restored> restored = new ArrayList<>();
        Restored inbox = requests.restored();
        if (inbox != null) {
            restored.add(inbox);
        }
        subscriptions.restored(restored);
        return restored;
    }

    // ---- the end ----

    /** Whether the calling thread runs a handler of this connection: it may publish while draining, and must not wait for itself. */
    public boolean isHandlerThread() {
        return HandlerMark.isOf(this);
    }

    /** Where listeners and completions may run: the options' executor, or threads of this name. */
    public Executor executor(String name) {
        return context.executor(name);
    }

    /**
     * Ends all subscriptions so that nothing on its way is lost, and takes no new ones; handlers may go on asking and answering.
     *
     * <p>The result tells of messages only, and comes on a completion thread.
     *
     * @param waiter the thread that will do nothing but wait for it, or null
     */
    public CompletableFuture<DrainResult> drain(Duration timeout, @Nullable Thread waiter) {
        return subscriptions.drainAll(timeout, waiter);
    }

    /** See {@code NatsConnection}. */
    public void beforeClose(Runnable farewell) {
        farewells.add(farewell);
    }

    /** Does what is to be done before an orderly end, once: it may publish as handlers may. */
    public void sayFarewell() {
        farewells.say();
    }

    /** Messages that came and no handler is done with, of subscriptions that have not ended. */
    public long unfinished() {
        return subscriptions.unfinished();
    }

    /** Ends everything: requests fail, what waits for handlers is dropped. {@code isNow} interrupts handlers at work. */
    public void close(boolean isNow) {
        requests.close();
        subscriptions.close(isNow);
        orphans.close(isNow);
    }

    // ---- figures ----

    /** What came, and what became of it. */
    public MessagingFigures figures() {
        return context.figures();
    }

    /** Subscriptions from which messages still may come. */
    public int subscriptionCount() {
        return subscriptions.size();
    }

    /** Requests that wait for an answer. */
    public int requestsInFlight() {
        return requests.inFlight();
    }
}
