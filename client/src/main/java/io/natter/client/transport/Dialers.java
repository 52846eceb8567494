package io.natter.client.transport;

import io.natter.client.NatsOptions;

/** Where dialers come from. */
public final class Dialers {
    private Dialers() {}

    /** A dialer that connects as the options say; it holds the event loops until it is closed. */
    public static Dialer of(NatsOptions options) {
        return new ServerDialer(options);
    }
}
