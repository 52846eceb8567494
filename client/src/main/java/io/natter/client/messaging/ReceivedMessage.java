package io.natter.client.messaging;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.client.Message;
import io.natter.client.Subscription;
import io.natter.protocol.wire.Headers;
import io.natter.protocol.wire.HeadersException;
import io.natter.protocol.wire.MessageView;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A message with bytes of its own.
 *
 * <p>Immutable, but for the headers, which are parsed once: two threads may both do it, with equal outcome. One object and one
 * array besides the reply subject and the headers (C10).
 */
final class ReceivedMessage implements Message {
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] NO_RESPONDERS = "NATS/1.0 503".getBytes(US_ASCII);
    private static final int SHOWN_CHARS_MAX = 500;
    private static final int SERVICE_ERROR_MIN = 400;
    private static final int SERVICE_ERROR_MAX = 599;

    private final MessageSource source;
    private final String subject;
    private final @Nullable String replyTo;
    private final byte @Nullable [] headerBlock;
    private final byte[] payload;
    private @Nullable Headers headers; // racy on purpose: any thread's outcome is as good

    /** The next of the same subscription in this pass of reading; the reading thread's. */
    @Nullable
    ReceivedMessage next;

    /** Copies what the view shows, but for the subject, which the caller has found. */
    ReceivedMessage(MessageSource source, String subject, MessageView view) {
        this.source = source;
        this.subject = subject;
        this.replyTo = view.reply();
        this.headerBlock = view.headersLength() == 0
                ? null
                : Arrays.copyOfRange(view.buffer(), view.headersFrom(), view.headersFrom() + view.headersLength());
        this.payload = view.payloadLength() == 0 ? NOTHING : view.payload();
    }

    /** Whether the server says that nobody listens (C7): status 503 and nothing else. */
    boolean isNoResponders() {
        byte[] block = headerBlock;
        return block != null
                && payload.length == 0
                && block.length >= NO_RESPONDERS.length
                && Arrays.equals(block, 0, NO_RESPONDERS.length, NO_RESPONDERS, 0, NO_RESPONDERS.length);
    }

    /** What it counts for in a queue: subject, headers and payload. */
    long size() {
        return subject.length() + bodySize();
    }

    /** Bytes of headers and payload. */
    long bodySize() {
        return (headerBlock == null ? 0 : headerBlock.length) + (long) payload.length;
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
        Headers known = headers;
        if (known == null) {
            known = parsed();
            headers = known;
        }
        return known;
    }

    private Headers parsed() {
        if (headerBlock == null) {
            return Headers.NONE;
        }
        try {
            return Headers.parse(headerBlock, 0, headerBlock.length);
        } catch (HeadersException malformed) {
            source.context().malformedHeaders(this, malformed);
            return Headers.NONE;
        }
    }

    @Override
    public byte[] payload() {
        return payload;
    }

    @Override
    public String text() {
        return new String(payload, UTF_8);
    }

    @Override
    public <T> T as(Class<T> type) {
        return source.context().options().codecs().decode(this, type);
    }

    @Override
    public @Nullable Subscription subscription() {
        return source.subscription();
    }

    @Override
    public boolean isError() {
        if (headerBlock == null) {
            return false;
        }
        Headers.Status status = headers().status();
        if (status != null) {
            return status.code() >= SERVICE_ERROR_MIN && status.code() <= SERVICE_ERROR_MAX;
        }
        return ErrorReply.isOne(headers());
    }

    @Override
    public void respond(Object value) {
        respond(value, Headers.NONE);
    }

    @Override
    public void respond(Object value, Headers withHeaders) {
        if (replyTo == null) {
            throw new IllegalStateException("message: no answer is wanted to \"" + subject + "\"");
        }
        source.context().publish(replyTo, value, withHeaders, true);
    }

    /** Names and sizes; a payload is for those it was sent to, and is not shown. */
    @Override
    public String toString() {
        StringBuilder shown = new StringBuilder("Message[").append(subject);
        if (replyTo != null) {
            shown.append(" reply ").append(replyTo);
        }
        if (headerBlock != null) {
            shown.append(' ').append(headers());
        }
        if (shown.length() > SHOWN_CHARS_MAX) {
            shown.setLength(SHOWN_CHARS_MAX);
            shown.append("...");
        }
        return shown.append(", ").append(payload.length).append(" bytes]").toString();
    }
}
