package io.natter.server.system;

import io.natter.server.auth.Identity;
import io.natter.server.core.ReceivedMessage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A request to the system account's services, on its way to the thread that answers it.
 *
 * <p>Immutable; nobody writes to its arrays.
 *
 * @param account where it was asked
 * @param reply where to answer; no bytes where nobody waits for an answer
 * @param identity who asked, as far as that is known
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
record ServiceRequest(
        String account,
        String subject,
        byte[] reply,
        byte[] body,
        @Nullable Identity identity) {
    /** A body larger than any that makes sense is not even looked at, nor kept whole. */
    static final int BODY_BYTES_MAX = 64 << 10;

    static ServiceRequest of(ReceivedMessage message) {
        int from = message.payloadFrom();
        int length = Math.min(message.payloadLength(), BODY_BYTES_MAX + 1);
        byte[] body = Arrays.copyOfRange(message.bytes(), from, from + length);
        return new ServiceRequest(
                message.account().name(), message.subject(), message.reply(), body, message.identity());
    }

    /** Whether the body is larger than it may be. */
    boolean isTooLarge() {
        return body.length > BODY_BYTES_MAX;
    }

    /** One token of its subject, counted from 0; empty where it has fewer. */
    String token(int index) {
        String[] tokens = subject.split("\\.", -1);
        return index < tokens.length ? tokens[index] : "";
    }
}
