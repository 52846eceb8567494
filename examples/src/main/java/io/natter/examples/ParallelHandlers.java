package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.SubscribeOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Many handlers at work at once, with messages of one customer kept in order. */
public final class ParallelHandlers {
    private ParallelHandlers() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        Map<String, List<String>> byCustomer = new ConcurrentHashMap<>();
        SubscribeOptions parallel =
                SubscribeOptions.DEFAULTS.withConcurrency(16).orderedBy(message -> message.subject());
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            nats.subscribe(
                    "payments.*",
                    parallel,
                    message -> byCustomer
                            .computeIfAbsent(message.subject(), customer -> new CopyOnWriteArrayList<>())
                            .add(message.text()));
            for (int i = 1; i <= 5; i++) {
                nats.publish("payments.anna", String.valueOf(i));
                nats.publish("payments.bert", String.valueOf(i));
            }
        }
        System.out.println("anna " + byCustomer.get("payments.anna"));
        System.out.println("bert " + byCustomer.get("payments.bert"));
    }
}
