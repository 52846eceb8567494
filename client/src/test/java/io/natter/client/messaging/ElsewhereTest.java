package io.natter.client.messaging;

import static io.natter.client.transport.Patience.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.NatsOptions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

/** Executors of users: whichever they give, a handler never runs on the thread that reads. */
class ElsewhereTest {
    private final List<Thread> ran = new CopyOnWriteArrayList<>();

    private Thread handlerThread(Executor executor) {
        Rig rig = new Rig(NatsOptions.builder().executor(executor).build());
        rig.messaging.subscribe("a", Rig.defaults(), message -> ran.add(Thread.currentThread()));
        rig.message("a", 2, "1");
        await().until(() -> ran.size() == 1);
        rig.messaging.close(true);
        return ran.get(0);
    }

    @Test
    void anExecutorThatRunsInTheCallDoesNotGetTheReadingThread() {
        assertThat(handlerThread(Runnable::run)).isNotEqualTo(Thread.currentThread());
    }

    @Test
    void oneThatRefusesIsHelped() {
        assertThat(handlerThread(task -> {
                    throw new RejectedExecutionException("full");
                }))
                .isNotEqualTo(Thread.currentThread());
    }

    @Test
    void othersHaveTheirWay() {
        ExecutorService pool = Executors.newSingleThreadExecutor(task -> new Thread(task, "of-the-user"));
        try {
            assertThat(handlerThread(pool).getName()).isEqualTo("of-the-user");
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aTaskMayRunLaterOnTheThreadThatBroughtIt() {
        Thread here = Thread.currentThread();
        var later = new Elsewhere(() -> ran.add(Thread.currentThread()), task -> {}, () -> {});
        later.brought();
        later.run();
        assertThat(ran).containsExactly(here);
    }
}
