package io.natter.cli.command;

import io.natter.client.Message;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStreamMessage;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages of a pull consumer, each asked for alone, so that none is taken that is not shown. <i>Confined to one thread.</i> */
final class TakenMessages implements Incoming {
    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMillis(10);

    private final ConsumerContext consumer;
    private final ConsumedMessages.Handling handling;
    private boolean isEnded;

    /** The messages, of which there may be none from the beginning. */
    TakenMessages(ConsumerContext consumer, ConsumedMessages.Handling handling, boolean isEmpty) {
        this.consumer = consumer;
        this.handling = handling;
        this.isEnded = isEmpty && handling.isEndingWithLast();
    }

    @Override
    public @Nullable Received next(Duration wait) {
        if (isEnded) {
            return null;
        }
        Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
        Optional<JetStreamMessage> next = consumer.next(bounded);
        next.ifPresent(message ->
                isEnded = handling.isEndingWithLast() && message.metadata().pendingCount() == 0);
        return next.map(message -> new Received(message, false)).orElse(null);
    }

    @Override
    public void shown(Message message) {
        if (handling.isAcking() && message instanceof JetStreamMessage delivered) {
            delivered.ackConfirmed();
        }
    }

    @Override
    public boolean isEnded() {
        return isEnded;
    }

    @Override
    public void stop() {
        isEnded = true;
    }

    @Override
    public void close() {
        isEnded = true;
    }
}
