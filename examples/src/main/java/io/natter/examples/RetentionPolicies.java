package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;
import java.util.List;

/** When a stream lets messages go: at its limits, when all interested have them, when somebody has done them. */
public final class RetentionPolicies {
    private RetentionPolicies() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            for (StreamConfig config : List.of(
                    StreamConfig.builder("LOGS")
                            .subjects("logs.>")
                            .maxMessages(1_000_000)
                            .maxAge(Duration.ofDays(7))
                            .maxBytes(64L << 20)
                            .build(),
                    StreamConfig.builder("EVENTS")
                            .subjects("events.>")
                            .retention(RetentionPolicy.INTEREST)
                            .build(),
                    StreamConfig.builder("JOBS")
                            .subjects("jobs.>")
                            .retention(RetentionPolicy.WORK_QUEUE)
                            .build())) {
                StreamContext stream = js.createOrUpdateStream(config);
                ConsumerContext consumer = stream.createOrUpdateConsumer(
                        ConsumerConfig.durable("reader").build());
                String subject = config.subjects().get(0).replace(">", "x");
                js.publish(subject, "1");
                js.publish(subject, "2");
                consumer.fetch(1, Duration.ofSeconds(30)).forEach(JetStreamMessage::ackConfirmed);
                System.out.println(
                        config.retention() + ": " + stream.info().state().messages() + " of 2 left");
            }
        }
    }
}
