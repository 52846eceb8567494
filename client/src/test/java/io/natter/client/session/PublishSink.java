package io.natter.client.session;

import io.natter.protocol.wire.ClientOperationSink;
import io.natter.protocol.wire.MessageView;
import org.jspecify.annotations.Nullable;

/** A sink that expects publishes, and passes over the rest. Confined to one thread. */
abstract class PublishSink implements ClientOperationSink {
    @Override
    public abstract void publish(MessageView message);

    @Override
    public void connect(byte[] buffer, int from, int length) {}

    @Override
    public void subscribe(String subject, @Nullable String queue, String sid) {}

    @Override
    public void unsubscribe(String sid, int max) {}

    @Override
    public void ping() {}

    @Override
    public void pong() {}
}
