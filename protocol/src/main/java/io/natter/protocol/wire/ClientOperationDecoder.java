package io.natter.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * Reads what a client sends (C2-C6, C9, C12, C40-C43).
 *
 * <p>Confined to the thread that reads. INFO and +OK are swallowed as nats-server swallows them; -ERR from a client
 * ends the connection.
 */
public final class ClientOperationDecoder extends OperationDecoder {
    private static final Verb[] KNOWN = {
        Verb.PUB, Verb.HPUB, Verb.SUB, Verb.UNSUB, Verb.PING, Verb.PONG, Verb.CONNECT, Verb.INFO, Verb.OK, Verb.ERR
    };

    private final ClientOperationSink sink;

    /** A decoder at the beginning of a connection. */
    public ClientOperationDecoder(WireLimits limits, ClientOperationSink sink) {
        super(limits, KNOWN);
        this.sink = sink;
    }

    @Override
    void message(MessageView message) {
        sink.publish(message);
    }

    @Override
    void line(Verb verb, byte[] bytes, int start, int end) {
        switch (verb) {
            case CONNECT -> sink.connect(bytes, start, end - start);
            case SUB -> subscribe(arguments(bytes, start, end));
            case UNSUB -> unsubscribe(arguments(bytes, start, end));
            case PING -> sink.ping();
            case PONG -> sink.pong();
            case ERR -> throw MalformedOperationException.badArguments("-ERR: a client has nothing to complain of");
            default -> {
                // INFO and +OK mean nothing here.
            }
        }
    }

    private void subscribe(Arguments arguments) {
        int count = requireCount("SUB", arguments, 2, 3);
        @Nullable String queue = count == 3 ? arguments.text(1) : null;
        sink.subscribe(arguments.text(0), queue, arguments.text(count - 1));
    }

    private void unsubscribe(Arguments arguments) {
        int count = requireCount("UNSUB", arguments, 1, 2);
        int max = count == 2 ? Math.max(0, arguments.size(1)) : 0; // what is no number means now
        sink.unsubscribe(arguments.text(0), max);
    }

    private static int requireCount(String verb, Arguments arguments, int least, int most) {
        int count = arguments.count();
        if (count < least || count > most) {
            throw MalformedOperationException.badArguments(
                    verb + ": got " + count + " arguments, expected " + least + " or " + most);
        }
        return count;
    }
}
