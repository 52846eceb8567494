package io.natter.protocol.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * Writes what a server sends.
 *
 * <p>Confined to one thread, or guarded by the owner of the buffer. Nothing is allocated but when the buffer grows. A
 * word that could break out of its line (blank, CR, LF) is refused with IllegalArgumentException, and nothing of the
 * operation is left in the buffer.
 */
public final class ServerOperationEncoder implements ServerOperationSink {
    private static final byte[] INFO = "INFO ".getBytes(US_ASCII);
    private static final byte[] MSG = "MSG ".getBytes(US_ASCII);
    private static final byte[] HMSG = "HMSG ".getBytes(US_ASCII);
    private static final byte[] OK = "+OK\r\n".getBytes(US_ASCII);
    private static final byte[] ERR = "-ERR '".getBytes(US_ASCII);
    private static final byte[] PING = "PING\r\n".getBytes(US_ASCII);
    private static final byte[] PONG = "PONG\r\n".getBytes(US_ASCII);

    private static final byte[] BLANK = {' '};
    private static final byte[] QUOTE = {'\''};

    private final ByteBuilder out;

    /** Writes to the end of {@code out}, which stays the caller's to empty. */
    public ServerOperationEncoder(ByteBuilder out) {
        this.out = out;
    }

    /** INFO, with the blank before the line end that nats-server writes (C1). */
    @Override
    public void info(byte[] json, int from, int length) {
        out.append(INFO).append(json, from, length).append(BLANK).crlf();
    }

    @Override
    public void message(MessageView m) {
        m.requireWords();
        Words.require("sid", m.buffer(), m.sidFrom(), m.sidLength());
        out.append(m.hasHeaders() ? HMSG : MSG)
                .append(m.buffer(), m.subjectFrom(), m.subjectLength())
                .append(BLANK)
                .append(m.buffer(), m.sidFrom(), m.sidLength())
                .append(BLANK);
        m.appendFromReply(out);
    }

    @Override
    public void ok() {
        out.append(OK);
    }

    /** {@code -ERR}; line ends in the text become blanks. */
    @Override
    public void error(String text) {
        out.append(ERR)
                .append(text.replace('\r', ' ').replace('\n', ' '))
                .append(QUOTE)
                .crlf();
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
