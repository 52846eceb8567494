package io.natter.client.jetstream;

import io.natter.client.Message;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.client.RequestTimeoutException;
import io.natter.client.Subscription;
import io.natter.protocol.jetstream.AckKind;
import io.natter.protocol.jetstream.AckSubjectView;
import io.natter.protocol.jetstream.Acknowledgement;
import io.natter.protocol.wire.Headers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A message with the subject its acknowledgement goes to.
 *
 * <p>Thread-safe. Of two last words the first counts.
 */
final class DeliveredMessage implements JetStreamMessage {
    private static final AtomicIntegerFieldUpdater<DeliveredMessage> ANSWERED =
            AtomicIntegerFieldUpdater.newUpdater(DeliveredMessage.class, "answered");
    private static final byte[] ACK = AckKind.ACK.token().getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NAK = AckKind.NAK.token().getBytes(StandardCharsets.US_ASCII);
    private static final byte[] TERM = AckKind.TERM.token().getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROGRESS = AckKind.PROGRESS.token().getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NEXT = (AckKind.NEXT.token() + " ").getBytes(StandardCharsets.US_ASCII);
    private static final ServerVersion REASONS =
            ServerVersion.parse("2.10.4"); // before, such a word is not heard at all
    /** What was said on a connection that is lost since is never answered; saying it twice does no harm. */
    private static final Duration CONFIRMATION_MOST = Duration.ofSeconds(1);

    /** Is told of the last word about a message that is not to come again. */
    interface Settled {
        void settled(DeliveredMessage message);
    }

    private final Message message;
    private final String ackSubject;
    private final Api api;
    private final @Nullable Settled settled;
    private volatile int answered; // 1 after the last word
    private volatile @Nullable MessageMetadata metadata;

    DeliveredMessage(Message message, String ackSubject, Api api, @Nullable Settled settled) {
        this.message = message;
        this.ackSubject = ackSubject;
        this.api = api;
        this.settled = settled;
    }

    /** One whose reply subject was read already, and which needs no acknowledgement. */
    static DeliveredMessage read(Message message, String ackSubject, Api api, MessageMetadata metadata) {
        DeliveredMessage delivered = new DeliveredMessage(message, ackSubject, api, null);
        delivered.metadata = metadata;
        return delivered;
    }

    @Override
    public MessageMetadata metadata() {
        MessageMetadata known = metadata;
        if (known == null) {
            known = read();
            metadata = known;
        }
        return known;
    }

    private MessageMetadata read() {
        AckSubjectView view = new AckSubjectView();
        if (!view.parse(ackSubject)) {
            throw new IllegalStateException(
                    "metadata: got the reply subject \"" + ackSubject + "\", expected a consumer's");
        }
        return MessageMetadata.of(view, view.stream(), view.consumer());
    }

    // ---- acknowledgements ----

    @Override
    public void ack() {
        if (sayLast(ACK)) {
            settle();
        }
    }

    /** Acknowledges it and asks for more in one go; false, and nothing is said, if it had its last word. */
    boolean ackForNext(byte[] request, String reply) {
        if (!ANSWERED.compareAndSet(this, 0, 1)) {
            return false;
        }
        byte[] word = ByteBuffer.allocate(NEXT.length + request.length)
                .put(NEXT)
                .put(request)
                .array();
        try {
            api.connection().publish(Outgoing.of(ackSubject, word).withReplyTo(reply));
        } catch (RuntimeException notSaid) {
            ANSWERED.set(this, 0);
            throw notSaid;
        }
        settle();
        return true;
    }

    @Override
    public void ackConfirmed() {
        ackConfirmed(api.options().timeout());
    }

    @Override
    public void ackConfirmed(Duration timeout) {
        long endNs = System.nanoTime() + Ranges.nanos(timeout);
        Duration once = timeout.compareTo(CONFIRMATION_MOST) < 0 ? timeout : CONFIRMATION_MOST;
        RequestOptions patience = RequestOptions.within(once).withRetry((attempt, failure) -> {
            boolean isLost = failure instanceof RequestTimeoutException && endNs - System.nanoTime() > 0;
            return isLost
                    ? Optional.of(Duration.ZERO)
                    : api.options().publishRetry().delayAfter(attempt, failure);
        });
        api.connection().request(Outgoing.of(ackSubject, ACK), patience);
        ANSWERED.set(this, 1);
        settle();
    }

    @Override
    public void nak() {
        sayLast(NAK);
    }

    @Override
    public void nak(Duration delay) {
        if (delay.isZero()) {
            nak();
            return;
        }
        sayLast(Acknowledgement.nak(delay).toBytes());
    }

    @Override
    public void term() {
        if (sayLast(TERM)) {
            settle();
        }
    }

    @Override
    public void term(String reason) {
        boolean isUnderstood = ServerVersion.of(api.connection()).isAtLeast(REASONS);
        if (sayLast(isUnderstood ? Acknowledgement.term(reason).toBytes() : TERM)) {
            settle();
        }
    }

    @Override
    public void inProgress() {
        if (answered == 0) {
            api.connection().publish(ackSubject, PROGRESS);
        }
    }

    @Override
    public boolean isAcknowledged() {
        return answered == 1;
    }

    private boolean sayLast(byte[] word) {
        if (!ANSWERED.compareAndSet(this, 0, 1)) {
            return false;
        }
        try {
            api.connection().publish(ackSubject, word);
        } catch (RuntimeException notSaid) {
            ANSWERED.set(this, 0);
            throw notSaid;
        }
        return true;
    }

    private void settle() {
        if (settled != null) {
            settled.settled(this);
        }
    }

    // ---- the message ----

    @Override
    public String subject() {
        return message.subject();
    }

    @Override
    public @Nullable String replyTo() {
        return ackSubject;
    }

    @Override
    public Headers headers() {
        return message.headers();
    }

    @Override
    public byte[] payload() {
        return message.payload();
    }

    @Override
    public String text() {
        return message.text();
    }

    @Override
    public <T> T as(Class<T> type) {
        return message.as(type);
    }

    @Override
    public @Nullable Subscription subscription() {
        return message.subscription();
    }

    @Override
    public boolean isError() {
        return false;
    }

    /** Not to be used: the reply subject is the consumer's. Acknowledge instead. */
    @Override
    public void respond(Object value) {
        respond(value, Headers.NONE);
    }

    @Override
    public void respond(Object value, Headers headers) {
        throw new IllegalStateException(
                "respond: a consumer's message is to be acknowledged, " + Objects.toString(message));
    }

    @Override
    public String toString() {
        return "JetStreamMessage[" + ackSubject + " " + message.subject() + " " + payload().length + " bytes]";
    }
}
