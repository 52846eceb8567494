package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;

/** A stream, a publish that is acknowledged, and a durable consumer that takes what was stored. */
public final class ProducerConsumer {
    private ProducerConsumer() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext orders = js.createOrUpdateStream(StreamConfig.builder("ORDERS")
                    .subjects("orders.*")
                    .retention(RetentionPolicy.LIMITS)
                    .maxAge(Duration.ofDays(7))
                    .storage(StorageType.FILE)
                    .build()); // the stream may be there already

            PubAck ack = js.publish("orders.created", "order_123");
            System.out.println("published: seq=" + ack.sequence());

            ConsumerContext consumer = orders.createOrUpdateConsumer(
                    ConsumerConfig.durable("order-processor").build());
            for (JetStreamMessage message : consumer.fetch(1, Duration.ofSeconds(30))) {
                System.out.println("processing: " + message.text());
                message.ack();
            }
            System.out.println(
                    "more: " + consumer.fetch(10, Duration.ofMillis(100)).size()); // nothing is no error
        }
    }
}
