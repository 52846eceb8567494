package io.natter.server.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.ErrorText;
import io.natter.protocol.subject.Subjects;
import io.natter.server.auth.ReservedSubjects;
import io.natter.server.interest.Matches;
import io.natter.server.interest.Subscription;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The way of a message that asks for its way to be told: that of {@link Publishing}, step by step, with a word at each (D118; ADR-41).
 *
 * <p>Confined to its event loop, but for {@link #arrive}, which is called on that of the receiver.
 */
final class TracedPublishing {
    private static final String NO_ECHO = "Not delivered because of no echo";
    private static final String DENIED = "Not delivered because subscription denies this subject";
    private static final String SUBSCRIPTION_CLOSED = "Not delivered because subscription is closed";
    private static final String CLIENT_CLOSED = "Not delivered because client is closed";
    private static final String TOO_SLOW = "Not delivered because fast producer not stalled and consumer is slow";
    private static final String API = "$JS.API.";
    private static final String NEXT = "$JS.API.CONSUMER.MSG.NEXT.";
    private static final byte[] GZIPPED = "NATS/1.0\r\nContent-Encoding: gzip\r\n\r\n".getBytes(UTF_8);
    private static final byte[] NONE = {};
    private static final int PERCENT = 100;

    private final Loop loop;
    private final Publishing publishing;
    private final InternalPublishing own;
    private final OutgoingMessage event = new OutgoingMessage();

    TracedPublishing(Loop loop, Publishing publishing) {
        this.loop = loop;
        this.publishing = publishing;
        this.own = new InternalPublishing(loop);
    }

    /** Takes one message of a client. */
    void publish(Connection publisher, Message m) {
        TraceRequest request = request(publisher, m);
        if (request == null || !isUsable(request)) {
            if (request == null || !request.isOnly()) {
                publishing.publishUntraced(publisher, m);
            }
            return;
        }
        MessageTrace trace = begun(publisher, m, request);
        if (trace == null) {
            return;
        }
        m.trace = trace;
        try {
            publish(publisher, publisher.view(), trace, m);
        } finally {
            m.trace = null;
            trace.told();
        }
    }

    /** Tells of a message that was refused before it was read whole. */
    void refuse(Connection publisher, Message m, String error) {
        TraceRequest request = request(publisher, m);
        MessageTrace trace = request == null || !isUsable(request) ? null : begun(publisher, m, request);
        if (trace != null) {
            trace.refused(error);
            trace.told();
        }
    }

    // What it asks for, unless chance is against it: of what others ask for the account may want a sample only.
    private @Nullable TraceRequest request(Connection publisher, Message m) {
        var external = publisher.account().messageTrace();
        TraceRequest request = TraceRequest.of(m, external == null ? "" : external.destination());
        boolean isPassedOver = request != null
                && request.isExternal()
                && external != null
                && external.sampling() < PERCENT
                && loop.random(PERCENT) >= external.sampling();
        return isPassedOver ? null : request;
    }

    private static boolean isUsable(TraceRequest request) {
        return !request.hasOrigin() && Subjects.isValidPublish(request.destination());
    }

    // Null where the publisher may not have it told there, which it is told itself.
    private @Nullable MessageTrace begun(Connection publisher, Message m, TraceRequest request) {
        byte[] destination = request.destination().getBytes(UTF_8);
        if (!mayBeTold(publisher, destination)) {
            publisher.refuse(
                    ErrorText.permissionsViolationForPublish(request.destination()),
                    "Publish Violation - Subject " + ErrorText.quote(request.destination()));
            return null;
        }
        AccountView view = publisher.view();
        return new MessageTrace(request, publisher, m, told -> tell(publisher, view, told));
    }

    private static boolean mayBeTold(Connection publisher, byte[] destination) {
        return !ReservedSubjects.isPublishReserved(destination, 0, destination.length, publisher.isInSystemAccount())
                && publisher.access().allowsPublish(destination);
    }

    private void publish(Connection publisher, AccountView view, MessageTrace trace, Message m) {
        publisher.countIn(m.payloadLength);
        if (publisher.isPedantic() && !Subjects.isTokenwiseLiteral(m.bytes, m.subjectFrom, m.subjectLength)) {
            publisher.sendError(ErrorText.INVALID_PUBLISH_SUBJECT);
        }
        var mappings = view.account().mappings();
        if (mappings != null && Publishing.map(mappings, m)) {
            trace.mapped(m.subjectText());
        }
        if (!publishing.isAllowed(publisher, m)) {
            trace.refused(ErrorText.permissionsViolationForPublish(m.subjectText()));
            return;
        }
        if (publisher.isVerbose()) {
            publisher.sendOk();
        }
        if (deliver(publisher, view, trace, m) == 0 && m.replyLength > 0 && publisher.wantsNoResponders()) {
            Publishing.noResponders(publisher, m);
        }
    }

    private int deliver(Connection publisher, AccountView view, MessageTrace trace, Message m) {
        Matches matches = view.interest().match(m.subjectBytes, m.subjectFrom, m.subjectLength);
        String subject = m.subjectText();
        boolean isServed = false;
        int delivered = 0;
        for (int i = 0; i < matches.plainCount(); i++) {
            Subscription subscription = matches.plain()[i];
            boolean isOfServer = subscription.subscriber() instanceof InternalSubscriber;
            isServed |= isOfServer && subject.startsWith(API) && !subject.startsWith(NEXT);
            if (handTo(publisher, trace, subscription, m)) {
                delivered++;
            }
        }
        for (int i = 0; i < matches.groupCount(); i++) {
            if (deliverToOne(publisher, trace, matches.groups()[i], m)) {
                delivered++;
            }
        }
        var system = publisher.broker().systemAccount();
        if (isServed && system != null) {
            trace.servedBy(system.name(), subject);
        }
        return delivered;
    }

    private boolean deliverToOne(Connection publisher, MessageTrace trace, Matches.Group group, Message m) {
        int first = loop.random(group.count());
        for (int i = 0; i < group.count(); i++) {
            if (handTo(publisher, trace, group.members()[(first + i) % group.count()], m)) {
                return true;
            }
        }
        return false;
    }

    private boolean handTo(Connection publisher, MessageTrace trace, Subscription subscription, Message m) {
        var target = (Receiver) subscription.subscriber();
        if (target == publisher && !publisher.echoes()) {
            trace.delivered(publisher, subscriber(subscription), NO_ECHO);
            return false;
        }
        if (target instanceof Connection receiver && target.loop() == loop) {
            return deliver(trace, publisher, receiver, subscription, m);
        }
        boolean isOfServer = target instanceof InternalSubscriber;
        if (isOfServer && !((InternalSubscriber) target).tellsOfTraces()) {
            return trace.isOnly() || loop.lane(target.loop()).stage(publisher, subscription, m);
        }
        trace.await();
        return loop.lane(target.loop()).stage(publisher, subscription, m);
    }

    /** On the loop of the receiver: makes a delivery that came from another loop, and tells of it. */
    static void arrive(MessageTrace trace, @Nullable Connection publisher, Subscription subscription, Message m) {
        var target = (Receiver) subscription.subscriber();
        if (target instanceof Connection receiver) {
            deliver(trace, publisher, receiver, subscription, m);
            trace.told();
        } else {
            target.receive(publisher, subscription, null, m);
        }
    }

    private static boolean deliver(
            MessageTrace trace,
            @Nullable Connection publisher,
            Connection target,
            Subscription subscription,
            Message m) {
        String error = "";
        if (subscription.isClosed()) {
            error = SUBSCRIPTION_CLOSED;
        } else if (target.isClosed()) {
            error = CLIENT_CLOSED;
        } else if (subscription.isDeliveryFiltered() && !target.access().allowsDelivery(subscription, m)) {
            error = DENIED;
        } else if (!trace.isOnly() && !target.receive(publisher, subscription, null, m)) {
            error = TOO_SLOW;
        }
        trace.delivered(target, subscriber(subscription), error);
        return error.isEmpty();
    }

    private static MessageTrace.Subscriber subscriber(Subscription subscription) {
        byte[] queue = Objects.requireNonNullElse(subscription.queue(), NONE);
        return new MessageTrace.Subscriber(new String(subscription.subject(), UTF_8), new String(queue, UTF_8));
    }

    // Everybody has told: on this loop, after what it does now.
    private void tell(Connection publisher, AccountView view, MessageTrace trace) {
        try {
            loop.eventLoop().execute(() -> publishEvent(publisher.broker(), view, trace));
        } catch (RejectedExecutionException ended) {
            publisher.broker().log().debug("Message trace for {} that has ended", loop.eventLoop());
        }
    }

    private void publishEvent(Broker broker, AccountView view, MessageTrace trace) {
        byte[] json = trace.json(broker.stamp());
        byte[] headers = trace.request().takesGzip() ? GZIPPED : NONE;
        byte[] payload = trace.request().takesGzip() ? gzipped(json) : json;
        byte[] destination = trace.request().destination().getBytes(UTF_8);
        own.publish(
                view, event.to(destination).headers(headers, 0, headers.length).payload(payload));
    }

    private static byte[] gzipped(byte[] bytes) {
        var out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return out.toByteArray();
    }
}
