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
    void oneIsReadAtATimeAndAllAreToldInOrder() {
        reads.submit(read("a", 2));
        reads.submit(read("b", 1));
        assertThat(worker).hasSize(1);
        assertThat(reads.isIdle()).isFalse();
        while (!worker.isEmpty()) {
            step(worker);
            assertThat(worker).isEmpty();
            step(loop);
        }
        assertThat(log).containsExactly("read a", "told a", "read a", "told a", "read b", "told b");
        assertThat(reads.isIdle()).isTrue();
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
