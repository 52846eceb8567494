package io.natter.client.session;

import io.natter.protocol.wire.MessageView;
import org.jspecify.annotations.Nullable;

/** Who is told what comes on a link; on the link's loop, one call at a time for each link. Must not block. */
interface LinkOwner {
    /** INFO came; the link has it. */
    void info(ActiveLink source);

    /** A message came; the view is valid during the call only. */
    void message(ActiveLink source, MessageView message);

    /** A pass of reading is over. */
    void endOfPass();

    /** {@code -ERR} came. */
    void error(ActiveLink source, String text);

    /** PING came. */
    void ping(ActiveLink source);

    /** PONG came. */
    void pong(ActiveLink source);

    /** More can be written. */
    void writable(ActiveLink source);

    /** It is over; the cause is null where that was asked for. */
    void closed(ActiveLink source, @Nullable Throwable cause);
}
