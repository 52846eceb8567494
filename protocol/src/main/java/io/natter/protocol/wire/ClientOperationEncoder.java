package io.natter.protocol.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

import org.jspecify.annotations.Nullable;

/**
 * Writes what a client sends.
 *
 * <p>Confined to one thread, or guarded by the owner of the buffer. Nothing is allocated but when the buffer grows. A
 * word that could break out of its line (blank, CR, LF) is refused with IllegalArgumentException, and nothing of the
 * operation is left in the buffer.
 */
public final class ClientOperationEncoder implements ClientOperationSink {
    private static final byte[] CONNECT = "CONNECT ".getBytes(US_ASCII);
    private static final byte[] PUB = "PUB ".getBytes(US_ASCII);
    private static final byte[] HPUB = "HPUB ".getBytes(US_ASCII);
    private static final byte[] SUB = "SUB ".getBytes(US_ASCII);
    private static final byte[] UNSUB = "UNSUB ".getBytes(US_ASCII);
    private static final byte[] PING = "PING\r\n".getBytes(US_ASCII);
    private static final byte[] PONG = "PONG\r\n".getBytes(US_ASCII);

    private static final byte[] BLANK = {' '};

    private final ByteBuilder out;

    /** Writes to the end of {@code out}, which stays the caller's to empty. */
    public ClientOperationEncoder(ByteBuilder out) {
        this.out = out;
    }

    @Override
    public void connect(byte[] json, int from, int length) {
        out.append(CONNECT).append(json, from, length).crlf();
    }

    @Override
    public void publish(MessageView m) {
        m.requireWords();
        out.append(m.hasHeaders() ? HPUB : PUB)
                .append(m.buffer(), m.subjectFrom(), m.subjectLength())
                .append(BLANK);
        m.appendFromReply(out);
    }

    /**
     * PUB, or HPUB where there are headers.
     *
     * @param reply where to answer, or null when no answer is wanted
     * @param payload holds the payload at {@code from}
     */
    public void publish(String subject, @Nullable String reply, Headers headers, byte[] payload, int from, int length) {
        Words.require("subject", subject);
        Words.requireOrNull("reply", reply);
        out.append(headers.isEmpty() ? PUB : HPUB).append(subject).append(BLANK);
        if (reply != null) {
            out.append(reply).append(BLANK);
        }
        if (headers.isEmpty()) {
            out.append((long) length).crlf();
        } else {
            int headersLength = headers.encodedLength();
            out.append((long) headersLength)
                    .append(BLANK)
                    .append((long) headersLength + length)
                    .crlf();
            headers.encodeTo(out);
        }
        out.append(payload, from, length).crlf();
    }

    @Override
    public void subscribe(String subject, @Nullable String queue, String sid) {
        Words.require("subject", subject);
        Words.requireOrNull("queue", queue);
        Words.require("sid", sid);
        out.append(SUB).append(subject).append(BLANK);
        if (queue != null) {
            out.append(queue).append(BLANK);
        }
        out.append(sid).crlf();
    }

    @Override
    public void unsubscribe(String sid, int max) {
        Words.require("sid", sid);
        out.append(UNSUB).append(sid);
        if (max > 0) {
            out.append(BLANK).append((long) max);
        }
        out.crlf();
    }

    @Override
    public void ping() {
        out.append(PING);
    }

    @Override
    public void pong() {
        out.append(PONG);
    }
}
