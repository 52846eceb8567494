package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.AckSubjectView;
import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ApiResponse;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceInfo;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.wire.Headers;
import io.natter.protocol.wire.HeadersException;
import io.natter.server.core.OutgoingMessage;
import io.natter.server.jetstream.consumer.Registration;
import io.natter.store.StreamWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Copies a stream through a consumer of its own there (D240).
 *
 * <p>All goes by messages of the account, so the origin may be on any server that these reach.
 *
 * <p>Confined to the loop of the stream that copies.
 *
 * <pre>
 *  WAITING ── time ──> ASKING ── consumer is there ──> COPYING
 *     ^                   │                               │
 *     └── refused, silent ┴── gap, silence, not stored ───┘      stop: STOPPED
 * </pre>
 *
 * <p>At most one request in two seconds; after failures ten seconds more each time, up to two minutes. How much is on its way is bounded
 * by the origin's flow control, which is answered when what came before is on disk.
 */
final class RemoteFeed implements Feed {
    private static final long SECOND_NS = 1_000_000_000L;
    private static final long ASKED_APART_NS = 2 * SECOND_NS;
    private static final long BACKOFF_NS = 10 * SECOND_NS;
    private static final long BACKOFF_NS_MAX = 120 * SECOND_NS;
    private static final long JITTER_NS = 100_000_000L;
    private static final long ANSWER_NS_MAX = 30 * SECOND_NS;
    private static final long RESET_NS_MAX = 5 * SECOND_NS;
    private static final long SILENCE_NS_MAX = 10 * SECOND_NS;
    private static final byte[] CONTROL = "NATS/1.0 100 ".getBytes(US_ASCII);

    private enum State {
        WAITING,
        ASKING,
        COPYING,
        STOPPED
    }

    private final Stream stream;
    private final StreamEnvironment environment;
    private final StreamSource source;
    private final boolean isMirror;
    private final OriginCopy copy;
    private final CopyPosition position;
    private final AckSubjectView delivery = new AckSubjectView();
    private final OutgoingMessage out = new OutgoingMessage();
    private final Publish received = new Publish();
    private State state = State.WAITING;
    private OriginRequest request;
    private Registration timer = Registration.NONE;
    private Registration subscription = Registration.NONE;
    private String consumer = "";
    private long deliverySeq;
    private long lag;
    private long askedNs;
    private long heardNs;
    private int failures;
    private boolean hasAsked;
    private boolean wasHeard;
    private boolean isAnother; // the origin is not the stream that was copied before
    private @Nullable ApiError error;

    RemoteFeed(Stream stream, StreamSource source, boolean isMirror) {
        this.stream = stream;
        this.environment = stream.environment();
        this.source = source;
        this.isMirror = isMirror;
        this.copy = new OriginCopy(stream, source, isMirror);
        this.position = new CopyPosition(stream, copy.name(), isMirror, this::askAgain);
        this.request = new OriginRequest(stream, source, isMirror);
    }

    @Override
    public SourceName name() {
        return copy.name();
    }

    @Override
    public StreamSource source() {
        return source;
    }

    @Override
    public void start(SourcePosition from) {
        position.start(from);
        askAgain();
    }

    @Override
    public void stop() {
        enter(State.STOPPED);
    }

    @Override
    public void end() {
        stop();
        String name = consumer.isEmpty() ? OriginRequest.stableName(stream, source, isMirror) : consumer;
        byte[] deletion = request.deletion(name);
        if (deletion != null && hasAsked) {
            environment.publish(out.to(deletion));
        }
    }

    @Override
    public StreamSourceInfo info() {
        Duration active = wasHeard ? Duration.ofNanos(environment.nowNs() - heardNs) : Duration.ofNanos(-1);
        return new StreamSourceInfo(
                source.name(),
                source.external(),
                lag,
                isMirror ? 0 : position.seq(),
                active,
                error,
                source.filterSubject(),
                source.subjectTransforms());
    }

    private void enter(State next) {
        timer.cancel();
        subscription.cancel();
        timer = Registration.NONE;
        subscription = Registration.NONE;
        state = next;
    }

    // --- WAITING

    private void askAgain() {
        if (state == State.STOPPED) {
            return;
        }
        enter(State.WAITING);
        long delayNs = JITTER_NS + environment.random().nextLong(JITTER_NS);
        if (hasAsked) {
            delayNs += Math.max(0, ASKED_APART_NS - (environment.nowNs() - askedNs));
            delayNs += Math.min(failures * BACKOFF_NS, BACKOFF_NS_MAX);
        }
        timer = environment.schedule(delayNs, this::ask);
    }

