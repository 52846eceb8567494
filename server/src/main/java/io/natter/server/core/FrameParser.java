package io.natter.server.core;

import io.natter.protocol.ErrorText;
import io.natter.protocol.ProtocolException;
import io.natter.protocol.ServerInfo;

/**
 * Turns what clients send into calls on their connection; parses in place.
 *
 * <p>Confined to its event loop, which has one for all its connections. Keeps nothing between calls: what is not complete stays with the
 * caller ({@link Inbound}).
 *
 * <pre>
 *  CONNECT {json}            PUB  subject [reply] size                    SUB   subject [queue] sid
 *  PING  PONG  INFO ...      HPUB subject [reply] headerSize totalSize    UNSUB sid [max]
 *  +OK  -ERR ...
 * </pre>
 *
 * <p>Verbs in any case, blanks and tabs between arguments, a lone LF ends a line as well (c.1). A wrong verb or payload end is answered
 * with an error, wrong arguments close the connection without a word, both as nats-server does (C40, C41).
 */
final class FrameParser {
    /** The next step needs more bytes. */
    private static final int INCOMPLETE = -1;

    /** The connection was closed, or must not be parsed further for now. */
    private static final int STOPPED = -2;

    /** The rest of the input was ignored but for what stands at {@link #restFrom}. */
    private static final int IGNORED = -3;

    private static final int ARGUMENTS_MAX = 4;
    private static final int SIZE_DIGITS_MAX = 9;

    private final Message message;
    private final Publishing publishing;

    // Where the arguments of the line at hand begin and end; one more than any verb takes, to notice too many.
    private final int[] starts = new int[ARGUMENTS_MAX + 1];
    private final int[] ends = new int[ARGUMENTS_MAX + 1];
    private int argumentCount;
    private int lineEnd; // index behind the LF of the line at hand
    private int frameLengthWanted;
    private int restFrom;

    FrameParser(Message message, Publishing publishing) {
        this.message = message;
        this.publishing = publishing;
    }

    /** After a parse that left bytes: the length of the frame they begin, or 0 when that is not known yet. */
    int frameLengthWanted() {
        return frameLengthWanted;
    }

    /**
     * Parses all complete operations in {@code [from, to)}.
     *
     * @return index of the first byte that was not used
     */
    int parse(Connection connection, byte[] bytes, int from, int to) {
        frameLengthWanted = 0;
        int at = from;
        while (at < to) {
            int next = operation(connection, bytes, at, to);
            if (next < 0) {
                return next == IGNORED ? restFrom : at;
            }
            at = next;
        }
        return at;
    }

    private int operation(Connection connection, byte[] bytes, int at, int to) {
        if (connection.isParsingStopped()) {
            return STOPPED;
        }
        int first = bytes[at] | 0x20;
        if (connection.isUnknown() && first != 'c' && !connection.admitWithoutConnect()) {
            return STOPPED;
        }
        switch (first) {
            case 'p':
                return publishOrPing(connection, bytes, at, to);
            case 'h':
                return verb(connection, bytes, at, to, "HPUB", 'h');
            case 's':
                return verb(connection, bytes, at, to, "SUB", 's');
            case 'u':
                return verb(connection, bytes, at, to, "UNSUB", 'u');
            case 'c':
                return verb(connection, bytes, at, to, "CONNECT", 'c');
            case 'i':
                return verb(connection, bytes, at, to, "INFO", 'i');
            case '+':
                return swallowed(connection, bytes, at, to, "+OK");
            case '-':
                return verb(connection, bytes, at, to, "-ERR", '-');
            default:
                return unknown(connection);
        }
    }

    private int publishOrPing(Connection connection, byte[] bytes, int at, int to) {
        if (at + 1 == to) {
            return INCOMPLETE;
        }
        return switch (bytes[at + 1] | 0x20) {
            case 'u' -> verb(connection, bytes, at, to, "PUB", 'p');
            case 'i' -> swallowed(connection, bytes, at, to, "PING");
            case 'o' -> swallowed(connection, bytes, at, to, "PONG");
            default -> unknown(connection);
        };
    }

