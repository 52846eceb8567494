package io.natter.server.core;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The way of one message, told by whoever it meets and published as one event when all have told (D118; ADR-41).
 *
 * <p>Thread-safe. What is never told - a stream was deleted meanwhile, a batch is not committed - keeps the event from being published.
 *
 * <pre>
 *  in    it came from a connection: always, and first
 *  sm    its subject was mapped
 *  si    it went to the API of JetStream
 *  js    a stream took it, or refused it
 *  eg    it went to a connection, or did not
 * </pre>
 */
public final class MessageTrace {
    private final TraceRequest request;
    private final int messageBytes;
    private final Event ingress;
    private final Queue<Event> others = new ConcurrentLinkedQueue<>();
    private final AtomicInteger awaited = new AtomicInteger(1); // whoever began it
    private final Consumer<MessageTrace> publishing;
    private volatile String ingressError = "";

    /**
     * One thing that happened.
     *
     * <p>Immutable.
     */
    private record Event(Place place, Instant time, Consumer<ObjectWriter> more) {
        void write(ObjectWriter out) {
            out.always("type", place.word).always("ts", time);
            more.accept(out);
        }
    }

    private enum Place {
        INGRESS("in"),
        MAPPING("sm"),
        SERVICE("si"),
        STREAM("js"),
        EGRESS("eg");

        private final String word;

        Place(String word) {
            this.word = word;
        }
    }

    /** @param publishing called once, on any thread, when all have told */
    MessageTrace(TraceRequest request, Connection publisher, Message m, Consumer<MessageTrace> publishing) {
        this.request = request;
        this.messageBytes = m.payloadLength;
        this.publishing = publishing;
        String subject = m.subjectText();
        this.ingress = new Event(
                Place.INGRESS,
                Instant.now(),
                out -> out.always("kind", 0)
                        .alwaysUnsigned("cid", publisher.id())
                        .put("name", name(publisher))
                        .always("acc", publisher.account().name())
                        .always("subj", subject)
                        .put("error", ingressError));
    }

    private static String name(Connection connection) {
        return Objects.requireNonNullElse(connection.options().name(), "");
    }

    /** Whether the message itself is to go nowhere. */
    public boolean isOnly() {
        return request.isOnly();
    }

    TraceRequest request() {
        return request;
    }

    // --- What happens

    /** The message was refused. */
    void refused(String error) {
        ingressError = error;
    }

    void mapped(String to) {
        add(Place.MAPPING, out -> out.always("to", to));
    }

    void servedBy(String account, String subject) {
        add(
                Place.SERVICE,
                out -> out.always("acc", account).always("from", subject).always("to", subject));
    }

    /** It went to a connection, or did not: {@code error} is empty or says why. */
    void delivered(Connection target, Subscriber subscriber, String error) {
        add(
                Place.EGRESS,
                out -> out.always("kind", 0)
                        .alwaysUnsigned("cid", target.id())
                        .put("name", name(target))
                        .put("sub", subscriber.subject())
                        .put("queue", subscriber.queue())
                        .put("error", error));
    }

    /** A subscription as it is told of. Immutable. */
    record Subscriber(String subject, String queue) {}

    /** A stream took it under this subject; it is not stored where nobody is interested. */
    public void stored(String stream, String subject, boolean isUnwanted) {
        add(
                Place.STREAM,
                out -> out.always("stream", stream).put("subject", subject).put("nointerest", isUnwanted));
        told();
    }

    /** A stream refused it. */
    public void refusedBy(String stream, String error) {
        add(Place.STREAM, out -> out.always("stream", stream).put("error", error));
        told();
    }

    private void add(Place place, Consumer<ObjectWriter> more) {
        others.add(new Event(place, Instant.now(), more));
    }

    // --- When it is published

    /** Somebody more will tell, and call {@link #told} then. */
    void await() {
        awaited.incrementAndGet();
    }

    /** Somebody told all there is to tell. */
    void told() {
        if (awaited.decrementAndGet() == 0) {
            publishing.accept(this);
        }
    }

    /** The event. */
    byte[] json(ServerStamp stamp) {
        List<Event> events = new ArrayList<>(others);
        events.add(ingress);
        Collections.sort(events, Comparator.comparing(Event::place));
        JsonForm<Event> eventForm = JsonForm.writing(Event::write);
        JsonForm<TraceRequest> requestForm = JsonForm.writing(
                (asked, out) -> out.tree("header", asked.headers()).put("msgsize", messageBytes));
        return JsonForm.<MessageTrace>writing((trace, out) -> stamp.putInto(out)
                        .always("request", request, requestForm)
                        .alwaysAll("events", events, eventForm))
                .write(this);
    }
}
