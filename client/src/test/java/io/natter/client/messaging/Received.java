package io.natter.client.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.wire.MessageView;
import io.natter.protocol.wire.ServerOperationDecoder;
import io.natter.protocol.wire.ServerOperationSink;
import io.natter.protocol.wire.WireLimits;
import java.util.ArrayList;
import java.util.List;

/** Messages made of what goes over the wire. */
final class Received implements ServerOperationSink {
    private final MessageSource source;
    private final List<ReceivedMessage> messages = new ArrayList<>();

    private Received(MessageSource source) {
        this.source = source;
    }

    static ReceivedMessage of(MessageSource source, String wire) {
        Received received = new Received(source);
        byte[] bytes = wire.getBytes(UTF_8);
        new ServerOperationDecoder(WireLimits.OF_SERVERS, received).decode(bytes, 0, bytes.length);
        return received.messages.get(0);
    }

    @Override
    public void info(byte[] buffer, int from, int length) {}

    @Override
    public void message(MessageView message) {
        messages.add(new ReceivedMessage(source, message.subject(), message));
    }

    @Override
    public void ok() {}

    @Override
    public void error(String text) {}

    @Override
    public void ping() {}

    @Override
    public void pong() {}
}
