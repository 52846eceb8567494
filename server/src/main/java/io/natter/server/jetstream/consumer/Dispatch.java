package io.natter.server.jetstream.consumer;

import io.natter.server.core.OutgoingMessage;
import io.natter.store.NotAtHandException;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives messages to whoever a consumer delivers to, redeliveries first, until nothing goes any more.
 *
 * <p>Confined to the stream's loop.
 *
 * <pre>
 *  redelivery queue --.                               .-- push: subject, flow control
 *                     +--> message --> throttle --> mode
 *  cursor ------------'                               '-- pull: waiting requests
 * </pre>
 */
final class Dispatch {
    /** Most messages in one turn: then others on the loop have theirs. */
    static final int TURN_COUNT_MAX = 256;

    private static final Logger LOG = LoggerFactory.getLogger(Dispatch.class);

    private final OwningStream stream;
    private final Consumer consumer;
    private final Progress progress;
    private final Cursor cursor;
    private final Mode mode;
    private final Redelivery redelivery;
    private final Throttle throttle;
    private final AckTimer ackTimer;
    private final AckReply ackReply;
    private final OutgoingMessage message = new OutgoingMessage();
    private final ExtraHeaders extraHeaders = new ExtraHeaders();
    private long resumeNs = Mode.NEVER;
    private long wallNs; // as this turn began: it is asked for with every message

    /** Why a turn ended. */
    enum Turn {
        /** There is nothing to deliver, or nobody to deliver to. */
        IDLE,
        /** What comes next is not deliverable yet, or is being read from the disk. */
        AHEAD,
        /** More may go, in another turn. */
        MORE,
        /** Receivers are too far behind. */
        CONGESTED,
        /** The next message has to wait a while. */
        HELD
    }

    /** What became of one message. */
    private enum Step {
        SENT,
        NOTHING_THERE,
        AHEAD,
        TOO_MANY_PENDING,
        NOBODY,
        HELD
    }

    Dispatch(OwningStream stream, Consumer consumer, ConsumerParts parts) {
        this.stream = stream;
        this.consumer = consumer;
        this.progress = parts.progress();
        this.cursor = parts.cursor();
        this.mode = parts.mode();
        this.redelivery = parts.redelivery();
        this.throttle = parts.throttle();
        this.ackTimer = parts.ackTimer();
        this.ackReply = new AckReply(stream, consumer.name());
        message.sender(consumer::onUndelivered);
    }

    /** When a message that was held may go; {@link Mode#NEVER} when none is. */
    long resumeNs() {
        return resumeNs;
    }

    /** Delivers what can be delivered now. */
    Turn run(ConsumerSettings settings, long nowNs) {
        resumeNs = Mode.NEVER;
        wallNs = stream.wallNs();
        for (int i = 0; i < TURN_COUNT_MAX; i++) {
            if (!mode.isReady()) {
                if (!mode.isPushBound()) { // a window of flow control opens again at once
                    cursor.rest();
                }
                mode.onIdle(true, nowNs);
                return Turn.IDLE;
            }
            if (stream.isCongested()) {
                return Turn.CONGESTED;
            }
            switch (step(settings, nowNs)) {
                case SENT -> {}
                case AHEAD -> {
                    mode.onIdle(false, nowNs);
                    return Turn.AHEAD;
                }
                case TOO_MANY_PENDING -> {
                    mode.onIdle(false, nowNs);
                    return Turn.IDLE;
                }
                case HELD -> {
                    return Turn.HELD;
                }
                case NOTHING_THERE, NOBODY -> {
                    throttle.onCaughtUp(cursor.nextSeq());
                    mode.onIdle(true, nowNs);
                    return Turn.IDLE;
                }
            }
        }
        return Turn.MORE;
    }

    private Step step(ConsumerSettings settings, long nowNs) {
        try {
            StoredRecord again = redelivery.next(settings);
            if (again != null) {
                return redeliver(again, settings, nowNs);
            }
            if (settings.maxAckPending() > 0 && progress.pending().count() >= settings.maxAckPending()) {
                return Step.TOO_MANY_PENDING;
            }
            StoredRecord next = cursor.peek(stream.deliverableSeq());
            if (next == null) {
                return cursor.isAheadOfDeliverable() ? Step.AHEAD : Step.NOTHING_THERE;
            }
            return deliver(next, settings, nowNs);
        } catch (NotAtHandException reading) {
            return Step.AHEAD;
        } catch (StoreException unreadable) {
            LOG.error("Consumer {} cannot read its stream: {}", consumer.name(), unreadable.getMessage());
            return Step.AHEAD;
        }
    }

    private Step deliver(StoredRecord record, ConsumerSettings settings, long nowNs) {
        long pendingCount = cursor.pendingCount();
        prepare(record, 1, Math.max(0, pendingCount - 1), settings);
        int bytes = message.sizeBytes();
        if (isHeld(record, bytes, nowNs)) {
            return Step.HELD;
        }
        if (!mode.offer(message, pendingCount, nowNs)) {
            return Step.NOBODY;
        }
        cursor.take();
        throttle.onSent(record.timeNs(), bytes, nowNs);
        if (settings.wantsAcks()) {
            progress.delivered(record.seq(), nowNs, wallNs);
            consumer.alarmBy(ackTimer.onDelivered(0, nowNs));
        } else {
            progress.deliveredAndDone(record.seq(), wallNs);
            stream.onAcked(consumer, record.seq());
        }
        consumer.onDelivered(message);
        return Step.SENT;
    }

    private Step redeliver(StoredRecord record, ConsumerSettings settings, long nowNs) {
        int slot = progress.pending().find(record.seq());
        int redeliveryCount = progress.pending().redeliveryCount(slot) + 1;
        prepare(record, redeliveryCount + 1L, cursor.pendingCount(), settings);
        int bytes = message.sizeBytes();
        if (isHeld(record, bytes, nowNs)) {
            return Step.HELD;
        }
        if (!mode.offer(message, cursor.pendingCount() + 1, nowNs)) {
            redelivery.postpone(slot);
            return Step.NOBODY;
        }
        throttle.onSent(record.timeNs(), bytes, nowNs);
        progress.redeliveries().remove(slot);
        progress.pending().redeliveryCount(slot, redeliveryCount);
        progress.redelivered(slot, nowNs, wallNs);
        consumer.alarmBy(ackTimer.onDelivered(redeliveryCount, nowNs));
        consumer.onDelivered(message);
        return Step.SENT;
    }

    private boolean isHeld(StoredRecord record, int bytes, long nowNs) {
        long delayNs = throttle.delayNs(record.timeNs(), bytes, nowNs);
        if (delayNs > 0) {
            resumeNs = nowNs + delayNs;
            consumer.alarmBy(resumeNs);
        }
        return delayNs > 0;
    }

    private void prepare(StoredRecord record, long deliveredCount, long pendingCount, ConsumerSettings settings) {
        ackReply.write(deliveredCount, record.seq(), progress.deliverySeq() + 1, record.timeNs(), pendingCount);
        byte[] bytes = record.bytes();
        message.subject(bytes, record.subjectFrom(), record.subjectLength())
                .reply(ackReply.bytes(), 0, ackReply.length())
                .headers(bytes, record.headersFrom(), record.headersLength())
                .payload(bytes, record.payloadFrom(), record.payloadLength());
        if (settings.config().headersOnly()) {
            extraHeaders.leaveOutPayload(message);
        }
    }
}
