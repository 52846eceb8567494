package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamPublisher;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.PublisherOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;

/** Message ids: what is published twice within the window is stored once. */
public final class Deduplication {
    private Deduplication() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext stream = js.createOrUpdateStream(StreamConfig.builder("ORDERS")
                    .subjects("orders.*")
                    .duplicateWindow(Duration.ofMinutes(1))
                    .build());
            for (int i = 0; i < 2; i++) {
                PubAck ack = js.publish("orders.created", "order_123", PublishOptions.id("unique-id-123"));
                System.out.println("seq " + ack.sequence() + (ack.duplicate() ? ", a duplicate" : ""));
            }
            // or let the publisher make the ids: then nothing is lost or stored twice over a reconnect
            try (JetStreamPublisher out = js.publisher(PublisherOptions.DEFAULTS.withGeneratedIds())) {
                for (int i = 0; i < 100; i++) {
                    out.send("orders.created", "order " + i);
                }
            }
            System.out.println(stream.info().state().messages() + " stored");
        }
    }
}
