package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.OrderedOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;

/** Consumers of some subjects of a stream: a durable one of two filters, an ordered one from the middle on. */
public final class SeveralSubjects {
    private SeveralSubjects() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext stream = js.createOrUpdateStream(
                    StreamConfig.builder("ALL").subjects("orders.*", "logs.>").build());
            for (String subject :
                    new String[] {"orders.created", "logs.app.error", "logs.db.warning", "orders.updated"}) {
                js.publish(subject, "x");
            }
            ConsumerContext consumer = stream.createOrUpdateConsumer(ConsumerConfig.durable("some")
                    .filterSubjects("orders.*", "logs.db.>")
                    .build());
            for (JetStreamMessage message : consumer.fetch(3, Duration.ofSeconds(30))) {
                System.out.println(message.metadata().streamSequence() + " " + message.subject());
                message.ack();
            }
            OrderedOptions fromThird =
                    OrderedOptions.filtered("orders.*", "logs.>").fromSequence(3);
            stream.orderedConsumer(fromThird)
                    .fetch(2, Duration.ofSeconds(30))
                    .forEach(message -> System.out.println("in order: " + message.subject()));
        }
    }
}
