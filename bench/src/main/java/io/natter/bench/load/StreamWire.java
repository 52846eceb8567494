package io.natter.bench.load;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/**
 * One connection to a server with streams: requests one at a time, or many messages a write and a read.
 *
 * <p>Confined to one thread. It blocks; whoever sends keeps a window, so that neither side waits for the other with full sockets.
 *
 * <pre>
 *  MSG subject sid [reply] size\r\n payload \r\n
 *  HMSG subject sid [reply] headers size\r\n headers payload \r\n
 * </pre>
 */
public final class StreamWire implements AutoCloseable {
    private static final int BUFFER_BYTES = 4 << 20;
    private static final byte[] STATUS = "NATS/1.0 ".getBytes(StandardCharsets.US_ASCII);

    private final SocketChannel channel;
    private final byte[] in = new byte[BUFFER_BYTES];
    private final byte[] out = new byte[BUFFER_BYTES];
    private int inFrom;
    private int inTo;
    private int outLength;
    private int requests;

    // The message at hand.
    private int sidFrom;
    private int sidLength;
    private int replyFrom;
    private int replyLength;
    private int headersLength;
    private int bodyFrom;
    private int bodyLength;

    private StreamWire(Wire wire) {
        channel = wire.channel();
        byte[] early = wire.takePending();
        System.arraycopy(early, 0, in, 0, early.length);
        inTo = early.length;
    }

    /** Connects and logs in. */
    public static StreamWire connect(Endpoint endpoint) throws IOException {
        return new StreamWire(Wire.connect(endpoint));
    }

    /** Told of each message of a read, while the accessors of the wire show it. */
    @FunctionalInterface
    public interface Receiver {
        /** Takes the message at hand. */
        void message() throws IOException;
    }

    /** Asks the API and returns its answer; an error answer is an exception. Whatever else comes meanwhile is passed over. */
    public String ask(String subject, String body) throws IOException {
        return ask(subject, body, () -> {});
    }

    /** Asks the API and returns its answer; what else comes meanwhile goes to {@code others}. */
    public String ask(String subject, String body, Receiver others) throws IOException {
        String inbox = "_INBOX.ask." + ++requests;
        append("SUB " + inbox + " ask" + requests + "\r\nPUB " + subject + " " + inbox + " " + body.length() + "\r\n"
                + body + "\r\nUNSUB ask" + requests + " 1\r\n");
        flush();
        String[] answer = new String[1];
        while (answer[0] == null) {
            read(() -> {
                if (isFor("ask" + requests)) {
                    answer[0] = body();
                } else {
                    others.message();
                }
            });
        }
        if (answer[0].isEmpty() || answer[0].contains("\"error\":")) {
            throw new IOException(subject + ": " + (answer[0].isEmpty() ? "nobody answers" : answer[0]));
        }
        return answer[0];
    }

