package io.natter.bench.client;

import io.natter.client.Message;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.Subscription;
import io.natter.client.SyncSubscription;
import java.time.Duration;
import java.util.Optional;

/**
 * Our client with default options.
 *
 * <p>Thread-safe.
 */
final class NatterDriver implements Driver {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final NatsConnection connection;

    NatterDriver(String url) {
        this.connection = Nats.connect(url);
    }

    @Override
    public void publish(String subject, byte[] payload) {
        connection.publish(subject, payload);
    }

    @Override
    public void flush() {
        connection.flush(LIMIT);
    }

    @Override
    public byte[] request(String subject, byte[] payload) {
        return connection.request(subject, payload).payload();
    }

    @Override
    public Receiving receive(String subject, Way way, ReceivedCount count) {
        if (way == Way.CALLBACK) {
            Subscription subscription = connection.subscribe(subject, message -> count.add(message.payload()));
            connection.flush(LIMIT);
            return subscription::close;
        }
        SyncSubscription subscription = connection.subscribe(subject);
        connection.flush(LIMIT);
        Thread thread = new Thread(() -> take(subscription, way, count), "bench-taker");
        thread.start();
        return () -> {
            subscription.unsubscribe();
            thread.join();
        };
    }

    private static void take(SyncSubscription subscription, Way way, ReceivedCount count) {
        if (way == Way.ITERATOR) {
            for (Message message : subscription) {
                count.add(message.payload());
            }
            return;
        }
        Optional<Message> message = subscription.next(LIMIT);
        while (message.isPresent()) {
            count.add(message.get().payload());
            message = subscription.next(LIMIT);
        }
    }

    @Override
    public void close() {
        connection.close();
    }
}