    // PING, PONG and +OK; what follows on their line is ignored, however long (C9).
    private int swallowed(Connection connection, byte[] bytes, int at, int to, String verb) {
        int length = verb.length();
        int matched = beginsWith(bytes, at, to, verb);
        if (matched < length) {
            return matched < 0 ? unknown(connection) : INCOMPLETE;
        }
        int end = lineFeed(bytes, at + length, to);
        if (end < 0) {
            // Only the verb is kept for the next time, behind all that was ignored.
            System.arraycopy(bytes, at, bytes, to - length, length);
            restFrom = to - length;
            return IGNORED;
        }
        lineEnd = end + 1;
        trace(connection, bytes, at);
        int second = bytes[at + 1] | 0x20;
        if (second == 'i') {
            connection.heard();
            connection.onPing();
        } else if (bytes[at] != '+') {
            connection.onPong();
        }
        return end + 1;
    }

    // How many bytes of the verb are there: all, fewer (the input ends inside it), or -1 when something else is.
    private static int beginsWith(byte[] bytes, int at, int to, String verb) {
        int length = Math.min(verb.length(), to - at);
        for (int i = 0; i < length; i++) {
            int wanted = verb.charAt(i);
            int seen = bytes[at + i];
            if (seen != wanted && (wanted < 'A' || (seen & ~0x20) != wanted)) {
                return -1;
            }
        }
        return length;
    }

    private int verb(Connection connection, byte[] bytes, int at, int to, String verb, char kind) {
        int matched = beginsWith(bytes, at, to, verb);
        if (matched < verb.length()) {
            return matched < 0 ? unknown(connection) : INCOMPLETE;
        }
        int arguments = at + verb.length();
        if (arguments == to) {
            return INCOMPLETE;
        }
        boolean needsBlank = kind != 'c' && kind != 'i';
        if (needsBlank && bytes[arguments] != ' ' && bytes[arguments] != '\t') {
            return unknown(connection);
        }
        return switch (kind) {
            case 'p' -> publish(connection, bytes, at, arguments, to);
            case 'h' -> publishWithHeaders(connection, bytes, at, arguments, to);
            case 's' -> subscribe(connection, bytes, at, arguments, to);
            case 'u' -> unsubscribe(connection, bytes, at, arguments, to);
            case 'c' -> connect(connection, bytes, at, arguments, to);
            default -> aside(connection, bytes, arguments, to, kind);
        };
    }

    // Finds the line's end and splits its arguments, at a CR too if partsAtCr; INCOMPLETE or STOPPED when there is no
    // line to go on with.
    private int arguments(Connection connection, byte[] bytes, int from, int to, boolean partsAtCr) {
        int count = 0;
        int at = from;
        while (true) {
            while (at < to && (bytes[at] == ' ' || bytes[at] == '\t' || isEndingCr(bytes, at, to, partsAtCr))) {
                at++;
            }
            if (at == to) {
                return unfinished(connection, from, to);
            }
            if (bytes[at] == '\n') {
                break;
            }
            int start = at;
            while (at < to && (!isSeparator(bytes[at]) || isInnerCr(bytes, at, to, partsAtCr))) {
                at++;
            }
            if (at == to) {
                return unfinished(connection, from, to);
            }
            if (count <= ARGUMENTS_MAX) {
                starts[count] = start;
                ends[count] = at;
                count++;
            }
        }
        argumentCount = count;
        lineEnd = at + 1;
        return isTooLong(connection, from, at) ? tooLong(connection) : lineEnd;
    }

    // A CR that is no part of an argument: any for SUB and UNSUB, for PUB and HPUB the one before the LF.
    private static boolean isEndingCr(byte[] bytes, int at, int to, boolean partsAtCr) {
        return bytes[at] == '\r' && (partsAtCr || at + 1 == to || bytes[at + 1] == '\n');
    }

    private static boolean isInnerCr(byte[] bytes, int at, int to, boolean partsAtCr) {
        return bytes[at] == '\r' && !isEndingCr(bytes, at, to, partsAtCr);
    }

    private static boolean isSeparator(byte value) {
        return value <= ' ' && (value == ' ' || value == '\n' || value == '\r' || value == '\t');
    }

