package io.natter.protocol.wire;

import io.natter.protocol.wire.MalformedOperationException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into operations, however the bytes are cut.
 *
 * <p>Confined to the thread that reads. Keeps no bytes: what is not consumed stays in the caller's buffer and is
 * handed in again, with more behind it. Allocates nothing for a message.
 *
 * <pre>
 *           line found, no payload              line found, with payload          payload and CR LF there
 *  LINE  --------------------------> LINE       LINE -----------------> PAYLOAD  ------------------------> LINE
 * </pre>
 *
 * PAYLOAD is not kept as a state: until all of the message is there, its line is read again, at most once more than
 * the bytes it still needs arrive.
 */
public abstract sealed class OperationDecoder permits ClientOperationDecoder, ServerOperationDecoder {
    private static final int LINE_END_BYTES = 2;

    // The longest verb, a blank and a CR.
    private static final int LONGEST_HEAD = Verb.CONNECT.length() + 2;

    private final WireLimits limits;
    private final Verb[] known;
    private final Arguments arguments = new Arguments();
    private final MessageView view = new MessageView();

    // of the operation that is not complete yet
    private int scannedBytes;
    private int neededBytes;
    private @Nullable MalformedOperationException failure;

    OperationDecoder(WireLimits limits, Verb[] known) {
        this.limits = limits;
        this.known = known;
    }

    /**
     * Hands over every complete operation in the range.
     *
     * @param from where the first operation begins: what the last call returned, or where its bytes were moved to
     * @param to end of the bytes received so far
     * @return where the first incomplete operation begins; {@code to} if all was consumed
     * @throws MalformedOperationException if what comes next is no operation; those before it were handed over. The
     *     decoder throws the same again from then on.
     */
    public final int decode(byte[] bytes, int from, int to) {
        if (failure != null) {
            throw failure;
        }
        try {
            int at = from;
            int next = operation(bytes, at, to);
            while (next > at) {
                at = next;
                scannedBytes = 0;
                neededBytes = 0;
                next = operation(bytes, at, to);
            }
            return at;
        } catch (MalformedOperationException e) {
            failure = e;
            throw e;
        }
    }

    /**
     * How many bytes the incomplete operation will have at least, as far as is known. A claim of the peer: let a
     * buffer grow with what arrives, not to this at once.
     */
    public final int neededBytes() {
        return neededBytes;
    }

    /** Reads one operation; returns where the next one begins, or {@code at} if it is not complete. */
    private int operation(byte[] bytes, int at, int to) {
        if (to - at <= scannedBytes || to - at < neededBytes) {
            return at;
        }
        int lineFeed = lineFeed(bytes, at + scannedBytes, to);
        if (lineFeed < 0) {
            checkPartialLine(bytes, at, to);
            scannedBytes = to - at;
            return at;
        }
        scannedBytes = lineFeed - at; // if the payload is not there yet, look no further back than that
        int end = lineFeed > at && bytes[lineFeed - 1] == '\r' ? lineFeed - 1 : lineFeed;
        Verb verb = Verb.of(known, bytes, at, end);
        if (verb == null) {
            throw MalformedOperationException.unknownOperation("control line: unknown verb");
        }
        int start = at + verb.length();
        while (start < end && Verb.isBlank(bytes[start])) {
            start++;
        }
        checkLength(end - start, end - at);
        if (verb == Verb.PUB || verb == Verb.HPUB || verb == Verb.MSG || verb == Verb.HMSG) {
            arguments.split(bytes, start, end);
            return message(verb, bytes, at, lineFeed + 1, to);
        }
        line(verb, bytes, start, end);
        return lineFeed + 1;
    }

    /** A line without payload; arguments are not split yet. */
    abstract void line(Verb verb, byte[] bytes, int start, int end);

    /** A complete message. */
    abstract void message(MessageView message);

    final Arguments arguments(byte[] bytes, int start, int end) {
        arguments.split(bytes, start, end);
        return arguments;
    }

    private int message(Verb verb, byte[] bytes, int at, int bodyFrom, int to) {
        boolean hasHeaders = verb == Verb.HPUB || verb == Verb.HMSG;
        boolean hasSid = verb == Verb.MSG || verb == Verb.HMSG;
        int count = arguments.count();
        int required = 2 + (hasHeaders ? 1 : 0) + (hasSid ? 1 : 0);
        if (count != required && count != required + 1) {
            throw MalformedOperationException.badArguments(
                    verb + ": got " + count + " arguments, expected " + required + " or " + (required + 1));
        }
        int bodyLength = arguments.size(count - 1);
        int headersLength = hasHeaders ? arguments.size(count - 2) : 0;
        checkSizes(verb, headersLength, bodyLength);
        if (!isComplete(bytes, at, bodyFrom + bodyLength, to)) {
            return at;
        }
        view.at(bytes);
        view.subject(arguments.from(0), arguments.length(0));
        if (hasSid) {
            view.sid(arguments.from(1), arguments.length(1));
        }
        if (count > required) {
            int reply = hasSid ? 2 : 1;
            view.reply(arguments.from(reply), arguments.length(reply));
        }
        view.body(bodyFrom, hasHeaders, headersLength, bodyLength);
        message(view);
        return bodyFrom + bodyLength + LINE_END_BYTES;
    }

    private void checkSizes(Verb verb, int headersLength, int bodyLength) {
        if (headersLength < 0 || bodyLength < 0) {
            throw MalformedOperationException.badArguments(verb + ": got a bad size, expected at most nine digits");
        }
        if (headersLength > bodyLength) {
            throw MalformedOperationException.badArguments(
                    verb + ": got " + headersLength + " bytes of headers, expected at most the total " + bodyLength);
        }
        if (bodyLength > limits.payloadBytes()) {
            throw new MalformedOperationException(
                    Reason.PAYLOAD_TOO_LARGE,
                    verb + ": got " + bodyLength + " bytes, expected at most " + limits.payloadBytes());
        }
    }

    /** Whether the payload and its CR LF are there; each byte of the latter is judged as soon as it is. */
    private boolean isComplete(byte[] bytes, int at, int bodyEnd, int to) {
        boolean hasCr = bodyEnd < to;
        boolean hasLf = bodyEnd + 1 < to;
        if ((hasCr && bytes[bodyEnd] != '\r') || (hasLf && bytes[bodyEnd + 1] != '\n')) {
            throw MalformedOperationException.unknownOperation("payload: does not end with cr lf where its size says");
        }
        neededBytes = bodyEnd - at + (hasCr ? LINE_END_BYTES : 1);
        return hasLf;
    }

    private void checkPartialLine(byte[] bytes, int at, int to) {
        if (!Verb.mayBecome(known, bytes, at, to)) {
            throw MalformedOperationException.unknownOperation("control line: unknown verb");
        }
        checkLength(0, to - at);
    }

    /** The head of a line does not count as long as it is no longer than a verb; blanks cannot go on for ever. */
    private void checkLength(int argumentBytes, int lineBytes) {
        if (argumentBytes > limits.controlLineBytes() || lineBytes - LONGEST_HEAD > limits.controlLineBytes()) {
            throw new MalformedOperationException(
                    Reason.CONTROL_LINE_TOO_LONG,
                    "control line: got more than " + limits.controlLineBytes() + " bytes of arguments");
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
}
