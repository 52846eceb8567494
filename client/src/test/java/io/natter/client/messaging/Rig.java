package io.natter.client.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.client.ConnectionEvent;
import io.natter.client.NatsOptions;
import io.natter.client.ServerErrorException;
import io.natter.client.SubscribeOptions;
import io.natter.protocol.wire.MessageView;
import io.natter.protocol.wire.ServerOperationDecoder;
import io.natter.protocol.wire.ServerOperationSink;
import io.natter.protocol.wire.WireLimits;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Messaging without a connection: the test writes what the server would, and reads what it would be sent. */
final class Rig implements ServerOperationSink {
    final FakeOutbound out = new FakeOutbound();
    final FakeTimers timers = new FakeTimers();
    final List<ConnectionEvent> events = new CopyOnWriteArrayList<>();
    final Messaging messaging;
    private final ServerOperationDecoder decoder = new ServerOperationDecoder(WireLimits.OF_SERVERS, this);

    Rig() {
        this(NatsOptions.DEFAULTS);
    }

    Rig(NatsOptions options) {
        messaging = new Messaging(options, out, timers, events::add);
    }

    /** One pass of reading. */
    void receive(String wire) {
        receive(wire.getBytes(UTF_8));
    }

    /** One pass of reading. */
    void receive(byte[] bytes) {
        int read = decoder.decode(bytes, 0, bytes.length);
        if (read != bytes.length) {
            throw new IllegalArgumentException("wire: got an incomplete operation");
        }
        messaging.endOfPass();
    }

    /** One pass with one message. */
    void message(String subject, long sid, String payload) {
        receive(msg(subject, sid, payload));
    }

    static String msg(String subject, long sid, String payload) {
        return "MSG " + subject + " " + sid + " " + payload.getBytes(UTF_8).length + "\r\n" + payload + "\r\n";
    }

    static String msg(String subject, long sid, String replyTo, String payload) {
        return "MSG " + subject + " " + sid + " " + replyTo + " " + payload.getBytes(UTF_8).length + "\r\n" + payload
                + "\r\n";
    }

    static String hmsg(String subject, long sid, String headers, String payload) {
        int headersLength = headers.getBytes(UTF_8).length;
        return "HMSG " + subject + " " + sid + " " + headersLength + " "
                + (headersLength + payload.getBytes(UTF_8).length) + "\r\n" + headers + payload + "\r\n";
    }

    /** The server refuses something for want of permission. */
    void refuse(String text) {
        messaging.refused(new ServerErrorException(ServerErrorException.Kind.PERMISSION, text, null));
    }

    static SubscribeOptions defaults() {
        return SubscribeOptions.DEFAULTS;
    }

    @Override
    public void info(byte[] buffer, int from, int length) {}

    @Override
    public void message(MessageView message) {
        messaging.message(message);
    }

    @Override
    public void ok() {}

    @Override
    public void error(String text) {
        refuse(text);
    }

    @Override
    public void ping() {}

    @Override
    public void pong() {
        messaging.endOfPass();
        out.pong();
    }
}
