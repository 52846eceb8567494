package io.natter.server.jetstream.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Reads off the loop: the test is both the worker and the loop, and takes their steps by hand. */
class ColdReadsTest {
    private final ArrayDeque<Runnable> worker = new ArrayDeque<>();
    private final ArrayDeque<Runnable> loop = new ArrayDeque<>();
    private final List<String> log = new ArrayList<>();
    private final ColdReads reads = new ColdReads(worker::add, loop::add);

    private ColdReads.Read read(String name, int pieces) {
        return new ColdReads.Read() {
            private int done;

            @Override
            public void read() {
                log.add("read " + name);
            }

            @Override
            public boolean finish() {
                log.add("told " + name);
                return ++done < pieces;
            }
        };
    }

    private static void step(ArrayDeque<Runnable> where) {
        where.remove().run();
    }

    @Test
    void whatCameMeanwhileIsReadTogetherAndAllAreToldInOrder() {
        reads.submit(read("a", 2));
        reads.submit(read("b", 1));
        reads.submit(read("c", 2));
        reads.submit(read("d", 1));
        assertThat(worker).hasSize(1);
        assertThat(reads.isIdle()).isFalse();
        turn();
        assertThat(log)
                .containsExactly(
                        "read a", "told a", "read a", "told a", "read b", "read c", "read d", "told b", "told c",
                        "read c", "told c", "told d");
        assertThat(reads.isIdle()).isTrue();
    }

    @Test
    void onlySoManyAreReadTogether() {
        for (int i = 0; i <= 1 + ColdReads.TOGETHER_MAX; i++) {
            reads.submit(read("x", 1));
        }
        step(worker);
        step(loop);
        log.clear();
        step(worker);
        assertThat(log).hasSize(ColdReads.TOGETHER_MAX);
    }

    // One at a time goes to the worker, and back.
    private void turn() {
        while (!worker.isEmpty()) {
            step(worker);
            assertThat(worker).isEmpty();
            step(loop);
        }
    }

    @Test
    void tooManyAreRefused() {
        for (int i = 0; i <= ColdReads.WAITING_MAX; i++) {
            assertThat(reads.submit(read("x", 1))).isTrue(); // the first is no longer waiting
        }
        assertThat(reads.submit(read("y", 1))).isFalse();
        step(worker);
        step(loop);
        assertThat(reads.submit(read("y", 1))).isTrue();
    }
}
