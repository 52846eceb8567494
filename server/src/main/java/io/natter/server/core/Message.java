package io.natter.server.core;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One published message, as ranges of the bytes it was read from; reused for every message of a loop.
 *
 * <p>Confined to that loop.
 *
 * <pre>
 *  PUB  subject [reply] size\r\n payload \r\n          the client's spelling
 *       ^subject ^reply         ^payload
 *               ^tail ................... ^tailEnd     "[reply ]size\r\npayload\r\n", in the server's spelling:
 *                                                      what every receiver gets behind its own "MSG subject sid "
 * </pre>
 */
final class Message {
    byte[] bytes = {};

    /** The bytes that hold the subject: {@link #bytes}, or others when the subject was mapped. */
    byte[] subjectBytes = {};

    int subjectFrom;
    int subjectLength;
    int replyFrom;
    int replyLength;

    /** Bytes of the header block; -1 for a message without headers. */
    int headerLength;

    int payloadFrom;

    /** Bytes of header block and payload together. */
    int payloadLength;

    byte[] tailBytes = {};
    int tailFrom;
    int tailTo;

    /** Who tells of its way; null for nearly every message. */
    @Nullable
    MessageTrace trace;

    /** Who is told when its only receiver is gone; null for nearly every message. */
    @Nullable
    Sender sender;

    String subjectText() {
        return new String(subjectBytes, subjectFrom, subjectLength, StandardCharsets.UTF_8);
    }

    boolean hasHeaders() {
        return headerLength >= 0;
    }
}
