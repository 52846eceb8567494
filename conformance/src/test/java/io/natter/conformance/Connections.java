package io.natter.conformance;

import io.nats.client.Connection;
import io.nats.client.Options;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import java.io.IOException;
import java.time.Duration;

/** Connections of both clients that give a server all the time it takes, however busy the machine: only a failure waits. */
public final class Connections {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Connections() {}

    /** A connection of our client; credentials may be in the address. */
    public static NatsConnection ours(String url) {
        return Nats.connect(NatsOptions.of(url).toBuilder()
                .connectTimeout(PATIENCE)
                .requestTimeout(PATIENCE)
                .build());
    }

    /** A connection of the official Java client; credentials may be in the address. */
    public static Connection official(String url) throws IOException, InterruptedException {
        return io.nats.client.Nats.connect(
                new Options.Builder().server(url).connectionTimeout(PATIENCE).build());
    }
}
