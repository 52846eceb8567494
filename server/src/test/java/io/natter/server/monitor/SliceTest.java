package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SliceTest {
    private static final long[] EXTREMES = {
        Long.MIN_VALUE, -1, 0, 1, 3, 1024, Integer.MAX_VALUE, Long.MAX_VALUE - 1, Long.MAX_VALUE
    };

    @Test
    void showsWhatCountingOneByOneWouldShow() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            List<Integer> all = IntStream.range(0, random.nextInt(20)).boxed().toList();
            long offset = any(random);
            long limit = any(random);
            assertThat(Slice.of(offset, limit).of(all))
                    .as("seed %d: offset %d, limit %d of %d", seed, offset, limit, all.size())
                    .isEqualTo(counted(all, offset, limit));
        }
    }

    private static long any(Random random) {
        return random.nextBoolean() ? EXTREMES[random.nextInt(EXTREMES.length)] : random.nextInt(25);
    }

    /** The obvious twin, in numbers that cannot overflow. */
    private static List<Integer> counted(List<Integer> all, long offset, long limit) {
        BigInteger from = BigInteger.valueOf(Math.max(0, offset));
        BigInteger to = from.add(BigInteger.valueOf(limit <= 0 ? 1024 : limit));
        List<Integer> shown = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            BigInteger index = BigInteger.valueOf(i);
            if (index.compareTo(from) >= 0 && index.compareTo(to) < 0) {
                shown.add(all.get(i));
            }
        }
        return shown;
    }
}
