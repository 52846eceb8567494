package io.natter.client.session;

import io.natter.client.messaging.Inbound;
import java.util.List;

/**
 * The subscriptions of a connection, as the operations a new link begins with.
 *
 * <p>Thread-safe: pure functions.
 */
final class Restoration {
    private Restoration() {}

    /** A SUB for each of these subscriptions, and an UNSUB behind it where it ends by itself. */
    static Operations of(List<Inbound.Restored> subscriptions) {
        var operations = new Operations();
        var line = new ControlLine();
        for (Inbound.Restored restored : subscriptions) {
            operations.control(line.subscribe(restored.sid(), restored.subject(), restored.queue()));
            if (restored.unsubscribeAfter() > 0) {
                operations.control(line.unsubscribe(restored.sid(), restored.unsubscribeAfter()));
            }
        }
        return operations;
    }
}
