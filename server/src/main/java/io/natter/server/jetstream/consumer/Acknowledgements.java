package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.AckKind;
import io.natter.protocol.jetstream.AckSubjectView;
import io.natter.protocol.jetstream.Acknowledgement;
import io.natter.protocol.jetstream.PullRequest;
import io.natter.protocol.json.GoTime;
import io.natter.protocol.json.JsonException;
import io.natter.server.core.ReceivedMessage;

/**
 * What clients say about the messages they got: reads it, and does it (D182, D183; ADR-15).
 *
 * <p>Confined to the stream's loop. What cannot be read, or is about a delivery that never was, changes nothing.
 */
final class Acknowledgements {
    private static final String NEXT = AckKind.NEXT.token();

    private final OwningStream stream;
    private final Consumer consumer;
    private final Progress progress;
    private final Cursor cursor;
    private final Advisories advisories;
    private final AckSubjectView view = new AckSubjectView();

    Acknowledgements(OwningStream stream, Consumer consumer, Progress progress, Cursor cursor, Advisories advisories) {
        this.stream = stream;
        this.consumer = consumer;
        this.progress = progress;
        this.cursor = cursor;
        this.advisories = advisories;
    }

    /** Takes one acknowledgement. */
    void onMessage(ReceivedMessage message) {
        if (!view.parse(message.subjectBytes(), message.subjectFrom(), message.subjectLength())) {
            return;
        }
        consumer.onUse();
        Acknowledgement said;
        try {
            said = Acknowledgement.parse(message.bytes(), message.payloadFrom(), message.payloadLength());
        } catch (JsonException unreadableRequest) {
            acknowledge(true);
            consumer.refuseRequest(message.reply(), unreadableRequest);
            return;
        }
        if (said == null) {
            answer(message);
            return;
        }
        if (said.kind() == AckKind.NEXT) {
            acknowledge(true);
            PullRequest next = said.next();
            if (next != null && message.replyLength() > 0) {
                int bodyFrom = message.payloadFrom() + NEXT.length();
                int end = message.payloadFrom() + message.payloadLength();
                consumer.pull(message.reply(), next, PullRules.startsJson(message.bytes(), bodyFrom, end));
            }
            return;
        }
        apply(said, message);
    }

    private void apply(Acknowledgement said, ReceivedMessage message) {
        switch (said.kind()) {
            case ACK -> {
                if (acknowledge(true)) {
                    answerWhenDurable(message);
                }
            }
            case TERM -> {
                boolean isDone = acknowledge(false);
                long seq = view.streamSequence();
                long deliverySeq = view.consumerSequence();
                long deliveries = view.deliveredCount();
                Runnable tell = () -> advisories.terminated(seq, deliverySeq, deliveries, said.reason());
                if (isDone && message.replyLength() > 0) {
                    consumer.answerWhenDurable(message.reply(), tell);
                } else {
                    tell.run();
                }
            }
            case NAK -> {
                refuse(said, message.payloadLength() > AckKind.NAK.token().length());
                answerWhenDurable(message); // how often it was delivered is counted across restarts
            }
            case PROGRESS -> {
                inProgress();
                answer(message);
            }
            case NEXT -> throw new IllegalStateException("next: is handled before");
        }
    }

    private void answer(ReceivedMessage message) {
        if (message.replyLength() > 0 && view.streamSequence() != 0) {
            consumer.answer(message.reply());
        }
    }

    private void answerWhenDurable(ReceivedMessage message) {
        if (message.replyLength() > 0) {
            consumer.answerWhenDurable(message.reply(), () -> {});
        }
    }

    // Whether it was done: a repeated one is, one of a delivery that never was is not.
    private boolean acknowledge(boolean isSampled) {
        return acknowledge(view.streamSequence(), view.consumerSequence(), isSampled ? view.deliveredCount() : 0);
    }

