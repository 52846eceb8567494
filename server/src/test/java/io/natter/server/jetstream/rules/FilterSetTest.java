package io.natter.server.jetstream.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.subject.Subjects;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Subjects that are compared with each other: as if each were compared with each. */
class FilterSetTest {
    @Test
    void saysWhatComparingEachWithEachSays() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        var random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<String> filters = Stream.generate(() -> filter(random))
                    .limit(1 + random.nextInt(6))
                    .toList();
            FilterSet set = FilterSet.of(filters);
            String other = filter(random);
            assertThat(set.overlaps(other))
                    .as("%s in %s, seed %s", other, filters, seed)
                    .isEqualTo(filters.stream().anyMatch(filter -> Subjects.collide(filter, other)));
            for (int i = 0; i < filters.size(); i++) {
                check(filters, i, seed);
            }
        }
    }

    private static void check(List<String> filters, int index, long seed) {
        FilterSet set = FilterSet.of(filters);
        String filter = filters.get(index);
        assertThat(set.firstOverlapAfter(index))
                .as("%s in %s, seed %s", filter, filters, seed)
                .isEqualTo(IntStream.range(index + 1, filters.size())
                        .filter(k -> Subjects.collide(filters.get(k), filter))
                        .findFirst()
                        .orElse(-1));
        assertThat(set.isSubsetOfAnother(index))
                .as("%s in %s, seed %s", filter, filters, seed)
                .isEqualTo(IntStream.range(0, filters.size())
                        .anyMatch(k -> k != index && Subjects.isSubset(filter, filters.get(k))));
    }

    private static String filter(Random random) {
        List<String> tokens = Stream.generate(() -> List.of("a", "b", "c", "*").get(random.nextInt(4)))
                .limit(1 + random.nextInt(4))
                .toList();
        return String.join(".", tokens) + (random.nextInt(4) == 0 ? ".>" : "");
    }
}
