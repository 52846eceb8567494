package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.SubscribeOptions;
import java.util.concurrent.atomic.AtomicInteger;

/** Queue groups: each message goes to one member, so that members share the load. */
public final class QueueGroups {
    private static final int WORKERS = 3;
    private static final int ORDERS = 30;

    private QueueGroups() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        AtomicInteger handled = new AtomicInteger();
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            for (int worker = 1; worker <= WORKERS; worker++) {
                String name = "worker " + worker;
                nats.subscribe("orders", SubscribeOptions.inQueue("processors"), message -> {
                    handled.incrementAndGet();
                    System.out.println(name + " has " + message.text());
                });
            }
            for (int i = 1; i <= ORDERS; i++) {
                nats.publish("orders", "order " + i);
            }
        }
        System.out.println(handled.get() + " orders, each handled once");
    }
}