    /**
     * Acknowledges one delivery, and all before it where the policy says so.
     *
     * @param deliveries how often it was delivered, for the metric; 0 for no metric
     * @return false when there was no such delivery
     */
    boolean acknowledge(long seq, long deliverySeq, long deliveries) {
        ConsumerSettings settings = consumer.settings();
        boolean isByFlowControl = settings.config().flowControl();
        if (seq < 0 || deliverySeq < 0 || seq >= cursor.nextSeq() && !isByFlowControl) {
            return false;
        }
        if (!settings.wantsAcks()) {
            return false;
        }
        boolean wasFull = settings.maxAckPending() > 0 && progress.pending().count() >= settings.maxAckPending();
        if (settings.acksAll()) {
            acknowledgeAll(seq, deliverySeq);
        } else {
            acknowledgeOne(seq, deliverySeq, deliveries);
        }
        consumer.onProgress();
        if (wasFull) {
            consumer.wake();
        }
        return true;
    }

    private void acknowledgeOne(long seq, long deliverySeq, long deliveries) {
        int slot = progress.pending().find(seq);
        if (slot >= 0) {
            if (deliveries > 0 && isSampled()) {
                long tookNs = stream.nowNs() - progress.pending().timeNs(slot);
                advisories.acknowledged(seq, deliverySeq, deliveries, tookNs);
            }
            progress.acknowledge(slot, stream.wallNs());
            stream.onAcked(consumer, seq);
        } else {
            progress.touch(stream.wallNs());
            if (progress.exhausted().remove(seq)) {
                stream.onAcked(consumer, seq);
            }
        }
    }

    private boolean isSampled() {
        int percent = consumer.settings().samplePercent();
        return percent >= 100 || percent > 0 && stream.random().nextInt(100) <= percent;
    }

    private void acknowledgeAll(long seq, long deliverySeq) {
        boolean isStale = deliverySeq <= progress.floorDeliverySeq() || seq <= progress.floorStreamSeq();
        if (isStale || deliverySeq > progress.deliverySeq() || seq > progress.streamSeq()) {
            return;
        }
        progress.acknowledgeAll(seq, deliverySeq, stream.wallNs(), done -> stream.onAcked(consumer, done));
    }

    // Delivered again: at once, or so long from now. A delay is told by when the time to acknowledge would have begun.
    private void refuse(Acknowledgement said, boolean hasDelay) {
        long deliverySeq = view.consumerSequence();
        int slot = progress.pending().find(view.streamSequence());
        if (slot < 0 || deliverySeq <= progress.floorDeliverySeq() || deliverySeq > progress.deliverySeq() + 1) {
            return;
        }
        advisories.naked(view.streamSequence(), deliverySeq, view.deliveredCount());
        if (hasDelay && !said.delay().isZero()) {
            long nowNs = stream.nowNs();
            long delayNs = Math.min(GoTime.nanos(said.delay()), Long.MAX_VALUE / 4);
            progress.redeliveries().remove(slot);
            progress.pending().timeNs(slot, nowNs - consumer.settings().ackWaitNs() + delayNs);
            consumer.lookAtPendingBy(nowNs + Math.max(0, delayNs));
        } else {
            progress.redeliveries().add(slot);
            consumer.wake();
        }
        consumer.onProgress();
    }

    private void inProgress() {
        int slot = progress.pending().find(view.streamSequence());
        if (slot >= 0) {
            progress.pending().timeNs(slot, stream.nowNs());
            consumer.onProgress();
        }
    }

    /** Whoever a message went to was gone: it comes again at once, and that delivery does not count (D184). */
    void onUndelivered(byte[] ackSubject) {
        if (!view.parse(ackSubject, 0, ackSubject.length)) {
            return;
        }
        PendingAcks pending = progress.pending();
        int slot = pending.find(view.streamSequence());
        if (slot < 0 || pending.redeliveryCount(slot) + 1L != view.deliveredCount()) {
            return; // acknowledged, or delivered once more meanwhile
        }
        pending.redeliveryCount(slot, pending.redeliveryCount(slot) - 1);
        progress.redeliveries().add(slot);
        consumer.onProgress();
        consumer.wake();
    }

    /** A pending message is gone from the stream: it is as if it had been terminated (D192). */
    void terminate(int slot, String reason) {
        PendingAcks pending = progress.pending();
        long seq = pending.seq(slot);
        long deliverySeq = pending.deliverySeq(slot);
        long deliveries = Math.max(1, pending.redeliveryCount(slot));
        if (!acknowledge(seq, deliverySeq, 0) || pending.find(seq) >= 0) {
            progress.drop(pending.find(seq));
        }
        advisories.terminated(seq, deliverySeq, deliveries, reason);
        consumer.onProgress();
    }
}
