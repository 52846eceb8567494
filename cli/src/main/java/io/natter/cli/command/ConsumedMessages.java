package io.natter.cli.command;

import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamMessages;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Messages of a consumer. <i>Confined to one thread.</i> What came and was not shown when it is closed comes again at once. */
final class ConsumedMessages implements Incoming {
    /**
     * What becomes of messages. Immutable.
     *
     * @param isAcking whether they are acknowledged
     * @param isEndingWithLast whether the last one that is stored ends it
     */
    record Handling(boolean isAcking, boolean isEndingWithLast) {}

    private final NatsConnection nats;
    private final JetStreamMessages messages;
    private final Handling handling;
    private boolean isEnded;

    /** The messages, of which there may be none from the beginning. */
    ConsumedMessages(NatsConnection nats, JetStreamMessages messages, Handling handling, boolean isEmpty) {
        this.nats = nats;
        this.messages = messages;
        this.handling = handling;
        this.isEnded = isEmpty && handling.isEndingWithLast;
    }

    @Override
    public @Nullable Received next(Duration wait) {
        Optional<JetStreamMessage> next = isEnded ? Optional.empty() : messages.next(wait);
        if (next.isEmpty()) {
            isEnded |= !messages.isActive();
            return null;
        }
        isEnded = handling.isEndingWithLast && next.get().metadata().pendingCount() == 0;
        return new Received(next.get(), false);
    }

    @Override
    public void shown(Message message) {
        if (handling.isAcking && message instanceof JetStreamMessage delivered) {
            delivered.ack();
        }
    }

    @Override
    public boolean isEnded() {
        return isEnded;
    }

    @Override
    public void stop() {
        messages.stop();
    }

    @Override
    public void close() {
        boolean wasInterrupted =
                Thread.interrupted(); // a signal ends the showing, not the giving back, which takes a second at most
        try {
            messages.close();
            if (handling.isAcking) {
                nats.flush(nats.options().requestTimeout());
            }
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
