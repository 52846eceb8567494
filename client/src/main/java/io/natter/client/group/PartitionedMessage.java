package io.natter.client.group;

import io.natter.client.Subscription;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.MessageMetadata;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A message whose subject has its partition in front, which is left out.
 *
 * <p>Thread-safe.
 */
record PartitionedMessage(JetStreamMessage message) implements JetStreamMessage {
    @Override
    public String subject() {
        String subject = message.subject();
        return subject.substring(subject.indexOf('.') + 1);
    }

    @Override
    public @Nullable String replyTo() {
        return message.replyTo();
    }

    @Override
    public Headers headers() {
        return message.headers();
    }

    @Override
    public byte[] payload() {
        return message.payload();
    }

    @Override
    public String text() {
        return message.text();
    }

    @Override
    public <T> T as(Class<T> type) {
        return message.as(type);
    }

    @Override
    public @Nullable Subscription subscription() {
        return message.subscription();
    }

    @Override
    public boolean isError() {
        return message.isError();
    }

    @Override
    public void respond(Object value) {
        message.respond(value);
    }

    @Override
    public void respond(Object value, Headers headers) {
        message.respond(value, headers);
    }

    @Override
    public MessageMetadata metadata() {
        return message.metadata();
    }

    @Override
    public void ack() {
        message.ack();
    }

    @Override
    public void ackConfirmed() {
        message.ackConfirmed();
    }

    @Override
    public void ackConfirmed(Duration timeout) {
        message.ackConfirmed(timeout);
    }

    @Override
    public void nak() {
        message.nak();
    }

    @Override
    public void nak(Duration delay) {
        message.nak(delay);
    }

    @Override
    public void term() {
        message.term();
    }

    @Override
    public void term(String reason) {
        message.term(reason);
    }

    @Override
    public void inProgress() {
        message.inProgress();
    }

    @Override
    public boolean isAcknowledged() {
        return message.isAcknowledged();
    }
}
