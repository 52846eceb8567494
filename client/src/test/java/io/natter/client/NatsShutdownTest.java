package io.natter.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Whether the hook is there, and what it does; real signals are sent in the suite. */
class NatsShutdownTest {
    private final List<Duration> drained = new CopyOnWriteArrayList<>();

    private NatsConnection connection() {
        return (NatsConnection) Proxy.newProxyInstance(
                NatsShutdownTest.class.getClassLoader(),
                new Class<?>[] {NatsConnection.class},
                (proxy, method, args) -> {
                    if (!method.getName().equals("drainAsync")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    drained.add((Duration) args[0]);
                    return CompletableFuture.completedFuture(new DrainResult(0, 0, true));
                });
    }

    @Test
    void theHookIsThereWhileSomethingIsRegistered() {
        assertThat(NatsShutdown.isHooked()).isFalse();
        NatsShutdown first = NatsShutdown.register(Duration.ofSeconds(1), connection());
        NatsShutdown second = NatsShutdown.register(Duration.ofSeconds(1), connection());
        first.close();
        first.close();
        assertThat(NatsShutdown.isHooked()).isTrue();
        second.close();
        assertThat(NatsShutdown.isHooked()).isFalse();
        assertThat(drained).isEmpty();
    }

    @Test
    void drainsAllThatIsRegisteredEachWithinItsBudget() {
        try (NatsShutdown one = NatsShutdown.register(Duration.ofSeconds(1), connection(), connection());
                NatsShutdown other = NatsShutdown.register(Duration.ofSeconds(2), connection())) {
            assertThat(one).isNotSameAs(other);
            NatsShutdown.drainAll();
            assertThat(drained).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));
        }
    }
}
