package io.natter.client.jetstream;

import java.time.Duration;

/**
 * How many messages a publisher has in flight, and what it does about those that are not acknowledged.
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param window most messages in flight, 1 to 65,536
 * @param timeout longest wait for the acknowledgement of a message, and for room; positive
 * @param generateIds whether each message without an id gets one. Messages with an id are sent again after a reconnect, and stored once
 */
public record PublisherOptions(int window, Duration timeout, boolean generateIds) {
    private static final int WINDOW_MAX = 65_536;

    /** A thousand in flight, thirty seconds, ids as given. */
    public static final PublisherOptions DEFAULTS = new PublisherOptions(1_000, Duration.ofSeconds(30), false);

    /** Checks the ranges. */
    public PublisherOptions {
        Ranges.between("window", window, 1, WINDOW_MAX);
        Ranges.positive("timeout", timeout);
    }

    /** So many in flight. */
    public static PublisherOptions window(int window) {
        return DEFAULTS.withWindow(window);
    }

    /** The same with another window. */
    public PublisherOptions withWindow(int window) {
        return new PublisherOptions(window, timeout, generateIds);
    }

    /** The same with another limit. */
    public PublisherOptions withTimeout(Duration timeout) {
        return new PublisherOptions(window, timeout, generateIds);
    }

    /** The same with an id for each message, so that none is lost or stored twice over a reconnect. */
    public PublisherOptions withGeneratedIds() {
        return new PublisherOptions(window, timeout, true);
    }
}
