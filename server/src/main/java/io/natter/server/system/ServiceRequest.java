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
record ServiceRequest(
        String account,
        String subject,
        byte[] reply,
        byte[] body,
        @Nullable Identity identity) {
    static ServiceRequest of(ReceivedMessage message) {
        return new ServiceRequest(
                message.account().name(), message.subject(), message.reply(), message.payload(), message.identity());
    }

    /** One token of its subject, counted from 0; empty where it has fewer. */
    String token(int index) {
        String[] tokens = subject.split("\\.", -1);
        return index < tokens.length ? tokens[index] : "";
    }
}
