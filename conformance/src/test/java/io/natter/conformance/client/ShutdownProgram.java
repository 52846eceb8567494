package io.natter.conformance.client;

import io.natter.client.ConnectionClosedException;
import io.natter.client.NatsConnection;
import io.natter.client.NatsShutdown;
import io.natter.client.Subscription;
import io.natter.conformance.Connections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program that publishes and handles until a signal ends it; run in a JVM of its own.
 *
 * <p>Confined to its main thread. Arguments: the server's URL, and a file it writes received and handled to, once it was drained.
 */
final class ShutdownProgram {
    private static final Duration BUDGET = Duration.ofSeconds(30);

    private ShutdownProgram() {}

    public static void main(String[] arguments) throws Exception {
        NatsConnection nats = Connections.ours(arguments[0]);
        AtomicLong handled = new AtomicLong();
        Subscription subscription = nats.subscribe("load", message -> handled.incrementAndGet());
        NatsShutdown.register(BUDGET, nats);
        Path file = Path.of(arguments[1]);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            nats.drainAsync(BUDGET).join(); // the drain that is under way, or its outcome
            write(file, nats, subscription, handled);
        }));
        try {
            while (true) {
                nats.publish("load", "x");
            }
        } catch (ConnectionClosedException drained) {
            handled.get(); // the JVM is ending
        }
    }

    private static void write(Path file, NatsConnection nats, Subscription subscription, AtomicLong handled) {
        try {
            Files.writeString(
                    file, nats.state() + " " + subscription.statistics().received() + " " + handled.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
