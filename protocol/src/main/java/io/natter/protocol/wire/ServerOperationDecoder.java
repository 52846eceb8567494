package io.natter.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Reads what a server sends (C1, C7-C11).
 *
 * <p>Confined to the thread that reads.
 */
public final class ServerOperationDecoder extends OperationDecoder {
    private static final Verb[] KNOWN = {Verb.MSG, Verb.HMSG, Verb.PING, Verb.PONG, Verb.OK, Verb.ERR, Verb.INFO};

    private final ServerOperationSink sink;

    /** A decoder at the beginning of a connection. */
    public ServerOperationDecoder(WireLimits limits, ServerOperationSink sink) {
        super(limits, KNOWN);
        this.sink = sink;
    }

    @Override
    void message(MessageView message) {
        sink.message(message);
    }

    @Override
    void line(Verb verb, byte[] bytes, int start, int end) {
        switch (verb) {
            case INFO -> sink.info(bytes, start, withoutBlanks(bytes, start, end) - start);
            case OK -> sink.ok();
            case ERR -> sink.error(unquoted(new String(bytes, start, end - start, UTF_8).strip()));
            case PING -> sink.ping();
            case PONG -> sink.pong();
            default -> throw new AssertionError(verb);
        }
    }

    /** Servers write a blank between the JSON and the line end (C1). */
    private static int withoutBlanks(byte[] bytes, int start, int end) {
        int last = end;
        while (last > start && Verb.isBlank(bytes[last - 1])) {
            last--;
        }
        return last;
    }

    private static String unquoted(String text) {
        boolean isQuoted = text.length() > 1 && text.startsWith("'") && text.endsWith("'");
        return isQuoted ? text.substring(1, text.length() - 1) : text;
    }
}
