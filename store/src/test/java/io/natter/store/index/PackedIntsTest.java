package io.natter.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Numbers in little room, against the array they were made of. */
class PackedIntsTest {
    @ParameterizedTest(name = "range {0} from {1}")
    @CsvSource({"1, 7", "200, -3", "60000, -1", "70000, 100000", "2000000000, -1000000000"})
    void saysWhatTheArraySaysAndFindsWhereItFinds(int range, int from) {
        long seed = new SplittableRandom().nextLong();
        var random = new SplittableRandom(seed);
        for (int round = 0; round < 50; round++) {
            int[] values = new int[1 + random.nextInt(300)];
            for (int i = 0; i < values.length; i++) {
                values[i] = from + random.nextInt(range);
            }
            PackedInts packed = PackedInts.of(values, values.length);
            for (int i = 0; i < values.length; i++) {
                assertThat(packed.at(i)).as("seed %s", seed).isEqualTo(values[i]);
            }
            int begin = random.nextInt(values.length);
            int limit = begin + random.nextInt(values.length - begin + 1);
            int wanted =
                    random.nextBoolean() ? values[random.nextInt(values.length)] : from - 1 + random.nextInt(range);
            assertThat(packed.indexOf(wanted, begin, limit))
                    .as("seed %s", seed)
                    .isEqualTo(indexOf(values, wanted, begin, limit));
        }
    }

    private static int indexOf(int[] values, int wanted, int begin, int limit) {
        for (int i = begin; i < limit; i++) {
            if (values[i] == wanted) {
                return i;
            }
        }
        return limit;
    }
}