    /** Adds to the next write. */
    public void append(String text) throws IOException {
        append(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Adds to the next write. */
    public void append(byte[] bytes) throws IOException {
        if (outLength + bytes.length > out.length) {
            flush();
        }
        System.arraycopy(bytes, 0, out, outLength, bytes.length);
        outLength += bytes.length;
    }

    /** Adds a message to the reply subject of the message at hand. */
    public void appendToReply(byte[] payload) throws IOException {
        append("PUB ");
        if (outLength + replyLength > out.length) {
            flush();
        }
        System.arraycopy(in, replyFrom, out, outLength, replyLength);
        outLength += replyLength;
        append(" " + payload.length + "\r\n");
        append(payload);
        append("\r\n");
    }

    /** Writes what was added. */
    public void flush() throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(out, 0, outLength);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        outLength = 0;
    }

    /** Reads once, at least one byte, and tells of all messages that are whole by then. Answers PINGs. */
    public void read(Receiver receiver) throws IOException {
        if (inFrom == inTo || !hasWhole()) {
            fill();
        }
        while (hasWhole()) {
            receive(receiver);
        }
    }

    private void fill() throws IOException {
        System.arraycopy(in, inFrom, in, 0, inTo - inFrom);
        inTo -= inFrom;
        inFrom = 0;
        int count = channel.read(ByteBuffer.wrap(in, inTo, in.length - inTo));
        if (count < 0) {
            throw new EOFException("closed by the server");
        }
        inTo += count;
    }

    private boolean hasWhole() {
        int end = lineEnd();
        return end >= 0 && end + 1 + sizeBefore(end) <= inTo;
    }

    private int lineEnd() {
        for (int i = inFrom; i < inTo; i++) {
            if (in[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private boolean isMessage() {
        return in[inFrom] == 'M' || in[inFrom] == 'H';
    }

    // What follows the line that ends there: a body with its CR LF, or nothing.
    private int sizeBefore(int end) {
        if (!isMessage()) {
            return 0;
        }
        int size = 0;
        int at = end - 2;
        for (int factor = 1; in[at] != ' '; factor *= 10, at--) {
            size += (in[at] - '0') * factor;
        }
        return size + 2;
    }

    private void receive(Receiver receiver) throws IOException {
        int end = lineEnd();
        if (!isMessage()) {
            other(new String(in, inFrom, end - inFrom, StandardCharsets.UTF_8));
            inFrom = end + 1;
            return;
        }
        int size = sizeBefore(end);
        boolean hasHeaders = in[inFrom] == 'H';
        parts(end, hasHeaders);
        bodyFrom = end + 1 + headersLength;
        bodyLength = size - 2 - headersLength;
        receiver.message();
        inFrom = end + 1 + size;
    }

    // Reply and size of headers, from the tokens of the line.
    private void parts(int end, boolean hasHeaders) {
        int[] starts = new int[6];
        int count = 0;
        for (int i = inFrom; i < end - 1; i++) {
            if (i == inFrom || in[i - 1] == ' ') {
                starts[count++] = i;
            }
        }
        boolean hasReply = count == (hasHeaders ? 6 : 5);
        sidFrom = starts[2];
        sidLength = starts[3] - 1 - sidFrom;
        replyFrom = hasReply ? starts[3] : 0;
        replyLength = hasReply ? starts[4] - 1 - starts[3] : 0;
        headersLength = 0;
        for (int i = hasHeaders ? starts[count - 2] : end; i < end && in[i] != ' '; i++) {
            headersLength = headersLength * 10 + in[i] - '0';
        }
    }

    private void other(String line) throws IOException {
        if (line.startsWith("PING")) {
            append("PONG\r\n");
            flush();
        } else if (line.startsWith("-ERR")) {
            throw new IOException("server said " + line.trim());
        }
    }

    private boolean isFor(String sid) {
        return new String(in, sidFrom, sidLength, StandardCharsets.UTF_8).equals(sid);
    }

    /** Whether the message at hand has a reply subject. */
    public boolean hasReply() {
        return replyLength > 0;
    }

    /** The status code of the message at hand; 0 for one without. */
    public int status() {
        int from = bodyFrom - headersLength;
        for (int i = 0; i < STATUS.length; i++) {
            if (headersLength <= STATUS.length + 2 || in[from + i] != STATUS[i]) {
                return 0;
            }
        }
        int at = from + STATUS.length;
        return (in[at] - '0') * 100 + (in[at + 1] - '0') * 10 + in[at + 2] - '0';
    }

    /** Whether the body of the message at hand, an acknowledgement or an answer of the API, tells of an error. */
    public boolean isError() {
        if (bodyLength < 2) {
            return true;
        }
        byte member = in[bodyFrom + 2]; // the first letter of the first one: error, stream, type, or a value's third
        return member == 'e' || member == 't' && body().contains("\"error\":");
    }

    /** The body of the message at hand. */
    public String body() {
        return new String(in, bodyFrom, bodyLength, StandardCharsets.UTF_8);
    }

    /** A number of a JSON answer, by the name of its first member with that name. */
    static long number(String json, String member) {
        String field = "\"" + member + "\":";
        int from = json.indexOf(field) + field.length();
        int to = from;
        while (to < json.length() && Character.isDigit(json.charAt(to))) {
            to++;
        }
        if (to == from) {
            throw new IllegalArgumentException("answer: got no number " + member + " in " + json);
        }
        return Long.parseLong(json.substring(from, to));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
