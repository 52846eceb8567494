package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.StreamMessage;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;

/** Backoff and dead letters: what fails is tried again, later and later; what goes on failing is put aside. */
public final class DeadLetters {
    private static final int TRIES_MAX = 3;

    private DeadLetters() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(2);
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext events = js.createOrUpdateStream(StreamConfig.builder("EVENTS")
                    .subjects("events.>")
                    .retention(RetentionPolicy.WORK_QUEUE)
                    .build());
            StreamContext dead = js.createOrUpdateStream(
                    StreamConfig.builder("DEAD").subjects("dead.>").build());
            ConsumerContext consumer = events.createOrUpdateConsumer(ConsumerConfig.durable("event-processor")
                    .ackWait(Duration.ofSeconds(30))
                    .build());
            js.publish("events.ingest", "good");
            js.publish("events.ingest", "bad");
            try (Consumption processing = consumer.consume(ConsumeOptions.DEFAULTS, message -> {
                if (handle(js, message)) {
                    left.countDown();
                }
            })) {
                left.await();
                processing.stop();
            }
            StreamMessage letter = dead.lastMessage("dead.events.ingest").orElseThrow();
            System.out.println("dead letter: " + letter.text() + ", because "
                    + letter.headers().first("Reason"));
        }
    }

    /** Whether the message is settled. */
    private static boolean handle(JetStream js, JetStreamMessage message) {
        long tries = message.metadata().deliveredCount();
        try {
            process(message);
            message.ack();
            return true;
        } catch (IllegalStateException failure) {
            System.out.println(message.text() + ": try " + tries + " failed");
            if (tries < TRIES_MAX) {
                message.nak(Duration.ofMillis(20L << tries)); // twice as long each time
                return false;
            }
            Outgoing letter = Outgoing.of("dead." + message.subject(), message.payload())
                    .withHeader("Reason", String.valueOf(failure.getMessage()));
            long sequence = message.metadata().streamSequence();
            js.publish(letter, PublishOptions.id("dead-" + sequence)); // stored before the original is given up
            message.term("put aside");
            return true;
        }
    }

    private static void process(JetStreamMessage message) {
        if (message.text().equals("bad")) {
            throw new IllegalStateException("no such customer");
        }
    }
}
