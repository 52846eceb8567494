package io.natter.conformance.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.jetstream.JetStream;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.keyvalue.KeyValueMap;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A bucket as a map: the same as a map in memory, call by call. */
final class KeyValueMapIT {
    private static final int CALLS = 400;

    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private KeyValueMap<String> map(ServerProgram program) {
        JetStream js = site.start(program, directory);
        return KeyValueManagement.of(js)
                .create(KeyValueConfig.of("b").inMemory())
                .as(String.class)
                .asMap();
    }

    @EachProgram
    @DisplayName("NJ-64 random calls have the outcome they have with a map in memory")
    void behavesAsAMapInMemory(ServerProgram program) {
        KeyValueMap<String> map = map(program);
        ConcurrentMap<String, String> model = new ConcurrentHashMap<>();
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < CALLS; i++) {
            String key = "k" + random.nextInt(4);
            String value = "v" + random.nextInt(3);
            String other = "v" + random.nextInt(3);
            int call = random.nextInt(12);
            Object got = call(map, call, key, value, other);
            Object expected = call(model, call, key, value, other);
            assertThat(got)
                    .as("seed %d, call %d of kind %d", seed, i, call)
                    .isEqualTo(expected == null ? null : expected);
        }
        assertThat(map).as("seed %d", seed).containsExactlyInAnyOrderEntriesOf(model);
        assertThat(map.keySet()).isEqualTo(model.keySet());
        map.clear();
        assertThat(map).isEmpty();
    }

    private static Object call(ConcurrentMap<String, String> map, int call, String key, String value, String other) {
        Object outcome = switch (call) {
            case 0 -> map.get(key);
            case 1 -> map.put(key, value);
            case 2 -> map.remove(key);
            case 3 -> map.putIfAbsent(key, value);
            case 4 -> map.replace(key, value);
            case 5 -> map.replace(key, value, other);
            case 6 -> map.remove(key, value);
            case 7 -> map.computeIfAbsent(key, one -> value);
            case 8 -> map.computeIfPresent(key, (one, old) -> old.equals(value) ? null : value);
            case 9 -> map.merge(key, value, (old, one) -> old.equals(one) ? null : old);
            case 10 -> map.containsKey(key);
            default -> map.getOrDefault(key, value);
        };
        return outcome == null ? "null" : outcome;
    }

    @EachProgram
    void removesThroughItsViewsAndRefusesNull(ServerProgram program) {
        KeyValueMap<String> map = map(program);
        map.putAll(Map.of("a", "1", "b", "2", "c", "3"));
        Iterator<Map.Entry<String, String>> entries = map.entrySet().iterator();
        Map.Entry<String, String> first = entries.next();
        first.setValue("changed");
        entries.remove();
        assertThat(map.get(first.getKey())).as("it is another by then").isEqualTo("changed");
        String second = entries.next().getKey();
        entries.remove();
        assertThat(map.containsKey(second)).isFalse();
        assertThat(map.keySet().remove(first.getKey())).isTrue();
        assertThat(map).hasSize(1);
        assertThat(map.get("no key at all")).isNull();
        Object noText = 5;
        assertThat(map.get(noText)).isNull();
        assertThatThrownBy(() -> map.put("no key at all", "x")).isInstanceOf(IllegalArgumentException.class);
    }
}
