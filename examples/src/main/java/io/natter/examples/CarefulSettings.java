package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.ReconnectPolicy;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;

/** Settings of a producer and of a consumer for production: what each one says, most of it what is so anyway. */
public final class CarefulSettings {
    private CarefulSettings() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        NatsOptions producer = NatsOptions.of(Server.of(args)).toBuilder()
                .name("order-producer") // what the server's monitoring calls it
                .reconnect(ReconnectPolicy.exponential(
                        Long.MAX_VALUE, Duration.ofMillis(100), Duration.ofSeconds(5), 2.0, 0.1)) // for ever
                .pingInterval(Duration.ofSeconds(30))
                .pingsOutMax(3) // a server that is silent for so long is given up
                .build();
        try (NatsConnection nats = Nats.connect(producer)) {
            JetStream js = JetStream.of(nats);
            StreamContext orders = js.createOrUpdateStream(StreamConfig.builder("ORDERS")
                    .subjects("orders.*")
                    .duplicateWindow(Duration.ofMinutes(2))
                    .build());
            PublishOptions once = PublishOptions.id("order-123").withTimeout(Duration.ofSeconds(5));
            PubAck first = js.publish("orders.created", "order_123", once);
            PubAck again = js.publish("orders.created", "order_123", once); // after a time-out, say
            System.out.println("seq " + first.sequence() + ", again " + again.sequence());

            ConsumerContext consumer = orders.createOrUpdateConsumer(ConsumerConfig.durable("processor")
                    .ackPolicy(AckPolicy.EXPLICIT)
                    .ackWait(Duration.ofSeconds(30)) // without a word for so long it comes again
                    .maxDeliver(3) // and not more often than that
                    .maxAckPending(1_000) // no more at once with all workers
                    .deliverPolicy(DeliverPolicy.ALL)
                    .filterSubject("orders.created")
                    .build());
            for (JetStreamMessage message : consumer.fetch(10)) {
                System.out.println("processing " + message.text());
                message.ack();
            }
        }
    }
}
