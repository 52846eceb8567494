package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;

/** Publish and subscribe: everyone who listens gets the message. */
public final class PublishSubscribe {
    private PublishSubscribe() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            nats.subscribe("orders", message -> System.out.println("received " + message.text()));
            nats.publish("orders", "order_123");
        } // Closing drains: what was published before is still handled.
    }
}