    private static int unfinished(Connection connection, int from, int to) {
        return isTooLong(connection, from, to) ? tooLong(connection) : INCOMPLETE;
    }

    private static boolean isTooLong(Connection connection, int from, int to) {
        return to - from - 2 > connection.controlLineBytesMax();
    }

    private static int tooLong(Connection connection) {
        connection.sendError(ErrorText.MAX_CONTROL_LINE);
        connection.close(ClosedReason.MAX_CONTROL_LINE_EXCEEDED);
        return STOPPED;
    }

    private int publish(Connection connection, byte[] bytes, int at, int from, int to) {
        int parsed = arguments(connection, bytes, from, to, false);
        if (parsed < 0) {
            return parsed;
        }
        int count = argumentCount;
        if (count < 2 || count > 3) {
            return wrongArguments(connection, "PUB");
        }
        int size = size(bytes, count - 1);
        if (size < 0) {
            return wrongArguments(connection, "PUB");
        }
        Message m = message;
        m.headerLength = -1;
        return payload(connection, bytes, at, to, size, count - 2);
    }

    private int publishWithHeaders(Connection connection, byte[] bytes, int at, int from, int to) {
        int parsed = arguments(connection, bytes, from, to, false);
        if (parsed < 0) {
            return parsed;
        }
        int count = argumentCount;
        if (!connection.hasHeaders() || count < 3 || count > 4) {
            return wrongArguments(connection, "HPUB");
        }
        int headerSize = size(bytes, count - 2);
        int size = size(bytes, count - 1);
        if (headerSize < 0 || size < 0 || headerSize > size) {
            return wrongArguments(connection, "HPUB");
        }
        message.headerLength = headerSize == 0 ? -1 : headerSize; // without header bytes it travels as a plain message
        return payload(connection, bytes, at, to, size, count - 3);
    }

    // The line is known; publishes when the payload is there too. replyCount is 1 when the line names a reply subject.
    private int payload(Connection connection, byte[] bytes, int at, int to, int size, int replyCount) {
        if (size > connection.payloadBytesMax()) {
            return tooLarge(connection, bytes, to, size);
        }
        int end = lineEnd + size + 2;
        if (end > to) {
            if (end == to + 1 && bytes[end - 2] != '\r') {
                return unknown(connection);
            }
            frameLengthWanted = end - at;
            return INCOMPLETE;
        }
        if (bytes[end - 2] != '\r' || bytes[end - 1] != '\n') {
            return unknown(connection);
        }
        Message m = message;
        m.bytes = bytes;
        m.subjectBytes = bytes;
        m.subjectFrom = starts[0];
        m.subjectLength = ends[0] - starts[0];
        m.replyFrom = starts[1];
        m.replyLength = replyCount == 1 ? ends[1] - starts[1] : 0;
        m.payloadFrom = lineEnd;
        m.payloadLength = size;
        if (connection.traces()) {
            Tracing.in(connection, bytes, at, lineEnd);
            Tracing.payload(connection, m, true);
        }
        tail(bytes, end, replyCount);
        publishing.publish(connection, m);
        return end;
    }

    // What has come of the headers may ask for the message's way to be told, though it ends here.
    private int tooLarge(Connection connection, byte[] bytes, int to, int size) {
        Message m = message;
        if (m.headerLength > 0) {
            m.bytes = bytes;
            m.subjectBytes = bytes;
            m.subjectFrom = starts[0];
            m.subjectLength = ends[0] - starts[0];
            m.payloadFrom = lineEnd;
            m.payloadLength = size;
            m.headerLength = Math.min(m.headerLength, to - lineEnd);
            publishing.refuse(connection, m, "maximum payload exceeded");
        }
        connection.sendError(ErrorText.MAX_PAYLOAD);
        connection.close(ClosedReason.MAX_PAYLOAD_EXCEEDED);
        return STOPPED;
    }

