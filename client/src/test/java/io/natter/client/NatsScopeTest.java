package io.natter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

/** Which connection is the current one. */
class NatsScopeTest {
    private final NatsConnection outer = connection();
    private final NatsConnection inner = connection();

    private static NatsConnection connection() {
        return (NatsConnection) Proxy.newProxyInstance(
                NatsScopeTest.class.getClassLoader(), new Class<?>[] {NatsConnection.class}, (proxy, method, args) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Test
    void nestsAndComesBack() {
        NatsScope.run(outer, () -> {
            assertThat(NatsScope.current()).isSameAs(outer);
            assertThat(NatsScope.call(inner, NatsScope::current)).isSameAs(inner);
            assertThat(NatsScope.current()).isSameAs(outer);
        });
        assertThatIllegalStateException().isThrownBy(NatsScope::current).withMessageContaining("NatsScope.run");
    }

    @Test
    void anExceptionLeavesTheScope() {
        assertThatIllegalStateException()
                .isThrownBy(() -> NatsScope.run(outer, () -> {
                    throw new IllegalStateException("meant to fail");
                }));
        assertThatIllegalStateException().isThrownBy(NatsScope::current);
    }

    @Test
    void otherThreadsAreInNone() throws ExecutionException, InterruptedException {
        boolean isInNone = NatsScope.call(
                        outer,
                        () -> CompletableFuture.supplyAsync(() -> {
                            try {
                                NatsScope.current();
                                return false;
                            } catch (IllegalStateException expected) {
                                return true;
                            }
                        }))
                .get();
        assertThat(isInNone).isTrue();
    }
}
