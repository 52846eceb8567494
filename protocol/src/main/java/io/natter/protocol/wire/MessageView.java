package io.natter.protocol.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One message as it lies in a buffer: where its parts begin and how long they are.
 *
 * <p>Confined to the call it is handed to: the decoder uses the same view for the next message, and the owner of the
 * buffer the same bytes. What is to be kept must be copied; {@link #subject} and the like do.
 *
 * <pre>
 *  HMSG subject sid reply 12 17\r\nNATS/1.0\r\n\r\nhello\r\n
 *       |------|          headers  |------------||---| payload
 * </pre>
 */
public final class MessageView {
    private static final byte[] NOTHING = new byte[0];
    private static final byte[] BLANK = {' '};

    private byte[] buffer = NOTHING;
    private int subjectFrom;
    private int subjectLength;
    private int sidFrom;
    private int sidLength; // 0 where the operation has none
    private int replyFrom;
    private int replyLength; // 0 for none
    private boolean hasHeaders;
    private int bodyFrom;
    private int headersLength;
    private int bodyLength; // headers and payload

    MessageView() {}

    /** A view of parts that are not in one buffer yet; they are copied. */
    static MessageView of(String subject, String sid, @Nullable String reply, @Nullable Payload headers, Payload body) {
        byte[] subjectBytes = subject.getBytes(UTF_8);
        byte[] sidBytes = sid.getBytes(UTF_8);
        byte[] replyBytes = reply == null ? NOTHING : reply.getBytes(UTF_8);
        byte[] headerBytes = headers == null ? NOTHING : headers.unsafeBytes();
        byte[] all = concat(subjectBytes, sidBytes, replyBytes, headerBytes, body.unsafeBytes());
        MessageView view = new MessageView();
        view.at(all);
        view.subject(0, subjectBytes.length);
        view.sid(subjectBytes.length, sidBytes.length);
        view.reply(view.sidFrom + view.sidLength, replyBytes.length);
        view.body(
                view.replyFrom + view.replyLength,
                headers != null,
                headerBytes.length,
                headerBytes.length + body.length());
        return view;
    }

    private static byte[] concat(byte[]... parts) {
        byte[] all = new byte[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    void at(byte[] newBuffer) {
        buffer = newBuffer;
        sidLength = 0;
        replyLength = 0;
    }

    void subject(int from, int length) {
        subjectFrom = from;
        subjectLength = length;
    }

    void sid(int from, int length) {
        sidFrom = from;
        sidLength = length;
    }

    void reply(int from, int length) {
        replyFrom = from;
        replyLength = length;
    }

    void body(int from, boolean withHeaders, int ofHeaders, int length) {
        bodyFrom = from;
        hasHeaders = withHeaders;
        headersLength = ofHeaders;
        bodyLength = length;
    }

    /** The same message in bytes of its own, to be kept past the call. */
    public MessageView copy() {
        MessageView copy = new MessageView();
        copy.at(Arrays.copyOfRange(buffer, subjectFrom, bodyFrom + bodyLength));
        copy.subject(0, subjectLength);
        copy.sid(sidFrom - subjectFrom, sidLength);
        copy.reply(replyFrom - subjectFrom, replyLength);
        copy.body(bodyFrom - subjectFrom, hasHeaders, headersLength, bodyLength);
        return copy;
    }

    /** Bytes from the subject to the end of the payload: what a {@link #copy} keeps. */
    public int length() {
        return bodyFrom + bodyLength - subjectFrom;
    }

    /** The buffer all positions are in; not to be written to. */
    public byte[] buffer() {
        return buffer;
    }

    /** Where the subject begins. */
    public int subjectFrom() {
        return subjectFrom;
    }

    /** Bytes of the subject. */
    public int subjectLength() {
        return subjectLength;
    }

    /** The subject, copied. */
    public String subject() {
        return new String(buffer, subjectFrom, subjectLength, UTF_8);
    }

    /** The subscription's number, or -1 where the operation has none or it is no number of at most 18 digits. */
    public long sid() {
        if (sidLength == 0 || sidLength > 18) {
            return -1;
        }
        long sid = 0;
        for (int i = sidFrom; i < sidFrom + sidLength; i++) {
            int digit = buffer[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            sid = sid * 10 + digit;
        }
        return sid;
    }

    /** The subscription's identifier as it stands, copied; empty where the operation has none. */
    public String sidText() {
        return new String(buffer, sidFrom, sidLength, UTF_8);
    }

    /** Whether an answer is wanted. */
    public boolean hasReply() {
        return replyLength > 0;
    }

    /** Where the reply subject begins, if there is one. */
    public int replyFrom() {
        return replyFrom;
    }

    /** Bytes of the reply subject; 0 for none. */
    public int replyLength() {
        return replyLength;
    }

    /** The reply subject, copied, or null for none. */
    public @Nullable String reply() {
        return replyLength == 0 ? null : new String(buffer, replyFrom, replyLength, UTF_8);
    }

    /** Whether it came with a header block, which may still be empty. */
    public boolean hasHeaders() {
        return hasHeaders;
    }

    /** Where the header block begins, if there is one. */
    public int headersFrom() {
        return bodyFrom;
    }

    /** Bytes of the header block; 0 for none. */
    public int headersLength() {
        return headersLength;
    }

    /**
     * The headers, copied; none if there is no block.
     *
     * @throws HeadersException if the block does not follow the rules
     */
    public Headers headers() {
        return headersLength == 0 ? Headers.NONE : Headers.parse(buffer, bodyFrom, headersLength);
    }

    /** Where the payload begins. */
    public int payloadFrom() {
        return bodyFrom + headersLength;
    }

    /** Bytes of the payload, headers not counted. */
    public int payloadLength() {
        return bodyLength - headersLength;
    }

    /** The payload, copied. */
    public byte[] payload() {
        return Arrays.copyOfRange(buffer, payloadFrom(), bodyFrom + bodyLength);
    }

    int sidFrom() {
        return sidFrom;
    }

    int sidLength() {
        return sidLength;
    }

    void requireWords() {
        Words.require("subject", buffer, subjectFrom, subjectLength);
        if (hasReply()) {
            Words.require("reply", buffer, replyFrom, replyLength);
        }
    }

    /** What is the same in PUB, HPUB, MSG and HMSG: reply, sizes, headers and payload. */
    void appendFromReply(ByteBuilder out) {
        if (hasReply()) {
            out.append(buffer, replyFrom, replyLength).append(BLANK);
        }
        if (hasHeaders) {
            out.append((long) headersLength).append(BLANK);
        }
        out.append((long) bodyLength)
                .crlf()
                .append(buffer, bodyFrom, bodyLength)
                .crlf();
    }

    Payload frozenPayload() {
        return Payload.of(buffer, payloadFrom(), payloadLength());
    }

    Payload frozenHeaders() {
        return Payload.of(buffer, bodyFrom, headersLength);
    }

    /** Sizes and the subject; never the payload. */
    @Override
    public String toString() {
        return subject() + " (" + headersLength + " + " + payloadLength() + " bytes)";
    }
}
