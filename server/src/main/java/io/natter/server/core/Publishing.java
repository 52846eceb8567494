package io.natter.server.core;

import io.natter.protocol.ErrorText;
import io.natter.protocol.subject.Subjects;
import io.natter.server.account.SubjectMappings;
import io.natter.server.auth.ReservedSubjects;
import io.natter.server.interest.InterestCache;
import io.natter.server.interest.Matches;
import io.natter.server.interest.Route;
import io.natter.server.interest.Subscription;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The way of a published message: allowed? mapped? who wants it? - and then to each of them.
 *
 * <p>Confined to its event loop. Nothing here allocates, locks or logs for a message that goes its normal way.
 */
final class Publishing {
    private static final byte[] HMSG = ascii("HMSG ");
    private static final byte[] MSG = ascii("MSG ");
    private static final byte[] CRLF = {'\r', '\n'};

    private final Loop loop;
    private byte[] respelled = new byte[512];
    private @Nullable TracedPublishing traced; // made when a message asks for it

    Publishing(Loop loop) {
        this.loop = loop;
    }

    /** Takes one message of a client, complete and within the payload limit. */
    void publish(Connection publisher, Message m) {
        if (m.headerLength > 0 && asksToBeTraced(publisher, m)) {
            traced().publish(publisher, m);
        } else {
            publishUntraced(publisher, m);
        }
    }

    /** Tells of a message that goes nowhere, if it asks for that; its headers may not be whole. */
    void refuse(Connection publisher, Message m, String error) {
        if (m.headerLength > 0 && asksToBeTraced(publisher, m)) {
            traced().refuse(publisher, m, error);
        }
    }

    private static boolean asksToBeTraced(Connection publisher, Message m) {
        return TraceHeader.isIn(m.bytes, m.payloadFrom, m.headerLength)
                || publisher.account().messageTrace() != null
                        && TraceParent.isIn(m.bytes, m.payloadFrom, m.headerLength);
    }

    private TracedPublishing traced() {
        TracedPublishing made = traced;
        if (made == null) {
            made = new TracedPublishing(loop, this);
            traced = made;
        }
        return made;
    }

    /** The same, of a message whose way is not told. */
    void publishUntraced(Connection publisher, Message m) {
        publisher.countIn(m.payloadLength);
        if (publisher.isPedantic() && !Subjects.isTokenwiseLiteral(m.bytes, m.subjectFrom, m.subjectLength)) {
            publisher.sendError(ErrorText.INVALID_PUBLISH_SUBJECT);
        }
        AccountView view = publisher.view();
        SubjectMappings mappings = view.account().mappings();
        if (mappings != null) {
            map(mappings, m);
        }
        if (!isAllowed(publisher, m)) {
            return;
        }
        if (publisher.isVerbose()) {
            publisher.sendOk();
        }
        if (deliver(publisher, view, m) == 0 && m.replyLength > 0 && publisher.wantsNoResponders()) {
            noResponders(publisher, m);
        }
    }

    /** Gives the message the subject it is mapped to; false when it keeps its own. */
    static boolean map(SubjectMappings mappings, Message m) {
        byte[] mapped = mappings.map(m.bytes, m.subjectFrom, m.subjectLength);
        if (mapped != null) {
            m.subjectBytes = mapped;
            m.subjectFrom = 0;
            m.subjectLength = mapped.length;
        }
        return mapped != null;
    }

    boolean isAllowed(Connection publisher, Message m) {
        if (ReservedSubjects.isPublishReserved(
                        m.subjectBytes, m.subjectFrom, m.subjectLength, publisher.isInSystemAccount())
                || !publisher.access().allowsPublish(m, loop)) {
            String subject = new String(m.subjectBytes, m.subjectFrom, m.subjectLength, StandardCharsets.UTF_8);
            publisher.refuse(
                    ErrorText.permissionsViolationForPublish(subject),
                    "Publish Violation - Subject " + ErrorText.quote(subject));
            return false;
        }
        if (m.replyLength > 0 && ReservedSubjects.isReplyReserved(m.bytes, m.replyFrom, m.replyLength)) {
            String reply = new String(m.bytes, m.replyFrom, m.replyLength, StandardCharsets.UTF_8);
            publisher.refuse(
                    ErrorText.permissionsViolationForReply(reply),
                    "Publish Violation - Reply " + ErrorText.quote(reply));
            return false;
        }
        return true;
    }

    /** Hands the message to all who want it and returns how many got it. */
    int deliver(Connection publisher, AccountView view, Message m) {
        InterestCache cache = view.interest();
        Route route = publisher.lastRoute();
        Matches matches;
        if (route != null && cache.isFresh(route, m.subjectBytes, m.subjectFrom, m.subjectLength)) {
            cache.countHit();
            matches = route.matches();
        } else {
            matches = cache.match(m.subjectBytes, m.subjectFrom, m.subjectLength);
            route = cache.route();
            publisher.rememberRoute(route);
        }
        int delivered = 0;
        int count = matches.plainCount();
        Subscription[] plain = matches.plain();
        for (int i = 0; i < count; i++) {
            byte[] prefix = route == null ? null : prefix(route, i, plain[i], m);
            if (handTo(publisher, plain[i], prefix, m)) {
                delivered++;
            }
        }
        for (int i = 0; i < matches.groupCount(); i++) {
            if (deliverToOne(publisher, matches.groups()[i], m)) {
                delivered++;
            }
        }
        return delivered;
    }

