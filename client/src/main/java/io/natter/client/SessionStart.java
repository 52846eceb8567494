package io.natter.client;

import java.util.List;

/** Where the parts will be put together; the session room replaces it. */
final class SessionStart {
    private SessionStart() {}

    static NatsConnection connect(NatsOptions options) {
        if (options.servers().size() > 0) {
            throw new ConnectFailedException("connect: not built yet", List.of());
        }
        throw new IllegalStateException("connect: no servers");
    }
}
