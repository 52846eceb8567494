package io.natter.client.messaging;

import io.natter.client.Message;
import io.natter.client.SubscribeOptions;
import java.time.Duration;
import java.util.concurrent.Flow;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;

/** Every check of the Reactive Streams compatibility kit (TestNG) over {@code NatsConnection.publisher}; it skips those that are optional or cannot be made. */
public final class PublisherTckTest extends FlowPublisherVerification<Message> {
    private static final long TIMEOUT_MS = 5_000;
    private static final long SILENCE_MS = 50;
    private static final long COLLECTED_WITHIN_MS = 1_000;
    private static final long MOST_MESSAGES = 10_000;

    /** With limits that only a failure waits for. */
    public PublisherTckTest() {
        super(new TestEnvironment(TIMEOUT_MS, SILENCE_MS), COLLECTED_WITHIN_MS);
    }

    @Override
    public Flow.Publisher<Message> createFlowPublisher(long elements) {
        Rig rig = new Rig();
        SubscribeOptions options = SubscribeOptions.DEFAULTS.withAutoUnsubscribeAfter(elements);
        Flow.Publisher<Message> publisher = rig.messaging.publisher("a", options);
        return subscriber -> {
            publisher.subscribe(subscriber);
            feed(rig, elements);
        };
    }

    private static synchronized void feed(Rig rig, long elements) {
        long sid = rig.out.operations().stream()
                .filter(operation -> operation.startsWith("SUB a "))
                .mapToLong(operation -> Long.parseLong(operation.substring("SUB a ".length())))
                .max()
                .orElse(0);
        StringBuilder pass = new StringBuilder();
        for (long i = 0; i < elements && sid > 0; i++) {
            pass.append(Rig.msg("a", sid, Long.toString(i)));
        }
        rig.receive(pass.toString());
        if (elements == 0) {
            rig.messaging.drain(Duration.ofHours(1), null);
            rig.receive("PONG\r\n");
        }
    }

    @Override
    public Flow.Publisher<Message> createFailedFlowPublisher() {
        Rig rig = new Rig();
        rig.messaging.close(true);
        return rig.messaging.publisher("a", SubscribeOptions.DEFAULTS);
    }

    @Override
    public long maxElementsFromPublisher() {
        return MOST_MESSAGES;
    }
}
