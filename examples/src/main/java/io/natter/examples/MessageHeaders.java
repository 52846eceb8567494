package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.protocol.wire.Headers;

/** Headers: what goes with a message besides its payload. */
public final class MessageHeaders {
    private MessageHeaders() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            nats.subscribe(
                    "invoices",
                    message -> System.out.println(message.text() + " for "
                            + message.headers().first("Customer") + ", copies to "
                            + message.headers().all("Copy-To")));

            nats.publish("invoices", "invoice 1", Headers.of("Customer", "anna"));
            nats.publish(Outgoing.of("invoices", "invoice 2")
                    .withHeader("Customer", "bert")
                    .withHeader("Copy-To", "tax@example.org")
                    .withHeader("Copy-To", "boss@example.org"));
        }
    }
}
