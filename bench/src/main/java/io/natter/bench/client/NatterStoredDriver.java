package io.natter.bench.client;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamPublisher;
import io.natter.client.jetstream.PublisherOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Our client's JetStream with default options. Confined to the main thread. */
final class NatterStoredDriver implements StoredDriver {
    private static final int BATCH = 100;

    private final NatsConnection connection;
    private final JetStream jetStream;
    private final StreamContext stream;
    private int consumers;

    NatterStoredDriver(String url) {
        this.connection = Nats.connect(url);
        this.jetStream = JetStream.of(connection);
        this.stream = jetStream.stream("OURS");
    }

    @Override
    public void createStream() {
        jetStream.createOrUpdateStream(StreamConfig.builder("OURS")
                .subjects("bench.stored.ours")
                .storage(StorageType.MEMORY)
                .maxMessages(MeasuredStream.MESSAGES_MAX)
                .build());
        stream.purge();
    }

    @Override
    public void publish(int messages, byte[] payload, int window) {
        try (JetStreamPublisher out = jetStream.publisher(PublisherOptions.window(window))) {
            for (int i = 0; i < messages; i++) {
                out.send("bench.stored.ours", payload);
            }
        }
    }

    @Override
    public void take(Way way, int messages) throws InterruptedException {
        CountDownLatch left = new CountDownLatch(messages);
        if (way == Way.ORDERED) {
            try (Consumption all = stream.orderedConsumer().consume(message -> left.countDown())) {
                left.await();
                all.stop();
            }
            return;
        }
        ConsumerContext consumer =
                stream.createConsumer(ConsumerConfig.durable("c" + consumers++).build());
        if (way == Way.CONSUME) {
            try (Consumption all = consumer.consume(message -> {
                message.ack();
                left.countDown();
            })) {
                left.await();
                all.stop();
            }
        } else {
            fetch(consumer, messages);
        }
        consumer.delete();
    }

    private static void fetch(ConsumerContext consumer, int messages) {
        int taken = 0;
        while (taken < messages) {
            List<JetStreamMessage> batch = consumer.fetch(Math.min(BATCH, messages - taken));
            batch.forEach(JetStreamMessage::ack);
            taken += batch.size();
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
