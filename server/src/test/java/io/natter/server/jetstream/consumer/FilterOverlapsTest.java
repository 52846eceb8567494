package io.natter.server.jetstream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.subject.Subjects;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who shares a subject with a filter, found as if everybody were asked. */
class FilterOverlapsTest {
    @Test
    void findsWhomAskingEachFinds() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        var random = new Random(seed);
        var overlaps = new FilterOverlaps<Integer>();
        Map<Integer, List<String>> model = new TreeMap<>();
        for (int step = 0; step < 5_000; step++) {
            int owner = random.nextInt(40);
            if (random.nextInt(3) > 0) {
                overlaps.remove(owner);
                model.remove(owner);
            } else if (!model.containsKey(owner)) {
                List<String> filters = filters(random);
                overlaps.add(owner, filters);
                model.put(owner, filters);
            }
            List<String> asked = filters(random);
            assertThat(new TreeSet<>(overlaps.with(asked)))
                    .as("%s among %s, seed %s", asked, model, seed)
                    .isEqualTo(slowly(model, asked));
        }
    }

    private static Set<Integer> slowly(Map<Integer, List<String>> model, List<String> asked) {
        var found = new TreeSet<Integer>();
        model.forEach((owner, filters) -> {
            boolean isShared = filters.isEmpty()
                    || filters.stream()
                            .anyMatch(own -> asked.stream()
                                    .anyMatch(other -> isValid(own) && isValid(other) && Subjects.collide(own, other)));
            if (isShared) {
                found.add(owner);
            }
        });
        return found;
    }

    private static boolean isValid(String filter) {
        return Subjects.isValidFilter(filter);
    }

    private static List<String> filters(Random random) {
        return Stream.generate(() -> filter(random)).limit(random.nextInt(4)).toList();
    }

    private static String filter(Random random) {
        if (random.nextInt(20) == 0) {
            return "a..b"; // no filter at all
        }
        List<String> tokens = Stream.generate(() -> List.of("a", "b", "c", "*").get(random.nextInt(4)))
                .limit(1 + random.nextInt(3))
                .toList();
        return String.join(".", tokens) + (random.nextInt(4) == 0 ? ".>" : "");
    }
}
