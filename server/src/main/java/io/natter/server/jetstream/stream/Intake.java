package io.natter.server.jetstream.stream;

import io.natter.server.core.TracedHandler;
import io.natter.server.jetstream.consumer.Registration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The subscriptions of a stream to its own subjects.
 *
 * <p>Confined to the stream's loop.
 */
final class Intake {
    private final Stream stream;
    private final Publish message = new Publish();
    private final Map<String, Registration> subscriptions = new LinkedHashMap<>();

    Intake(Stream stream) {
        this.stream = stream;
    }

    /** Subscribes to what is new among these subjects, and ends what is no longer there. */
    void subscribe(List<String> subjects) {
        subscriptions.entrySet().removeIf(entry -> {
            boolean isGone = !subjects.contains(entry.getKey());
            if (isGone) {
                entry.getValue().cancel();
            }
            return isGone;
        });
        for (String subject : subjects) {
            subscriptions.computeIfAbsent(subject, this::open);
        }
    }

    private Registration open(String subject) {
        TracedHandler handler = received -> stream.take(message.of(received));
        return stream.environment().subscribe(subject, handler);
    }

    /** Ends all of them. */
    void stop() {
        subscribe(List.of());
    }
}
