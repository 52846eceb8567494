package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The window against a map and a list. */
class DuplicateWindowTest {
    private record Known(String id, long seq, long timeNs) {}

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void doesWhatAMapDoes(long seed) {
        var random = new Random(seed);
        var window = new DuplicateWindow(random.nextInt());
        Map<String, Known> byId = new HashMap<>();
        ArrayDeque<Known> order = new ArrayDeque<>();
        long seq = 0;
        for (int step = 0; step < 20_000; step++) {
            String id = Integer.toString(random.nextInt(3_000), 36);
            byte[] padded = ("xx" + id + "x").getBytes(UTF_8);
            Known known = byId.get(id);
            assertThat(window.find(padded, 2, padded.length - 3)).isEqualTo(known == null ? 0 : known.seq);
            if (known == null) {
                var added = new Known(id, ++seq, step);
                window.add(padded, 2, padded.length - 3, added.seq, added.timeNs);
                byId.put(id, added);
                order.add(added);
            }
            if (random.nextInt(500) == 0) {
                long timeNs = (long) step - random.nextInt(2_000);
                while (window.forgetUpTo(timeNs, 7)) {}
                while (!order.isEmpty() && order.peek().timeNs <= timeNs) {
                    byId.remove(order.remove().id);
                }
            }
            if (random.nextInt(1_000) == 0) {
                seq -= random.nextInt(50);
                window.forgetAbove(seq);
                while (!order.isEmpty() && order.peekLast().seq > seq) {
                    byId.remove(order.removeLast().id);
                }
            }
            assertThat(window.count()).isEqualTo(byId.size());
        }
    }

    @Test
    void knowsWhenTheOldestGoes() {
        var window = new DuplicateWindow(1);
        assertThat(window.oldestTimeNs()).isEqualTo(Long.MAX_VALUE);
        window.add(new byte[] {1}, 0, 1, 1, 50);
        assertThat(window.oldestTimeNs()).isEqualTo(50);
        window.clear();
        assertThat(window.find(new byte[] {1}, 0, 1)).isZero();
    }
}
