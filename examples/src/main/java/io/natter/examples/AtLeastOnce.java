package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;
import java.util.List;

/** At least once: done, try again, try again later, never again. */
public final class AtLeastOnce {
    private AtLeastOnce() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext stream = js.createOrUpdateStream(
                    StreamConfig.builder("WORK").subjects("work.*").build());
            ConsumerContext consumer = stream.createOrUpdateConsumer(
                    ConsumerConfig.durable("processor").build());
            List.of("good", "busy", "broken").forEach(order -> js.publish("work.order", order));
            int settled = 0;
            while (settled < 3) {
                for (JetStreamMessage message : consumer.fetch(10)) {
                    settled += process(message) ? 1 : 0;
                }
            }
        }
    }

    /** Whether the message is settled. */
    private static boolean process(JetStreamMessage message) {
        long tries = message.metadata().deliveredCount();
        switch (message.text()) {
            case "broken" -> {
                message.term("cannot be read"); // bad data will not get better
                System.out.println("broken: given up");
                return true;
            }
            case "busy" -> {
                if (tries == 1) {
                    message.nak(Duration.ofMillis(50)); // a temporary error: again, a little later
                    return false;
                }
            }
            default -> {
                // done below
            }
        }
        message.ack();
        System.out.println(message.text() + ": done at try " + tries);
        return true;
    }
}
