package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamPublisher;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;

/** A work queue: workers share one durable consumer, each task goes to one of them and is deleted when it is done. */
public final class WorkQueue {
    private static final int TASKS = 100;

    private WorkQueue() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) throws InterruptedException {
        Set<String> done = ConcurrentHashMap.newKeySet();
        CountDownLatch left = new CountDownLatch(TASKS);
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext tasks = js.createOrUpdateStream(StreamConfig.builder("TASKS")
                    .subjects("tasks.>")
                    .retention(RetentionPolicy.WORK_QUEUE)
                    .build());
            ConsumerContext consumer = tasks.createOrUpdateConsumer(
                    ConsumerConfig.durable("workers").maxAckPending(100).build());
            ConsumeOptions options = ConsumeOptions.ackOnReturn().withMaxMessages(10);
            try (Consumption first = consumer.consume(options, message -> {
                        done.add(message.text());
                        left.countDown();
                    });
                    Consumption second = consumer.consume(options, message -> {
                        done.add(message.text());
                        left.countDown();
                    })) {
                try (JetStreamPublisher out = js.publisher()) {
                    for (int i = 1; i <= TASKS; i++) {
                        out.send("tasks.resize", "image " + i);
                    }
                }
                left.await();
                first.stop();
                second.stop();
            }
            nats.rtt(); // the acknowledgements were sent before
            System.out.println(
                    done.size() + " tasks done, " + tasks.info().state().messages() + " left");
        }
    }
}
