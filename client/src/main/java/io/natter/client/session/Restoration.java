package io.natter.client.session;

import io.natter.client.messaging.Inbound;
import java.util.function.Consumer;

/**
 * The subscriptions of a connection, as the operations a new link begins with.
 *
 * <p>Thread-safe: pure functions.
 */
final class Restoration {
    private Restoration() {}

    /**
     * A SUB for each active subscription, and an UNSUB behind it where it ends by itself.
     *
     * @param each told of each of them
     */
    static Operations of(Inbound inbound, Consumer<Inbound.Restored> each) {
        var operations = new Operations();
        var line = new ControlLine();
        inbound.restore(restored -> {
            line.subscribe(restored.sid(), restored.subject(), restored.queue());
            operations.control(line);
            if (restored.unsubscribeAfter() > 0) {
                line.unsubscribe(restored.sid(), restored.unsubscribeAfter());
                operations.control(line);
            }
            each.accept(restored);
        });
        return operations;
    }
}
