package io.natter.bench.client;

import io.nats.client.Connection;
import io.nats.client.Dispatcher;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The official Java client with default options: one dispatcher, {@code nextMessage}, blocking requests.
 *
 * <p>Thread-safe. It has no sequence of messages, so both ways of taking them are {@code nextMessage} with a limit.
 */
@SuppressWarnings("try") // its connection's close() may be interrupted
final class JnatsDriver implements Driver {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final Connection connection;

    JnatsDriver(String url) throws IOException, InterruptedException {
        this.connection = Nats.connect(url);
    }

    @Override
    public void publish(String subject, byte[] payload) {
        connection.publish(subject, payload);
    }

    @Override
    public void flush() throws Exception {
        connection.flush(LIMIT);
    }

    @Override
    public byte[] request(String subject, byte[] payload) throws Exception {
        @Nullable Message answer = connection.request(subject, payload, LIMIT);
        if (answer == null) {
            throw new IOException("jnats: no answer");
        }
        return answer.getData();
    }

    @Override
    public Receiving receive(String subject, Way way, ReceivedCount count) throws Exception {
        if (way == Way.CALLBACK) {
            Dispatcher dispatcher = connection.createDispatcher(message -> count.add(message.getData()));
            dispatcher.subscribe(subject);
            connection.flush(LIMIT);
            return () -> connection.closeDispatcher(dispatcher);
        }
        Subscription subscription = connection.subscribe(subject);
        connection.flush(LIMIT);
        Thread thread = new Thread(() -> take(subscription, count), "bench-taker");
        thread.start();
        return () -> {
            thread.interrupt();
            thread.join();
            subscription.unsubscribe();
        };
    }

    private static void take(Subscription subscription, ReceivedCount count) {
        try {
            for (@Nullable Message message = subscription.nextMessage(LIMIT);
                    message != null;
                    message = subscription.nextMessage(LIMIT)) {
                count.add(message.getData());
            }
        } catch (InterruptedException theEnd) {
            Thread.currentThread().interrupt();
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
