package io.natter.cli.command;

import io.natter.client.Message;
import io.natter.client.Subscription;
import io.natter.protocol.wire.Headers;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A message without a connection. */
final class FakeMessage implements Message {
    private final String subject;
    private final @Nullable String replyTo;
    private final Headers headers;
    private final byte[] payload;

    FakeMessage(String subject, @Nullable String replyTo, Headers headers, String payload) {
        this.subject = subject;
        this.replyTo = replyTo;
        this.headers = headers;
        this.payload = payload.getBytes(StandardCharsets.UTF_8);
    }

    static FakeMessage of(String subject, String payload) {
        return new FakeMessage(subject, null, Headers.NONE, payload);
    }

    @Override
    public String subject() {
        return subject;
    }

    @Override
    public @Nullable String replyTo() {
        return replyTo;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    @Override
    public <T> T as(Class<T> type) {
        return type.cast(text());
    }

    @Override
    public @Nullable Subscription subscription() {
        return null;
    }

    @Override
    public boolean isError() {
        return headers.status() != null;
    }

    @Override
    public void respond(Object value) {
        throw new IllegalStateException("respond: no answer is wanted");
    }

    @Override
    public void respond(Object value, Headers headers) {
        respond(value);
    }
}
