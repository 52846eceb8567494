package io.natter.bench.client;

import io.nats.client.Connection;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumer;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.nats.client.MessageConsumer;
import io.nats.client.Nats;
import io.nats.client.StreamContext;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.OrderedConsumerConfiguration;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** The official Java client's simplified JetStream with default options; the window is a semaphore. Confined to the main thread. */
@SuppressWarnings("try") // its connection's close() may be interrupted
final class JnatsStoredDriver implements StoredDriver {
    private static final int BATCH = 100;

    private final Connection connection;
    private final JetStream jetStream;
    private int consumers;

    JnatsStoredDriver(String url) throws IOException, InterruptedException {
        this.connection = Nats.connect(url);
        this.jetStream = connection.jetStream();
    }

    @Override
    public void createStream() throws IOException, JetStreamApiException {
        connection
                .jetStreamManagement()
                .addStream(StreamConfiguration.builder()
                        .name("THEIRS")
                        .subjects("bench.stored.theirs")
                        .storageType(StorageType.Memory)
                        .maxMessages(MeasuredStream.MESSAGES_MAX)
                        .build());
        connection.jetStreamManagement().purgeStream("THEIRS");
    }

    @Override
    public void publish(int messages, byte[] payload, int window) throws Exception {
        Semaphore room = new Semaphore(window);
        AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
        for (int i = 0; i < messages; i++) {
            room.acquire();
            jetStream.publishAsync("bench.stored.theirs", payload).whenComplete((ack, failure) -> {
                if (failure != null) {
                    failed.set(failure);
                }
                room.release();
            });
        }
        room.acquire(window);
        Throwable failure = failed.get();
        if (failure != null) {
            throw new IOException("jnats: a publish failed", failure);
        }
    }

    @Override
    public void take(Way way, int messages) throws Exception {
        CountDownLatch left = new CountDownLatch(messages);
        StreamContext stream = connection.getStreamContext("THEIRS");
        if (way == Way.ORDERED) {
            try (MessageConsumer all = stream.createOrderedConsumer(new OrderedConsumerConfiguration())
                    .consume(message -> left.countDown())) {
                left.await();
                all.stop();
            }
            return;
        }
        String name = "c" + consumers++;
        ConsumerContext consumer = stream.createOrUpdateConsumer(
                ConsumerConfiguration.builder().durable(name).build());
        if (way == Way.CONSUME) {
            try (MessageConsumer all = consumer.consume(message -> {
                message.ack();
                left.countDown();
            })) {
                left.await();
                all.stop();
            }
        } else {
            fetch(consumer, messages);
        }
        stream.deleteConsumer(name);
    }

    private static void fetch(ConsumerContext consumer, int messages) throws Exception {
        int taken = 0;
        while (taken < messages) {
            try (FetchConsumer batch = consumer.fetchMessages(Math.min(BATCH, messages - taken))) {
                for (@Nullable Message message = batch.nextMessage(); message != null; message = batch.nextMessage()) {
                    message.ack();
                    taken++;
                }
            }
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
