package io.natter.protocol.subject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTrieTest {
    private static final List<String> FILTERS =
            List.of("a", "*", ">", "a.b", "a.*", "*.*", "*.b", "a.>", "a.b.>", "a.*.c", "*.*.>", "*.b.*", "b.>");

    @ParameterizedTest(name = "{0} is matched by {1}")
    @CsvSource(delimiter = '|', textBlock = """
            a       | * > a
            a.b     | *.* *.b > a.* a.> a.b
            a.b.c   | *.*.> *.b.* > a.*.c a.> a.b.>
            b.x     | *.* > b.>
            ''      |
            a..b    |
            """)
    void findsExactlyTheMatchingFilters(String subject, String expected) {
        SubjectTrie<String> trie = new SubjectTrie<>();
        FILTERS.forEach(filter -> trie.add(filter, filter));
        List<String> found = new ArrayList<>();
        trie.forMatches(subject, found::add);
        assertThat(found.stream().sorted().collect(Collectors.joining(" ")))
                .isEqualTo(expected == null ? "" : expected);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void agreesWithAListHoweverItIsUsed(long seed) {
        Random random = new Random(seed);
        SubjectTrie<Integer> trie = new SubjectTrie<>();
        List<Filed> model = new ArrayList<>();
        for (int round = 0; round < 20_000; round++) {
            String filter = SubjectsTest.filter(random);
            int value = random.nextInt(5);
            switch (random.nextInt(4)) {
                case 0 -> {
                    trie.add(filter, value);
                    model.add(new Filed(filter, value));
                }
                case 1 -> assertThat(trie.remove(filter, value)).isEqualTo(model.remove(new Filed(filter, value)));
                case 2 -> {
                    String subject = filter.replace('*', 'a').replace('>', 'b');
                    assertThat(found(trie, subject))
                            .isEqualTo(sorted(model.stream().filter(f -> SubjectsTest.naive(subject, f.filter))));
                }
                default -> {
                    List<Integer> overlaps = new ArrayList<>();
                    trie.forOverlaps(filter, overlaps::add);
                    assertThat(overlaps.stream().sorted().toList())
                            .isEqualTo(sorted(model.stream().filter(f -> Subjects.collide(f.filter, filter))));
                }
            }
            assertThat(trie.size()).isEqualTo(model.size());
        }
        model.forEach(f -> assertThat(trie.remove(f.filter, f.value)).isTrue());
        trie.forEach(left -> assertThat(left).isNull());
    }

    @Test
    void takesDeepFiltersUpToItsBoundAndNoDeeper() {
        SubjectTrie<String> trie = new SubjectTrie<>();
        String deep = "*" + ".*".repeat(SubjectTrie.TOKENS_MAX - 1);
        trie.add(deep, "x");
        List<String> found = new ArrayList<>();
        trie.forMatches(deep.replace('*', 'a'), found::add);
        trie.forOverlaps(">", found::add);
        trie.forOverlaps(deep, found::add);
        assertThat(found).hasSize(3);
        assertThatThrownBy(() -> trie.add(deep + ".a", "x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> trie.add("a..b", "x")).isInstanceOf(IllegalArgumentException.class);
    }

    private record Filed(String filter, int value) {}

    private static List<Integer> found(SubjectTrie<Integer> trie, String subject) {
        List<Integer> found = new ArrayList<>();
        trie.forMatches(subject, found::add);
        return found.stream().sorted().toList();
    }

    private static List<Integer> sorted(Stream<Filed> filed) {
        return filed.map(Filed::value).sorted().toList();
    }
}
