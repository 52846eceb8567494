package io.natter.server.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.server.account.Account;
import io.natter.server.auth.Identity;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message that reached a subscription of the server's own: views of bytes that are somebody else's once the call is over.
 *
 * <p>Confined to its {@link InternalLoop}, where one instance serves for all messages.
 */
public final class ReceivedMessage {
    private @Nullable Message message;
    private @Nullable Account account;
    private @Nullable Connection publisher;

    ReceivedMessage() {}

    /** A message that came over no loop, as tests of handlers have it: of no account, and published by the server. */
    public static ReceivedMessage of(byte[] subject, byte[] reply, byte[] headers, byte[] payload) {
        var message = new Message();
        message.subjectBytes = subject;
        message.subjectLength = subject.length;
        message.bytes = new byte[reply.length + headers.length + payload.length];
        System.arraycopy(reply, 0, message.bytes, 0, reply.length);
        System.arraycopy(headers, 0, message.bytes, reply.length, headers.length);
        System.arraycopy(payload, 0, message.bytes, reply.length + headers.length, payload.length);
        message.replyLength = reply.length;
        message.payloadFrom = reply.length;
        message.headerLength = headers.length == 0 ? -1 : headers.length;
        message.payloadLength = headers.length + payload.length;
        var received = new ReceivedMessage();
        received.message = message;
        return received;
    }

    void show(Message shown, Account in, @Nullable Connection from) {
        message = shown;
        account = in;
        publisher = from;
    }

    void clear() {
        message = null;
        account = null;
        publisher = null;
    }

    private Message message() {
        return Objects.requireNonNull(message, "the call that showed this message is over");
    }

    /** The account it was published in. */
    public Account account() {
        return Objects.requireNonNull(account);
    }

    /** The bytes that hold the subject. */
    public byte[] subjectBytes() {
        return message().subjectBytes;
    }

    /** Where the subject begins. */
    public int subjectFrom() {
        return message().subjectFrom;
    }

    /** How long the subject is. */
    public int subjectLength() {
        return message().subjectLength;
    }

    /** The subject as a text. */
    public String subject() {
        Message m = message();
        return new String(m.subjectBytes, m.subjectFrom, m.subjectLength, UTF_8);
    }

    /** The bytes that hold reply, headers and payload. */
    public byte[] bytes() {
        return message().bytes;
    }

    /** Where the reply subject begins. */
    public int replyFrom() {
        return message().replyFrom;
    }

    /** How long the reply subject is; 0 when there is none. */
    public int replyLength() {
        return message().replyLength;
    }

    /** A copy of the reply subject; no bytes when there is none. */
    public byte[] reply() {
        Message m = message();
        return Arrays.copyOfRange(m.bytes, m.replyFrom, m.replyFrom + m.replyLength);
    }

    /** Where the header block begins: {@code NATS/1.0} and so on, with the empty line at its end. */
    public int headersFrom() {
        return message().payloadFrom;
    }

    /** How long the header block is; 0 when there is none. */
    public int headersLength() {
        return Math.max(message().headerLength, 0);
    }

    /** Where the payload begins. */
    public int payloadFrom() {
        return message().payloadFrom + headersLength();
    }

    /** How long the payload is. */
    public int payloadLength() {
        return message().payloadLength - headersLength();
    }

    /** A copy of the payload. */
    public byte[] payload() {
        return Arrays.copyOfRange(bytes(), payloadFrom(), payloadFrom() + payloadLength());
    }

    /** Who is to be told of what becomes of it; null for nearly every message. */
    public @Nullable MessageTrace trace() {
        return message().trace;
    }

    /** Who published it, as far as that is known by now; null for the server itself. */
    public @Nullable MessageOrigin origin() {
        return publisher == null ? null : publisher.origin();
    }

    /** Who published it and what that one may do; null for the server itself, and while that is not known. */
    public @Nullable Identity identity() {
        return publisher == null ? null : publisher.identity();
    }
}
