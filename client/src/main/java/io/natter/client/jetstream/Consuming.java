package io.natter.client.jetstream;

import io.natter.client.CodecException;
import io.natter.protocol.jetstream.ConsumerConfig;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What both kinds of consumers need to hand out messages. Immutable. */
final class Consuming {
    private static final Duration ACK_WAIT_DEFAULT = Duration.ofSeconds(30);

    private Consuming() {}

    /** A handler of messages that reads values for a handler of these. */
    static <T> JetStreamHandler typed(Class<T> type, ConsumeOptions options, JetStreamTypedHandler<T> handler) {
        return message -> {
            T value;
            try {
                value = message.as(type);
            } catch (CodecException unreadable) {
                if (!options.handling().isAckedOnReturn()) {
                    throw unreadable;
                }
                options.onProblem().accept(unreadable);
                message.term("cannot be read as " + type.getSimpleName());
                return;
            }
            handler.handle(value, message);
        };
    }

    /** The shortest time to acknowledge, or null where nobody is to be told of progress. */
    static @Nullable Duration ackWait(ConsumeOptions options, ConsumerConfig config) {
        if (!options.handling().isKeptInProgress()) {
            return null;
        }
        Duration wait = config.ackWait().isZero() ? ACK_WAIT_DEFAULT : config.ackWait();
        for (Duration step : config.backoff()) {
            wait = step.compareTo(wait) < 0 ? step : wait;
        }
        return wait;
    }
}
