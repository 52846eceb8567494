package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.Consumption;
import io.natter.client.jetstream.FetchOptions;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.PriorityOptions;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.PriorityPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Clients of a priority group are served as the consumer's policy says (ADR-42). */
final class PriorityGroupsIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private static ConsumerContext consumer(JetStream js, PriorityPolicy policy) {
        return JetStreamSite.stream(js, "ORDERS")
                .createConsumer(ConsumerConfig.durable("worker")
                        .priorityGroups(List.of("g"))
                        .priorityPolicy(policy)
                        .build());
    }

    @EachProgram
    void overflowIsServedOnlyWhenThereIsEnough(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, PriorityPolicy.OVERFLOW);
        JetStreamSite.publish(js, "orders.a", 0, 10);
        FetchOptions some = FetchOptions.of(1).withWait(Duration.ofMillis(300));
        assertThat(consumer.fetch(some.withGroup(PriorityOptions.overflow("g", 100, 0))))
                .isEmpty();
        assertThat(consumer.fetch(some.withWait(JetStreamSite.PATIENCE).withGroup(PriorityOptions.overflow("g", 5, 0))))
                .hasSize(1);
        assertThatThrownBy(() -> consumer.fetch(some.withWait(JetStreamSite.PATIENCE)))
                .isInstanceOf(JetStreamApiException.class)
                .hasMessageContaining("Bad Request");
    }

    @EachProgram
    void onePinnedClientAtATimeIsServed(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, PriorityPolicy.PINNED_CLIENT);
        AtomicInteger first = new AtomicInteger();
        AtomicInteger second = new AtomicInteger();
        ConsumeOptions pinned = ConsumeOptions.ackOnReturn().withMaxMessages(20).withGroup(PriorityOptions.pinned("g"));
        try (Consumption one = consumer.consume(pinned, message -> first.incrementAndGet())) {
            JetStreamSite.publish(js, "orders.a", 0, 100);
            JetStreamSite.await("the first client", () -> first.get() == 100);
            try (Consumption two = consumer.consume(pinned, message -> second.incrementAndGet())) {
                JetStreamSite.publish(js, "orders.a", 100, 200);
                JetStreamSite.await("the first client again", () -> first.get() == 200);
                assertThat(second).hasValue(0);
                one.stop();
                consumer.unpin("g");
                JetStreamSite.publish(js, "orders.a", 200, 300);
                JetStreamSite.await("both", () -> first.get() + second.get() >= 300 && second.get() > 0);
                assertThat(two.isActive()).isTrue();
            }
        }
    }

    @EachProgram
    void theLowestNumberIsServedFirst(ServerProgram program) {
        JetStream js = site.start(program, directory);
        ConsumerContext consumer = consumer(js, PriorityPolicy.PRIORITIZED);
        AtomicInteger low = new AtomicInteger();
        AtomicInteger high = new AtomicInteger();
        ConsumeOptions options = ConsumeOptions.ackOnReturn();
        try (Consumption later = consumer.consume(
                        options.withGroup(PriorityOptions.prioritized("g", 5)), message -> high.incrementAndGet());
                Consumption sooner = consumer.consume(
                        options.withGroup(PriorityOptions.prioritized("g", 1)), message -> low.incrementAndGet())) {
            JetStreamSite.await("both to wait", () -> consumer.info().waitingCount() == 2);
            JetStreamSite.publish(js, "orders.a", 0, 100);
            JetStreamSite.await("all", () -> low.get() == 100);
            assertThat(high).hasValue(0);
            assertThat(later.isActive()).isEqualTo(sooner.isActive());
        }
    }
}
