package io.natter.examples;

import io.natter.client.Message;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.client.RequestOptions;
import io.natter.client.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

/** A request that is made again, waiting twice as long each time, while no answer comes. */
public final class RequestWithRetry {
    private static final RequestOptions RESILIENT = RequestOptions.within(Duration.ofMillis(200))
            .withRetry(RetryPolicy.exponential(5, Duration.ofMillis(100), Duration.ofSeconds(2)));

    private RequestWithRetry() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            AtomicInteger asked = new AtomicInteger();
            nats.subscribe("stock.price", request -> {
                if (asked.incrementAndGet() == 3) { // silent twice
                    request.respond("42.50");
                }
            });

            Message price = nats.request(Outgoing.of("stock.price", "ACME"), RESILIENT);

            System.out.println("after " + asked.get() + " tries: " + price.text());
        }
    }
}
