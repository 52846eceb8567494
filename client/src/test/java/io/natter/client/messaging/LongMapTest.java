package io.natter.client.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A map with long keys does what a map with boxed keys does. */
class LongMapTest {
    @ParameterizedTest(name = "keys below {0}")
    @ValueSource(ints = {3, 40, 1_000, 100_000})
    void agreesWithItsModel(int keys) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        LongMap<String> map = new LongMap<>();
        Map<Long, String> model = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long key = random.nextInt(keys) - 1L;
            switch (random.nextInt(i / 5_000 % 2 == 0 ? 3 : 4)) {
                case 0, 1 ->
                    assertThat(map.put(key, "v" + i)).as("seed %s", seed).isEqualTo(model.put(key, "v" + i));
                case 2 -> assertThat(map.get(key)).as("seed %s", seed).isEqualTo(model.get(key));
                default -> assertThat(map.remove(key)).as("seed %s", seed).isEqualTo(model.remove(key));
            }
            assertThat(map.size()).as("seed %s", seed).isEqualTo(model.size());
        }
        assertThat(map.values()).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(model.values());
        model.forEach(
                (key, value) -> assertThat(map.remove(key)).as("seed %s", seed).isEqualTo(value));
        assertThat(map.size()).isZero();
    }
}