    private void fail(@Nullable ApiError why) {
        error = why;
        failures++;
        askAgain();
    }

    // A consumer that was given shows that it is there by what it delivers: no use in waiting for longer.
    private void probe() {
        if (source.consumer() != null) {
            subscription = environment.subscribe(request.deliverSubject(), sign -> {
                failures = 0;
                askAgain();
            });
        }
    }

    // --- ASKING

    private void ask() {
        if (state == State.STOPPED || stream.isClosed()) {
            return;
        }
        hasAsked = true;
        askedNs = environment.nowNs();
        error = null;
        request = new OriginRequest(stream, source, isMirror);
        send();
    }

    private void send() {
        enter(State.ASKING);
        String inbox = "_INBOX." + environment.newId();
        subscription = environment.subscribe(inbox, answer -> onAnswer(received.of(answer)));
        timer = environment.schedule(source.consumer() == null ? ANSWER_NS_MAX : RESET_NS_MAX, this::onSilence);
        byte[] reply = inbox.getBytes(UTF_8);
        byte[] headers = request.headers(position.identity());
        int receivers = environment.publish(out.to(request.subject().getBytes(UTF_8))
                .reply(reply, 0, reply.length)
                .headers(headers, 0, headers.length)
                .payload(request.body(position.seq(), isAnother)));
        if (receivers == 0) { // no way to the origin yet: nothing was asked, so nothing failed
            askAgain();
        }
    }

    private void onSilence() {
        fail(null);
        probe();
    }

    private void onAnswer(Publish answer) {
        if (state != State.ASKING) {
            return;
        }
        ApiResponse<ConsumerInfo> response;
        try {
            byte[] json =
                    Arrays.copyOfRange(answer.payload, answer.payloadFrom, answer.payloadFrom + answer.payloadLength);
            response = ApiResponse.form(ConsumerInfo.JSON).read(json);
        } catch (JsonException unreadable) {
            stream.warn("source " + source.name() + ": answer cannot be read: " + unreadable.getMessage());
            fail(ApiErrorCode.INVALID_JSON.error(String.valueOf(unreadable.getMessage())));
            return;
        }
        ConsumerInfo info = response.body();
        ConsumerConfig config = info == null ? null : info.config();
        ApiError refusal = response.error();
        if (refusal != null || info == null || config == null) {
            onRefused(Objects.requireNonNullElseGet(refusal, this::setupFailed));
        } else if (source.consumer() != null && config.ackPolicy() != AckPolicy.FLOW_CONTROL) {
            fail(
                    isMirror
                            ? ApiErrorCode.MIRROR_CONSUMER_REQUIRES_ACK_FLOW_CONTROL.error()
                            : ApiErrorCode.SOURCE_CONSUMER_REQUIRES_ACK_FLOW_CONTROL.error());
        } else {
            String identity = header(answer, JetStreamHeaders.STREAM_IDENTITY);
            begin(info, source.consumer() == null ? config.deliverSubject() : request.deliverSubject(), identity);
        }
    }

    private ApiError setupFailed() {
        String reason = "invalid consumer create response";
        return isMirror
                ? ApiErrorCode.MIRROR_CONSUMER_SETUP_FAILED.error(reason)
                : ApiErrorCode.SOURCE_CONSUMER_SETUP_FAILED.error(reason);
    }

    private void onRefused(ApiError refusal) {
        int code = refusal.errorCode();
        if (code == ApiErrorCode.CONSUMER_STREAM_IDENTITY_MISMATCH.errorCode()) {
            isAnother = true;
            position.moveTo(0);
            position.identify("");
            askAgain();
            return;
        }
        boolean isTooNew =
                code == ApiErrorCode.REQUIRED_API_LEVEL.errorCode() || code == ApiErrorCode.INVALID_JSON.errorCode();
        if (isTooNew && request.downgrade()) {
            send();
            return;
        }
        stream.warn("source " + source.name() + " refuses a consumer: " + refusal.description());
        fail(refusal);
    }

    // --- COPYING

