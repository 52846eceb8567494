package io.natter.client;

import io.natter.client.session.ClientConnection;

/** The one place where the public interface meets what is behind it. */
final class SessionStart {
    private SessionStart() {}

    static NatsConnection connect(NatsOptions options) {
        return ClientConnection.connect(options);
    }
}
