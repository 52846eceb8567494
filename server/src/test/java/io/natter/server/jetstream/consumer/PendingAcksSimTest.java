package io.natter.server.jetstream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pending acknowledgements and the redelivery queue against a map and a list. */
final class PendingAcksSimTest {
    private final PendingAcks pending = new PendingAcks();
    private final RedeliveryQueue queue = new RedeliveryQueue(pending);
    private final TreeMap<Long, long[]> model = new TreeMap<>();
    private final LinkedHashSet<Long> line = new LinkedHashSet<>();

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void holdsWhatAMapAndAListHold(long seed) {
        var random = new Random(seed);
        long nextSeq = 1;
        for (int step = 0; step < 20_000; step++) {
            int dice = random.nextInt(10);
            long chosen = model.isEmpty() ? 0 : any(random);
            if (dice < 4 || model.isEmpty()) {
                nextSeq += 1 + random.nextInt(3);
                pending.add(nextSeq, step + 1L, step);
                model.put(nextSeq, new long[] {step + 1L, step, 0});
            } else if (dice < 6 + seed % 2) {
                int slot = pending.find(chosen);
                queue.remove(slot);
                pending.remove(slot);
                model.remove(chosen);
                line.remove(chosen);
            } else if (dice < 8) {
                queue.add(pending.find(chosen));
                line.add(chosen);
                pending.redeliveryCount(pending.find(chosen), (int) ++Objects.requireNonNull(model.get(chosen))[2]);
            } else if (dice == 8) {
                queue.remove(pending.find(chosen));
                line.remove(chosen);
            } else if (random.nextInt(500) == 0) {
                queue.clear();
                pending.clear();
                model.clear();
                line.clear();
            }
            check("seed " + seed + ", step " + step, chosen);
        }
    }

    private long any(Random random) {
        long near = model.firstKey() + random.nextInt((int) (model.lastKey() - model.firstKey() + 1));
        return model.floorKey(near);
    }

    private void check(String where, long seq) {
        assertThat(pending.count()).as(where).isEqualTo(model.size());
        assertThat(queue.count()).as(where).isEqualTo(line.size());
        assertThat(queue.first())
                .as(where)
                .isEqualTo(line.isEmpty() ? 0 : line.iterator().next());
        assertThat(pending.find(seq) >= 0).as(where).isEqualTo(model.containsKey(seq));
        assertThat(pending.lastSeq()).as(where).isEqualTo(model.isEmpty() ? 0 : model.lastKey());
        if (where.endsWith("00")) {
            List<Long> all = new ArrayList<>();
            int redelivered = 0;
            for (int slot = pending.first(); slot >= 0; slot = pending.after(slot)) {
                long[] expected = model.get(pending.seq(slot));
                all.add(pending.seq(slot));
                redelivered += pending.redeliveryCount(slot) > 0 ? 1 : 0;
                assertThat(new long[] {pending.deliverySeq(slot), pending.timeNs(slot), pending.redeliveryCount(slot)})
                        .as(where)
                        .isEqualTo(expected);
                assertThat(pending.ticket(slot) != 0).as(where).isEqualTo(line.contains(pending.seq(slot)));
            }
            assertThat(all).as(where).containsExactlyElementsOf(model.keySet());
            assertThat(pending.redeliveredCount()).as(where).isEqualTo(redelivered);
        }
    }
}
