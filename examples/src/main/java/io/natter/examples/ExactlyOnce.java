package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.MessageMetadata;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Exactly once in effect: ids keep a message from being stored twice, a store of what was processed keeps it from having its effect twice.
 *
 * <p>The store here is a set; a database that takes the effect and the id in one transaction serves real programs.
 */
public final class ExactlyOnce {
    private ExactlyOnce() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        Set<String> processed = ConcurrentHashMap.newKeySet();
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext stream = js.createOrUpdateStream(
                    StreamConfig.builder("PAYMENTS").subjects("payments.*").build());
            js.publish("payments.new", "42.50", PublishOptions.id("payment-1"));
            js.publish("payments.new", "42.50", PublishOptions.id("payment-1")); // a client that was not sure
            ConsumerContext consumer = stream.createOrUpdateConsumer(ConsumerConfig.durable("booking")
                    .ackWait(Duration.ofMillis(100))
                    .build());
            boolean isCrashed = false;
            while (stream.consumer("booking").info().ackFloor().streamSequence() == 0) {
                for (JetStreamMessage message : consumer.fetch(1, Duration.ofSeconds(30))) {
                    MessageMetadata metadata = message.metadata();
                    String id = metadata.stream() + ":" + metadata.streamSequence();
                    if (processed.add(id)) {
                        System.out.println("booked " + message.text());
                    } else {
                        System.out.println("was booked before");
                    }
                    if (isCrashed) {
                        message.ackConfirmed(); // it does not come again
                    }
                    isCrashed = true; // the first time the program is gone before it acknowledges
                }
            }
        }
    }
}
