package io.natter.client.jetstream;

import io.natter.client.ConnectionLostException;
import io.natter.client.Message;
import io.natter.protocol.Nuid;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.AckSubjectView;
import io.natter.protocol.jetstream.ApiCall;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerAction;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.protocol.jetstream.Success;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A consumer of one's own, made anew behind the last message whenever one was missed (ADR-17, D189).
 *
 * <p>Thread-safe. Deliveries are numbered; a number that is not the next tells of a gap, a consumer's name that is not the present one's of a message
 * that is on its way from an earlier one.
 */
final class RenewedOrigin implements Origin {
    /** Silence of a consumer that delivers by itself after which it says that it is there. */
    static final Duration HEARTBEAT = Duration.ofSeconds(2);

    private static final Duration INACTIVE_THRESHOLD = Duration.ofMinutes(5);

    /** In no subject. */
    private static final byte[] NOBODY = {' '};

    private final Api api;
    private final String stream;
    private final OrderedOptions options;
    private final String namePrefix = Nuid.next();
    private final @Nullable String inbox; // where consumers deliver to by themselves; null where they are asked
    private final Runnable farewell = this::end; // held here, since the connection holds it weakly
    private final AckSubjectView view = new AckSubjectView(); // guarded by this
    // guarded by this
    private int renewals;
    private String name = "";
    private byte[] nameInSubject = NOBODY;
    private long nextDelivery = 1;
    private long lastSequence;
    private @Nullable ConsumerInfo initial;
    private boolean isOver;

    private RenewedOrigin(Api api, String stream, OrderedOptions options, @Nullable String inbox) {
        this.api = api;
        this.stream = stream;
        this.options = options;
        this.inbox = inbox;
    }

    /** One whose consumers are asked for messages. */
    static RenewedOrigin asked(Api api, String stream, OrderedOptions options) {
        return new RenewedOrigin(api, stream, options, null);
    }

    /** One whose consumers deliver by themselves, under flow control, to the inbox: the server notices no interest by wildcards. */
    static RenewedOrigin pushed(Api api, String stream, OrderedOptions options, String inbox) {
        return new RenewedOrigin(api, stream, options, inbox);
    }

    /** The consumer as it was when it was first made, or null before. */
    synchronized @Nullable ConsumerInfo initial() {
        return initial;
    }

    /** The present consumer, as the server knows it. */
    ConsumerInfo current() {
        String present;
        synchronized (this) {
            present = name;
        }
        return api.call(ApiCall.CONSUMER_INFO, stream, present, Api.EMPTY, ConsumerInfo.JSON);
    }

    @Override
    public synchronized boolean isMade() {
        return !name.isEmpty();
    }

    /** Whether there ever was one. */
    synchronized boolean wasMade() {
        return initial != null;
    }

    @Override
    public synchronized @Nullable String requestSubject() {
        return name.isEmpty() ? null : api.subjects().of(ApiCall.MESSAGE_NEXT, stream, name);
    }

    @Override
    public synchronized String title() {
        return api.subjects().of(ApiCall.MESSAGE_NEXT, stream, nameNow());
    }

    @Override
    public synchronized @Nullable DeliveredMessage accept(Message message, String ackSubject) {
        boolean isOurs =
                view.parse(ackSubject) && view.consumerSequence() == nextDelivery && view.isConsumer(nameInSubject);
        if (!isOurs) {
            return null;
        }
        nextDelivery++;
        lastSequence = view.streamSequence();
        return DeliveredMessage.read(message, ackSubject, api, MessageMetadata.of(view, stream, nameNow()));
    }

    // Fewer than before are counted by a consumer that was made again where its server came back: nothing is sure of
    // it.
    @Override
    public synchronized boolean isBehindGap(String ackSubject) {
        return view.parse(ackSubject) && view.isConsumer(nameInSubject) && view.consumerSequence() != nextDelivery;
    }

    @Override
    public synchronized boolean isWhole(long lastDelivery) {
        return lastDelivery < nextDelivery;
    }

    @Override
    public boolean goesOn() {
        return false;
    }

    @Override
    public CompletableFuture<ConsumerInfo> renew() {
        ConsumerConfig config;
        String before;
        synchronized (this) {
            before = name;
            name = "";
            renewals++;
            config = config(nameNow()); // what is still on its way of the one before comes again from there on
            nextDelivery = 1;
            // one that delivers by itself may do so before its request is answered
            nameInSubject = inbox == null ? NOBODY : nameNow().getBytes(StandardCharsets.UTF_8);
        }
        if (!before.isEmpty()) {
            forget(before);
        }
        return ConsumerCreation.of(stream, config, ConsumerAction.CREATE)
                .onAsync(api)
                .thenApply(this::made);
    }

    private String nameNow() {
        return namePrefix + "_" + renewals;
    }

    private synchronized ConsumerInfo made(ConsumerInfo info) {
        if (!info.name().equals(nameNow())) {
            forget(info.name());
            throw new ConnectionLostException("consumer of " + stream + ": another is being made already");
        }
        if (isOver) {
            forget(info.name()); // it was being made when the last one was forgotten
            return info;
        }
        name = info.name();
        nameInSubject = name.getBytes(StandardCharsets.UTF_8);
        if (initial == null) {
            initial = info;
            api.connection().beforeClose(farewell);
        }
        return info;
    }

    private ConsumerConfig config(String newName) {
        ConsumerConfigBuilder config = ConsumerConfig.builder()
                .name(newName)
                .ackPolicy(AckPolicy.NONE)
                .maxDeliver(1)
                .memoryStorage(true)
                .replicas(1)
                .inactiveThreshold(INACTIVE_THRESHOLD)
                .replayPolicy(options.replayPolicy())
                .headersOnly(options.headersOnly());
        if (inbox != null) {
            config.deliverSubject(inbox).flowControl(true).idleHeartbeat(HEARTBEAT);
        }
        if (options.filterSubjects().size() == 1) {
            config.filterSubject(options.filterSubjects().get(0));
        } else if (options.filterSubjects().isEmpty() && options.deliverPolicy() == DeliverPolicy.LAST_PER_SUBJECT) {
            config.filterSubject(">"); // the server wants one to be named
        } else {
            config.filterSubjects(options.filterSubjects());
        }
        if (lastSequence > 0) {
            return config.deliverPolicy(DeliverPolicy.BY_START_SEQUENCE)
                    .startSequence(lastSequence + 1)
                    .build();
        }
        return config.deliverPolicy(options.deliverPolicy())
                .startSequence(options.startSequence())
                .startTime(options.startTime())
                .build();
    }

    @Override
    public boolean isFinal(Throwable failure) {
        return Api.isError(failure, ApiErrorCode.STREAM_NOT_FOUND)
                || (Api.cause(failure) instanceof JetStreamApiException refused && refused.code() == 400)
                || Api.cause(failure) instanceof UnsupportedByServerException;
    }

    @Override
    public void end() {
        String last;
        synchronized (this) {
            last = name;
            name = "";
            isOver = true;
        }
        if (!last.isEmpty()) {
            forget(last);
        }
    }

    // Nobody waits for it: a connection that is closed in an orderly way sends it before; a consumer that stays goes by
    // itself after a while.
    private void forget(String consumer) {
        String question = api.subjects().of(ApiCall.CONSUMER_DELETE, stream, consumer);
        try {
            api.callAsync(question, Api.EMPTY, Success.JSON);
        } catch (io.natter.client.NatsException connectionIsGone) {
            // then so is the consumer, soon
        }
    }
}