    // Where the line is spelled as the server spells it, receivers get the bytes from the second argument on as they
    // are.
    private void tail(byte[] bytes, int end, int replyCount) {
        Message m = message;
        int last = argumentCount - 1;
        boolean sendsAllNumbers = m.hasHeaders() || argumentCount - replyCount == 2;
        boolean isPlain =
                sendsAllNumbers && ends[last] + 2 == lineEnd && bytes[ends[last]] == '\r' && isPlainNumber(bytes, last);
        for (int i = 1; i < last && isPlain; i++) {
            boolean isReply = i == replyCount;
            isPlain = starts[i + 1] == ends[i] + 1 && bytes[ends[i]] == ' ' && (isReply || isPlainNumber(bytes, i));
        }
        if (isPlain) {
            m.tailBytes = bytes;
            m.tailFrom = starts[1];
            m.tailTo = end;
        } else {
            publishing.respell(m);
        }
    }

    private boolean isPlainNumber(byte[] bytes, int argument) {
        return bytes[starts[argument]] != '0' || ends[argument] - starts[argument] == 1;
    }

    // Up to nine digits, nothing else; -1 otherwise (C41).
    private int size(byte[] bytes, int argument) {
        int from = starts[argument];
        int to = ends[argument];
        if (to - from > SIZE_DIGITS_MAX) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private int subscribe(Connection connection, byte[] bytes, int at, int from, int to) {
        int parsed = arguments(connection, bytes, from, to, true);
        if (parsed < 0) {
            return parsed;
        }
        if (argumentCount < 2 || argumentCount > 3) {
            return wrongArguments(connection, "SUB");
        }
        trace(connection, bytes, at);
        connection.heard();
        connection
                .subscribing()
                .subscribe(
                        argument(bytes, 0),
                        argumentCount == 3 ? argument(bytes, 1) : null,
                        argument(bytes, argumentCount - 1));
        return lineEnd;
    }

    private int unsubscribe(Connection connection, byte[] bytes, int at, int from, int to) {
        int parsed = arguments(connection, bytes, from, to, true);
        if (parsed < 0) {
            return parsed;
        }
        if (argumentCount < 1 || argumentCount > 2) {
            return wrongArguments(connection, "UNSUB");
        }
        trace(connection, bytes, at);
        connection.heard();
        connection.subscribing().unsubscribe(argument(bytes, 0), argumentCount == 2 ? size(bytes, 1) : -1);
        return lineEnd;
    }

    private byte[] argument(byte[] bytes, int index) {
        return java.util.Arrays.copyOfRange(bytes, starts[index], ends[index]);
    }

    private int connect(Connection connection, byte[] bytes, int at, int from, int to) {
        int end = lineFeed(bytes, from, to);
        if (end < 0) {
            return unfinished(connection, from, to);
        }
        if (isTooLong(connection, from, end)) {
            return tooLong(connection);
        }
        lineEnd = end + 1;
        trace(connection, bytes, at);
        connection.heard();
        connection.handshake().onConnect(bytes, from, end - from);
        return end + 1;
    }

    // INFO from a client is swallowed if it is one, -ERR ends the connection (C12).
    private int aside(Connection connection, byte[] bytes, int from, int to, char kind) {
        int end = lineFeed(bytes, from, to);
        if (end < 0) {
            return unfinished(connection, from, to);
        }
        if (isTooLong(connection, from, end)) {
            return tooLong(connection);
        }
        if (kind == '-') {
            connection.onClientError(bytes, from, end - from);
            return STOPPED;
        }
        if (!isInfo(bytes, from, end)) {
            return wrongArguments(connection, "INFO");
        }
        return end + 1;
    }

    private static boolean isInfo(byte[] bytes, int from, int end) {
        try {
            ServerInfo.parse(bytes, from, end - from);
            return true;
        } catch (ProtocolException malformed) {
            return false;
        }
    }

    private void trace(Connection connection, byte[] bytes, int at) {
        if (connection.traces()) {
            Tracing.in(connection, bytes, at, lineEnd);
        }
    }

    private static int lineFeed(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static int unknown(Connection connection) {
        connection.sendError(ErrorText.UNKNOWN_PROTOCOL_OPERATION);
        connection.close(ClosedReason.PROTOCOL_VIOLATION);
        return STOPPED;
    }

    private static int wrongArguments(Connection connection, String verb) {
        connection.logProtocolError(verb);
        connection.close(ClosedReason.PROTOCOL_VIOLATION);
        return STOPPED;
    }
}