    private void begin(ConsumerInfo info, String deliverSubject, String identity) {
        failures = 0;
        if (!isMirror) {
            identify(identity);
        }
        long delivered = info.delivered().streamSequence();
        if (isMirror && delivered > stream.reader().lastSeq() && delivered < StreamWriter.SEQ_MAX) {
            stream.units().open();
            stream.writer().skipTo(delivered + 1);
        }
        position.moveTo(Math.max(position.seq(), delivered));
        consumer = info.name();
        deliverySeq = 0;
        enter(State.COPYING);
        heardNs = environment.nowNs();
        wasHeard = true;
        subscription = environment.subscribe(deliverSubject, message -> onMessage(received.of(message)));
        timer = environment.schedule(SILENCE_NS_MAX, this::check);
    }

    private void identify(String identity) {
        String known = position.identity();
        if (isAnother || !known.isEmpty() && !identity.isEmpty() && !known.equals(identity)) {
            stream.warn("source " + source.name() + " was created anew and is copied from its beginning");
            position.moveTo(0);
        }
        position.identify(identity);
        isAnother = false;
    }

    private void check() {
        if (environment.nowNs() - heardNs >= SILENCE_NS_MAX) {
            askAgain();
        } else {
            timer = environment.schedule(SILENCE_NS_MAX, this::check);
        }
    }

    private void onMessage(Publish message) {
        if (state != State.COPYING || stream.isClosed()) {
            return;
        }
        heardNs = environment.nowNs();
        if (isControl(message)) {
            onControl(message);
        } else if (isOurs(message) && delivery.deliveredCount() == 1) {
            onDelivery(message, delivery.streamSequence(), delivery.consumerSequence());
        }
    }

    private boolean isOurs(Publish message) {
        return delivery.parse(message.reply, message.replyFrom, message.replyLength)
                && delivery.consumer().equals(consumer);
    }

    private void onDelivery(Publish message, long seq, long numbered) {
        boolean isNext = numbered == deliverySeq + 1;
        if (seq <= position.seq()) {
            deliverySeq = isNext ? numbered : deliverySeq;
            return;
        }
        if (!isNext && !(isMirror && seq == position.seq() + 1)) {
            if (isMirror || numbered > deliverySeq) {
                askAgain(); // something is missing
            }
            return;
        }
        lag = Math.max(delivery.pendingCount() - 1, 0);
        ApiError refused = copy.store(message, seq, delivery.timestampNs(), position.identity());
        if (refused != null) {
            askAgain();
            error = refused;
            return;
        }
        position.advance(seq);
        deliverySeq = numbered;
    }

    private static boolean isControl(Publish message) {
        return message.payloadLength == 0
                && message.headersLength > CONTROL.length
                && Arrays.equals(
                        message.headers,
                        message.headersFrom,
                        message.headersFrom + CONTROL.length,
                        CONTROL,
                        0,
                        CONTROL.length);
    }

    private void onControl(Publish message) {
        if (message.replyLength > 0) {
            byte[] reply =
                    Arrays.copyOfRange(message.reply, message.replyFrom, message.replyFrom + message.replyLength);
            answerFlowControl(reply);
            return;
        }
        String last = header(message, JetStreamHeaders.LAST_CONSUMER);
        boolean isBehind = !last.isEmpty() && !last.equals("0") && !last.equals(Long.toUnsignedString(deliverySeq));
        if (isBehind) {
            askAgain();
            return;
        }
        String stalled = header(message, JetStreamHeaders.CONSUMER_STALLED);
        if (!stalled.isEmpty()) {
            answerFlowControl(stalled.getBytes(UTF_8));
        }
    }

    // An origin may let go of what this says was copied, so it is said when that is on disk.
    private void answerFlowControl(byte[] reply) {
        byte[] headers = Headers.builder()
                .add(JetStreamHeaders.LAST_CONSUMER, Long.toUnsignedString(deliverySeq))
                .add(JetStreamHeaders.LAST_STREAM, Long.toUnsignedString(position.seq()))
                .build()
                .encode();
        stream.units().open().whenDone(failure -> {
            if (failure == null && state == State.COPYING) {
                environment.publish(out.to(reply).headers(headers, 0, headers.length));
            }
        });
    }

    private static String header(Publish message, String name) {
        if (message.headersLength == 0) {
            return "";
        }
        try {
            String value = Headers.parse(message.headers, message.headersFrom, message.headersLength)
                    .first(name);
            return value == null ? "" : value;
        } catch (HeadersException malformed) {
            return "";
        }
    }
}
