package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import java.util.List;

/** Wildcards: a star stands for one token, a greater-than sign at the end for one or more. */
public final class Wildcards {
    private Wildcards() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            nats.subscribe("orders.*", message -> System.out.println("order: " + message.subject()));
            nats.subscribe("logs.>", message -> System.out.println("log: " + message.subject()));

            for (String subject : List.of("orders.created", "orders.eu.created", "logs.app.error", "logs.db.warning")) {
                nats.publish(subject, "");
            }
        }
    }
}
