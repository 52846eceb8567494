package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.SequenceInfo;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How far a consumer has come, in the form nats-server keeps it in a backup (D30).
 *
 * <p>Immutable.
 *
 * @param delivered the last delivery
 * @param ackFloor up to where everything is acknowledged
 * @param pending what waits for acknowledgement, by sequence
 * @param redelivered how often messages were delivered again, by sequence; those that are not pending were given up
 * @param listEndSeq last sequence of the list it started with (last per subject), 0 when that is done; a field only we know
 */
public record KeptState(
        SequenceInfo delivered,
        SequenceInfo ackFloor,
        SortedMap<Long, KeptDelivery> pending,
        SortedMap<Long, Long> redelivered,
        long listEndSeq) {
    /** How it stands in JSON. */
    public static final JsonForm<KeptState> JSON = JsonForm.of(KeptState::read, KeptState::write);

    /**
     * A delivery that waits for its acknowledgement.
     *
     * <p>Immutable.
     *
     * @param deliverySeq number of its first delivery
     * @param timeNs when the time to acknowledge began, ns since 1970
     */
    public record KeptDelivery(long deliverySeq, long timeNs) {
        static final JsonForm<KeptDelivery> JSON = JsonForm.of(
                in -> new KeptDelivery(in.unsigned("sequence"), in.integer("timestamp")),
                (delivery, out) ->
                        out.alwaysUnsigned("Sequence", delivery.deliverySeq).always("Timestamp", delivery.timeNs));
    }

    /** Copies maps. */
    public KeptState {
        pending = Collections.unmodifiableSortedMap(new TreeMap<>(pending));
        redelivered = Collections.unmodifiableSortedMap(new TreeMap<>(redelivered));
    }

    /**
     * The state of a consumer.
     *
     * @param wallOffsetNs what turns times of the clock that never goes back into times since 1970
     */
    static KeptState of(Progress progress, Cursor cursor, ConsumerSettings settings, long wallOffsetNs) {
        SortedMap<Long, KeptDelivery> pending = new TreeMap<>();
        SortedMap<Long, Long> redelivered = new TreeMap<>();
        PendingAcks acks = progress.pending();
        for (int slot = acks.first(); slot >= 0; slot = acks.after(slot)) {
            int count = acks.redeliveryCount(slot);
            long waitedNs = acks.ticket(slot) == 0 ? 0 : settings.ackWaitNs(count); // in line: due at once
            long timeNs = acks.timeNs(slot) + wallOffsetNs - waitedNs;
            pending.put(acks.seq(slot), new KeptDelivery(acks.deliverySeq(slot), timeNs));
            if (count > 0) {
                redelivered.put(acks.seq(slot), (long) count);
            }
        }
        progress.exhausted().forEach((count, seq) -> redelivered.put(seq, count));
        return new KeptState(
                new SequenceInfo(progress.deliverySeq(), progress.streamSeq(), null),
                new SequenceInfo(progress.floorDeliverySeq(), progress.floorStreamSeq(), null),
                pending,
                redelivered,
                cursor.listEndSeq());
    }

    /** Puts it in place, and tells where to go on. */
    StateRecord.Resumption restore(Progress progress, long wallOffsetNs) {
        progress.restore(new long[] {
            delivered.consumerSequence(),
            delivered.streamSequence(),
            ackFloor.consumerSequence(),
            ackFloor.streamSequence(),
            0,
            0
        });
        pending.forEach((seq, delivery) -> {
            progress.pending().add(seq, delivery.deliverySeq(), delivery.timeNs() - wallOffsetNs);
            int slot = progress.pending().find(seq);
            progress.pending().redeliveryCount(slot, (int) Math.min(redelivered(seq), Integer.MAX_VALUE));
        });
        redelivered.forEach((seq, count) -> {
            if (!pending.containsKey(seq)) {
                progress.exhausted().add(seq, count);
            }
        });
        return new StateRecord.Resumption(delivered.streamSequence() + 1, listEndSeq);
    }

    private long redelivered(long seq) {
        return redelivered.getOrDefault(seq, 0L);
    }

    private static KeptState read(ObjectReader in) {
        return new KeptState(
                        in.object("delivered", SequenceInfo.JSON),
                        in.object("ack_floor", SequenceInfo.JSON),
                        bySequence(in.objectMap("pending", KeptDelivery.JSON)),
                        bySequence(in.unsignedMap("redelivered")),
                        in.unsigned("list_end_seq"))
                .checked();
    }

    /**
     * This state, whose parts agree.
     *
     * @throws JsonException if they do not
     */
    public KeptState checked() {
        String flaw = flaw();
        if (!flaw.isEmpty()) {
            throw new JsonException(flaw);
        }
        return this;
    }

    private static <V> SortedMap<Long, V> bySequence(Map<String, V> byText) {
        SortedMap<Long, V> bySequence = new TreeMap<>();
        byText.forEach((text, value) -> {
            try {
                bySequence.put(Long.parseUnsignedLong(text), value);
            } catch (NumberFormatException e) {
                throw new JsonException("bad entry, got '" + text + "', expected a sequence", e);
            }
        });
        return bySequence;
    }

    private String flaw() {
        boolean isBelowZero = delivered.consumerSequence() < 0
                || delivered.streamSequence() < 0
                || ackFloor.consumerSequence() < 0
                || ackFloor.streamSequence() < 0
                || listEndSeq < 0;
        if (isBelowZero || ackFloor.consumerSequence() > delivered.consumerSequence()) {
            return "bad ack floor for consumer";
        }
        if (ackFloor.streamSequence() > delivered.streamSequence()) {
            return "bad ack floor for stream";
        }
        for (Map.Entry<Long, KeptDelivery> entry : pending.entrySet()) {
            boolean isWithin = entry.getKey() > ackFloor.streamSequence()
                    && entry.getKey() <= delivered.streamSequence()
                    && entry.getValue().deliverySeq() > 0;
            if (!isWithin) {
                return "bad pending entry, sequence [" + Long.toUnsignedString(entry.getKey()) + "] out of range";
            }
        }
        return "";
    }

    private void write(ObjectWriter out) {
        Map<String, KeptDelivery> waiting = new LinkedHashMap<>();
        pending.forEach((seq, delivery) -> waiting.put(String.valueOf(seq), delivery));
        Map<String, Long> again = new LinkedHashMap<>();
        redelivered.forEach((seq, count) -> again.put(String.valueOf(seq), count));
        out.always("delivered", delivered, SequenceInfo.JSON)
                .always("ack_floor", ackFloor, SequenceInfo.JSON)
                .putAll("pending", waiting, KeptDelivery.JSON)
                .putUnsigned("redelivered", again)
                .putUnsigned("list_end_seq", listEndSeq);
    }
}