    private static byte @Nullable [] prefix(Route route, int index, Subscription subscription, Message m) {
        boolean withHeaders = m.hasHeaders() && ((Receiver) subscription.subscriber()).hasHeaders();
        return route.prefix(index, withHeaders);
    }

    // A random member; when that one cannot take it, the next (C71).
    private boolean deliverToOne(Connection publisher, Matches.Group group, Message m) {
        int count = group.count();
        int first = count == 1 ? 0 : loop.random(count);
        for (int i = 0; i < count; i++) {
            int index = first + i;
            if (handTo(publisher, group.members()[index < count ? index : index - count], null, m)) {
                return true;
            }
        }
        return false;
    }

    private boolean handTo(Connection publisher, Subscription subscription, byte @Nullable [] prefix, Message m) {
        var target = (Receiver) subscription.subscriber();
        if (target == publisher && !publisher.echoes()) {
            return false;
        }
        if (target.loop() != loop) {
            return loop.lane(target.loop()).stage(publisher, subscription, m);
        }
        return target.receive(publisher, subscription, prefix, m);
    }

    /** Appends one message as {@code target} is to get it: {@code [H]MSG subject sid tail}. */
    static void append(
            Output output, Connection target, Subscription subscription, byte @Nullable [] prefix, Message m) {
        boolean strips = m.hasHeaders() && !target.hasHeaders();
        if (prefix != null) {
            output.append(prefix, 0, prefix.length);
        } else {
            byte[] verb = m.hasHeaders() && !strips ? HMSG : MSG;
            output.append(verb, 0, verb.length);
            output.append(m.subjectBytes, m.subjectFrom, m.subjectLength);
            output.append(' ');
            byte[] sid = subscription.sid();
            output.append(sid, 0, sid.length);
            output.append(' ');
        }
        if (strips) {
            appendStripped(output, m);
        } else {
            output.appendTail(m, m.tailTo - m.tailFrom);
        }
    }

    /** The line {@link #append} writes, for the log. */
    static byte[] line(Connection target, Subscription subscription, Message m) {
        boolean withHeaders = m.hasHeaders() && target.hasHeaders();
        int stripped = m.hasHeaders() && !withHeaders ? m.headerLength : 0;
        String line = (withHeaders ? "HMSG " : "MSG ")
                + text(m.subjectBytes, m.subjectFrom, m.subjectLength)
                + " "
                + text(subscription.sid(), 0, subscription.sid().length)
                + (m.replyLength > 0 ? " " + text(m.bytes, m.replyFrom, m.replyLength) : "")
                + (withHeaders ? " " + m.headerLength : "")
                + " "
                + (m.payloadLength - stripped);
        return line.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes, int from, int length) {
        return new String(bytes, from, length, StandardCharsets.UTF_8);
    }

    // For a client without headers: the payload alone, with its own size (C8).
    private static void appendStripped(Output output, Message m) {
        if (m.replyLength > 0) {
            output.append(m.bytes, m.replyFrom, m.replyLength);
            output.append(' ');
        }
        int size = m.payloadLength - m.headerLength;
        output.append(ascii(Integer.toString(size)));
        output.append(CRLF);
        output.appendTail(m, size + 2);
    }

    /** Gives the message a tail of its own, where the client's line is not spelled as the server would. */
    void respell(Message m) {
        String sizes = (m.hasHeaders() ? m.headerLength + " " : "") + m.payloadLength + "\r\n";
        byte[] spelled = ascii(sizes);
        int replyBytes = m.replyLength > 0 ? m.replyLength + 1 : 0;
        int length = replyBytes + spelled.length + m.payloadLength + 2;
        byte[] tail = respelled.length >= length ? respelled : new byte[length];
        if (m.replyLength > 0) {
            System.arraycopy(m.bytes, m.replyFrom, tail, 0, m.replyLength);
            tail[m.replyLength] = ' ';
        }
        System.arraycopy(spelled, 0, tail, replyBytes, spelled.length);
        System.arraycopy(m.bytes, m.payloadFrom, tail, replyBytes + spelled.length, m.payloadLength + 2);
        m.tailBytes = tail;
        m.tailFrom = 0;
        m.tailTo = length;
    }

    // 503 to whoever asked, if it listens for the reply itself (C73).
    static void noResponders(Connection publisher, Message m) {
        Subscription subscription = replySubscription(publisher, m);
        if (subscription == null) {
            return;
        }
        byte[] head = ascii("NATS/1.0 503\r\nNats-Subject: ");
        int size = head.length + m.subjectLength + 4;
        Output output = publisher.output();
        output.append(HMSG);
        output.append(m.bytes, m.replyFrom, m.replyLength);
        output.append(' ');
        output.append(subscription.sid());
        output.append(ascii(" " + size + " " + size + "\r\n"));
        output.append(head);
        output.append(m.subjectBytes, m.subjectFrom, m.subjectLength);
        output.append(ascii("\r\n\r\n\r\n"));
        publisher.delivery().wantsFlush();
    }

    private static @Nullable Subscription replySubscription(Connection publisher, Message m) {
        Matches matches = publisher.view().interest().match(m.bytes, m.replyFrom, m.replyLength);
        for (int i = 0; i < matches.plainCount(); i++) {
            if (matches.plain()[i].subscriber() == publisher) {
                return matches.plain()[i];
            }
        }
        return null;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
