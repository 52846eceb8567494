package io.natter.client.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Which threads handlers run on. */
class HandlerThreadsTest {
    @Test
    void namesItsThreadsAndKeepsNoJvmAlive() throws Exception {
        CompletableFuture<Thread> ranOn = new CompletableFuture<>();
        CompletableFuture<String> name = new CompletableFuture<>();
        HandlerThreads.named("natter-handler-a.b").execute(() -> {
            ranOn.complete(Thread.currentThread());
            name.complete(Thread.currentThread().getName());
        });
        assertThat(name.get(1, TimeUnit.MINUTES)).isEqualTo("natter-handler-a.b");
        assertThat(ranOn.get().isDaemon()).isTrue();
    }

    @Test
    void areVirtualWhereTheJdkHasThem() {
        assertThat(HandlerThreads.areVirtual()).isEqualTo(Runtime.version().feature() >= 21);
    }

    @Test
    void runsAsManyAtOnceAsAreAsked() throws Exception {
        var all = new java.util.concurrent.CountDownLatch(50);
        var executor = HandlerThreads.named("natter-handler");
        for (int i = 0; i < 50; i++) {
            executor.execute(() -> {
                all.countDown();
                try {
                    all.await();
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        assertThat(all.await(1, TimeUnit.MINUTES)).isTrue();
    }
}
