package io.natter.examples;

import io.natter.client.DrainResult;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import java.time.Duration;

/** A graceful shutdown: on SIGTERM or SIGINT no new work is taken, and the work that was taken is done. */
public final class GracefulShutdown {
    private static final Duration BUDGET = Duration.ofSeconds(20);

    private GracefulShutdown() {}

    /** Runs until it is told to end; the server's address may be its argument. */
    public static void main(String[] args) {
        NatsConnection nats = Nats.connect(Server.of(args));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> drain(nats), "shutdown"));
        nats.reply("work", request -> "done: " + request.text());
        nats.flush(Duration.ofSeconds(5)); // from here on the server knows of it
        System.out.println("ready");
    }

    private static void drain(NatsConnection nats) {
        DrainResult result = nats.drain(BUDGET);
        System.out.println(result.isComplete() ? "drained" : "left behind: " + result);
    }
}
