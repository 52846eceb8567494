package io.natter.server.core;

import io.natter.server.interest.Matches;
import io.natter.server.interest.Subscription;

/**
 * The way of a message that the server itself publishes: who wants it? - and then into the lanes to their loops.
 *
 * <p>Confined to its loop. Nothing here allocates for a message.
 *
 * <pre>
 *  tail    [reply ](headers size )size\r\n headers payload \r\n
 * </pre>
 */
final class InternalPublishing {
    private static final int NUMBERS_BYTES = 24; // two sizes, a blank, CR LF

    private final Loop loop;
    private final Message message = new Message();
    private byte[] tail = new byte[1024];
    private int length;

    InternalPublishing(Loop loop) {
        this.loop = loop;
    }

    int publish(AccountView view, OutgoingMessage out) {
        Matches matches = view.interest().match(out.route, out.routeFrom, out.routeLength);
        if (matches.isEmpty()) {
            return 0;
        }
        loop.nextMessage();
        write(out);
        message.sender = matches.plainCount() + matches.groupCount() == 1 ? out.sender : null;
        int delivered = 0;
        Subscription[] plain = matches.plain();
        for (int i = 0; i < matches.plainCount(); i++) {
            stage(plain[i]);
            delivered++;
        }
        for (int i = 0; i < matches.groupCount(); i++) {
            Matches.Group group = matches.groups()[i];
            stage(group.members()[loop.random(group.count())]);
            delivered++;
        }
        return delivered;
    }

    // Also for receivers of this very loop: they take it when what runs now is over.
    private void stage(Subscription subscription) {
        var target = (Receiver) subscription.subscriber();
        loop.lane(target.loop()).stage(null, subscription, message);
    }

    private void write(OutgoingMessage out) {
        int total = out.headersLength + out.payloadLength;
        int needed = out.replyLength + 1 + NUMBERS_BYTES + total + 2;
        if (tail.length < needed) {
            tail = new byte[needed];
        }
        length = 0;
        Message m = message;
        m.replyFrom = 0;
        m.replyLength = out.replyLength;
        if (out.replyLength > 0) {
            append(out.reply, out.replyFrom, out.replyLength);
            tail[length++] = ' ';
        }
        if (out.headersLength > 0) {
            appendNumber(out.headersLength);
            tail[length++] = ' ';
        }
        appendNumber(total);
        crlf();
        m.payloadFrom = length;
        m.payloadLength = total;
        m.headerLength = out.headersLength > 0 ? out.headersLength : -1;
        append(out.headers, out.headersFrom, out.headersLength);
        append(out.payload, out.payloadFrom, out.payloadLength);
        crlf();
        m.bytes = tail;
        m.tailBytes = tail;
        m.tailFrom = 0;
        m.tailTo = length;
        m.subjectBytes = out.subject;
        m.subjectFrom = out.subjectFrom;
        m.subjectLength = out.subjectLength;
    }

    private void append(byte[] bytes, int from, int count) {
        System.arraycopy(bytes, from, tail, length, count);
        length += count;
    }

    private void crlf() {
        tail[length++] = '\r';
        tail[length++] = '\n';
    }

    private void appendNumber(int value) {
        int digits = 1;
        for (int rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        int at = length + digits;
        length = at;
        int rest = value;
        do {
            tail[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }
}
