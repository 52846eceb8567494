package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamState;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.LongAdder;

/** Figures to watch: of a stream, of a consumer, its lag, and counts of one's own by subject. */
public final class StreamFigures {
    private static final int MESSAGES = 20;

    private StreamFigures() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) throws InterruptedException {
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext stream = js.createOrUpdateStream(
                    StreamConfig.builder("ORDERS").subjects("orders.*").build());
            ConsumerContext consumer = stream.createOrUpdateConsumer(
                    ConsumerConfig.durable("order-processor").build());
            for (int i = 0; i < MESSAGES; i++) {
                js.publish(i % 4 == 0 ? "orders.updated" : "orders.created", "" + i);
            }
            StreamState state = stream.info().state();
            System.out.println(
                    "messages " + state.messages() + ", bytes " + state.bytes() + ", first " + state.firstSequence()
                            + ", last " + state.lastSequence() + ", consumers " + state.consumerCount());

            List<JetStreamMessage> taken = consumer.fetch(5, Duration.ofSeconds(30)); // not acknowledged yet
            ConsumerInfo info = consumer.info();
            System.out.println("taken " + taken.size() + ", last delivered "
                    + info.delivered().streamSequence() + ", pending " + info.pendingCount() + ", ack pending "
                    + info.ackPendingCount() + ", redelivered " + info.redeliveredCount());
            System.out.println("lag " + (info.pendingCount() + info.ackPendingCount()));

            stream.deleteConsumer("order-processor");
            countBySubject(stream);
        }
    }

    private static void countBySubject(StreamContext stream) throws InterruptedException {
        Map<String, LongAdder> processed = new ConcurrentSkipListMap<>();
        CountDownLatch left = new CountDownLatch(MESSAGES);
        ConsumerContext consumer =
                stream.createOrUpdateConsumer(ConsumerConfig.durable("counter").build());
        try (Consumption counting = consumer.consume(ConsumeOptions.ackOnReturn(), message -> {
            processed
                    .computeIfAbsent(message.subject(), subject -> new LongAdder())
                    .increment();
            left.countDown();
        })) {
            left.await();
            counting.stop();
        }
        processed.forEach((subject, count) -> System.out.println(subject + " " + count));
    }
}
