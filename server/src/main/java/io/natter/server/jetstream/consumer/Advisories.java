package io.natter.server.jetstream.consumer;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * What a consumer tells whoever listens: advisories and metrics (F12-F14), put together only when somebody does.
 *
 * <p>Confined to the stream's loop.
 */
final class Advisories {
    static final String REASON_DELETED = "Unacknowledged message was deleted";

    private static final String ADVISORY = "$JS.EVENT.ADVISORY.CONSUMER.";
    private static final String METRIC = "$JS.EVENT.METRIC.CONSUMER.ACK";
    private static final String ADVISORY_TYPE = "io.nats.jetstream.advisory.v1.";
    private static final String METRIC_TYPE = "io.nats.jetstream.metric.v1.consumer_ack";
    private static final JsonForm<Event> JSON = JsonForm.of(Event::read, Event::write);

    private final OwningStream stream;
    private final Outlet outlet;
    private final String consumer;
    private final String tail;
    private final byte[] ackMetric;
    private final byte[] nak;

    Advisories(OwningStream stream, Outlet outlet, String consumer) {
        this.stream = stream;
        this.outlet = outlet;
        this.consumer = consumer;
        tail = "." + stream.config().name() + "." + consumer;
        ackMetric = subject(METRIC);
        nak = subject(ADVISORY + "MSG_NAKED");
    }

    /**
     * One event: its type, and its own fields behind those all have.
     *
     * <p>Immutable.
     */
    private record Event(String type, String id, Instant time, Consumer<ObjectWriter> fields) {
        // The names all events have; what else there is stays unread.
        static Event read(ObjectReader in) {
            return new Event(in.string("type"), in.string("id"), in.timeOrZero("timestamp"), out -> {});
        }

        void write(ObjectWriter out) {
            fields.accept(out.always("type", type).always("id", id).always("timestamp", time));
        }
    }

    /** It was created. */
    void created() {
        action("CREATED", "create");
    }

    /** It was deleted. */
    void deleted() {
        action("DELETED", "delete");
    }

    private void action(String word, String action) {
        publish(
                subject(ADVISORY + word),
                ADVISORY_TYPE + "consumer_action",
                out -> names(out).always("action", action));
    }

    /** It pauses, or goes on. */
    void paused(boolean isPaused, Instant until) {
        publish(
                subject(ADVISORY + "PAUSE"),
                ADVISORY_TYPE + "consumer_pause",
                out -> names(out).always("paused", isPaused).always("pause_until", until));
    }

    /** A client of a priority group is pinned. */
    void pinned(String group, String id) {
        publish(
                subject(ADVISORY + "PINNED"),
                ADVISORY_TYPE + "consumer_group_pinned",
                out -> names(account(out)).put("group", group).put("pinned_id", id));
    }

    /** It no longer is; the reason is {@code admin} or {@code timeout}. */
    void unpinned(String group, String reason) {
        publish(
                subject(ADVISORY + "UNPINNED"),
                ADVISORY_TYPE + "consumer_group_unpinned",
                out -> names(account(out)).put("group", group).put("reason", reason));
    }

    /** A message was delivered as often as it may be. */
    void maxDeliveries(long seq, long deliveries) {
        publish(
                subject(ADVISORY + "MAX_DELIVERIES"),
                ADVISORY_TYPE + "max_deliver",
                out -> names(out).always("stream_seq", seq).always("deliveries", deliveries));
    }

    /** A message is to be delivered again. */
    void naked(long seq, long deliverySeq, long deliveries) {
        publish(
                nak,
                ADVISORY_TYPE + "nak",
                out -> delivery(out, seq, deliverySeq).always("deliveries", deliveries));
    }

    /** A message is never to be delivered again. */
    void terminated(long seq, long deliverySeq, long deliveries, String reason) {
        publish(
                subject(ADVISORY + "MSG_TERMINATED"),
                ADVISORY_TYPE + "terminated",
                out -> delivery(out, seq, deliverySeq)
                        .always("deliveries", deliveries)
                        .put("reason", reason));
    }

    /** A message was acknowledged after a time. */
    void acknowledged(long seq, long deliverySeq, long deliveries, long ackTimeNs) {
        publish(
                ackMetric,
                METRIC_TYPE,
                out -> delivery(out, seq, deliverySeq)
                        .always("ack_time", ackTimeNs)
                        .always("deliveries", deliveries));
    }

    private ObjectWriter account(ObjectWriter out) {
        return out.put("account", stream.accountName());
    }

    private ObjectWriter names(ObjectWriter out) {
        return out.always("stream", stream.config().name()).always("consumer", consumer);
    }

    private ObjectWriter delivery(ObjectWriter out, long seq, long deliverySeq) {
        return names(out).always("consumer_seq", deliverySeq).always("stream_seq", seq);
    }

    private byte[] subject(String beginning) {
        return (beginning + tail).getBytes(StandardCharsets.UTF_8);
    }

    private void publish(byte[] subject, String type, Consumer<ObjectWriter> fields) {
        if (!outlet.hasInterest(subject)) {
            return;
        }
        Instant now = Instant.ofEpochSecond(0, stream.wallNs());
        var event = new Event(type, stream.newId(), now, out -> {
            fields.accept(out);
            out.put("domain", stream.domain());
        });
        outlet.text(subject, JSON.write(event));
    }
}
