package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsShutdown;
import java.time.Duration;

/** A graceful shutdown: on SIGTERM or SIGINT no new work is taken, and the work that was taken is done. */
public final class GracefulShutdown {
    private static final Duration BUDGET = Duration.ofSeconds(20);

    private GracefulShutdown() {}

    /** Runs until it is told to end; the server's address may be its argument. */
    public static void main(String[] args) {
        NatsConnection nats = Nats.connect(Server.of(args));
        NatsShutdown.register(BUDGET, nats);
        nats.reply("work", request -> {
            Thread.sleep(500);
            return "done: " + request.text();
        });
        nats.flush(); // from here on the server knows of it
        System.out.println("ready");
        nats.awaitClosed(); // the client's threads alone keep no program alive
    }
}
