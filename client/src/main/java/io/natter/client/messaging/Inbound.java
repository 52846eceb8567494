package io.natter.client.messaging;

import io.natter.client.ServerErrorException;
import io.natter.client.Subscription;
import io.natter.protocol.wire.MessageView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the connection hands to messaging; on the loop thread. Must not block, and runs no user code. */
public interface Inbound {
    /** One message; the view is valid during the call only. */
    void message(MessageView message);

    /** A pass of reading is over: what was collected is handed to its subscriptions now, each woken once. */
    void endOfPass();

    /** The server refused a subscription or a publish; returns the subscription it was, if it can be told. */
    @Nullable
    Subscription refused(ServerErrorException error);

    /** At each connect, before anything else is sent: every active subscription. */
    List<Restored> restored();

    /**
     * A subscription to be made again.
     *
     * @param unsubscribeAfter messages still to come until it ends, or 0 for no end
     */
    record Restored(long sid, String subject, @Nullable String queue, long unsubscribeAfter) {}
}
