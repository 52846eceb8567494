package io.natter.server.account;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.natter.server.config.MappingConfig;
import io.natter.server.config.MappingConfig.Destination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What published subjects become. The tables were asked of nats-server 2.15.1. */
class SubjectMappingsTest {
    private static final int DRAWS = 20_000;

    @ParameterizedTest(name = "{0}: {1} becomes {2}")
    @CsvSource(delimiter = '|', textBlock = """
            foo=bar                         | foo        | bar
            foo=bar                         | foo.a      | foo.a
            foo=bar bar=baz                 | foo        | bar
            foo=bar bar=baz                 | bar        | baz
            foo.*=bar.{{wildcard(1)}}       | foo.b      | bar.b
            foo.*=bar.$1 foo.>=all.>        | foo.b.c    | all.b.c
            >=x.>                           | _INBOX.a   | x._INBOX.a
            >=x.>                           | $SYS.x     | x.$SYS.x
            >=x.>                           | a..b       | a..b
            foo.*=w.$1 foo.a=lit            | foo.a      | lit
            foo=one foo=two                 | foo        | two
            foo.*.*=foo.$2.$1               | foo.a.b    | foo.b.a
            """)
    void mapsASubject(String mappings, String subject, String expected) {
        SubjectMappings compiled = of(null, plain(mappings));

        assertThat(map(compiled, subject, new Random(1))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} in cluster {1}: {2} becomes {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            foo: bar 50              | - | foo   | bar 50 foo 50
            foo: bar 20, baz 30      | - | foo   | bar 20 baz 30 foo 50
            foo: foo 50              | - | foo   | nowhere 50 foo 50
            foo.*: bar.$1 50, foo.$1 20 | - | foo.a | bar.a 50 foo.a 50
            foo: bar 0               | - | foo   | foo 100
            foo: -                   | - | foo   | foo 100
            foo: bar 100 X           | - | foo   | foo 100
            foo: bar 100 X           | X | foo   | bar 100
            foo: bar 100 X, baz 50   | - | foo   | baz 50 foo 50
            foo: bar 100 X, baz 50   | Y | foo   | baz 50 foo 50
            foo: bar 100 X, baz 50   | X | foo   | bar 100
            foo: bar 60 X, baz 100   | X | foo   | bar 60 foo 40
            """)
    void sharesMessagesByWeight(String mapping, @Nullable String cluster, String subject, String expected) {
        SubjectMappings compiled = of(cluster, List.of(weighted(mapping)));
        Random random = new Random(20_261_121);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < DRAWS; i++) {
            String mapped = map(compiled, subject, random);
            counts.merge(mapped.isEmpty() ? "nowhere" : mapped, 1, Integer::sum);
        }

        List<String> words = List.of(expected.split(" ", -1));
        assertThat(counts).hasSize(words.size() / 2);
        for (int i = 0; i < words.size(); i += 2) {
            double percent = 100.0 * counts.getOrDefault(words.get(i), 0) / DRAWS;
            assertThat(percent).describedAs(words.get(i)).isCloseTo(Integer.parseInt(words.get(i + 1)), within(1.5));
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', textBlock = """
            foo: bar 70, baz 40     | Error adding mapping for "foo" : total weight needs to be <= 100
            foo: bar 70 X, baz 40 X | Error adding mapping for "foo" : total weight needs to be <= 100
            foo: bar 70, bar 10     | Error adding mapping for "foo" : duplicate entry for "bar"
            foo: bar 70 X, bar 10   | Error adding mapping for "foo" : duplicate entry for "bar"
            foo..a: bar 70          | Error adding mapping for "foo..a" : invalid subject
            foo.>.a: bar 70         | Error adding mapping for "foo.>.a" : invalid subject
            foo: bar.* 70           | Error adding mapping for "foo" : invalid
            foo.*: bar.$2 70        | Error adding mapping for "foo.*" : invalid
            """)
    void refusesWhatNatsServerRefuses(String mapping, String message) {
        assertThatThrownBy(() -> of(null, List.of(weighted(mapping)))).hasMessageStartingWith(message);
    }

    @Test
    void isNotThereWithoutMappings() {
        assertThat(SubjectMappings.of(List.of(), null)).isNull();
    }

    @Test
    void knowsWhetherItMayChangeASubject() {
        SubjectMappings mappings = of(null, plain("foo=bar a.*=b.$1"));

        assertThat(mappings.matchesAny("PUB foo 1".getBytes(UTF_8), 4, 3)).isTrue();
        assertThat(mappings.matchesAny("PUB a.b 1".getBytes(UTF_8), 4, 3)).isTrue();
        assertThat(mappings.matchesAny("PUB baz 1".getBytes(UTF_8), 4, 3)).isFalse();
    }

    private static SubjectMappings of(@Nullable String cluster, List<MappingConfig> configs) {
        return Objects.requireNonNull(SubjectMappings.of(configs, cluster));
    }

    private static String map(SubjectMappings mappings, String subject, Random random) {
        byte[] bytes = ("PUB " + subject + " 1").getBytes(UTF_8);
        byte[] mapped = mappings.map(bytes, 4, bytes.length - 6, random::nextInt);
        return mapped == null ? subject : new String(mapped, UTF_8);
    }

    private static List<MappingConfig> plain(String mappings) {
        return Arrays.stream(mappings.split(" ", -1))
                .map(mapping -> mapping.split("=", 2))
                .map(sides -> MappingConfig.of(sides[0], sides[1]))
                .toList();
    }

    private static MappingConfig weighted(String mapping) {
        int colon = mapping.indexOf(':');
        List<Destination> destinations = new ArrayList<>();
        for (String entry : mapping.substring(colon + 1).split(",", -1)) {
            String[] words = entry.strip().split(" ", -1);
            if (words.length > 1) {
                destinations.add(
                        new Destination(words[0], Integer.parseInt(words[1]), words.length > 2 ? words[2] : null));
            }
        }
        return new MappingConfig(mapping.substring(0, colon), destinations);
    }
}
