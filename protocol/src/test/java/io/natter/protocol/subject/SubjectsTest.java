package io.natter.protocol.subject;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {
    @ParameterizedTest(name = "{0}: filter {1}, publish {2}")
    @CsvSource(delimiter = '|', textBlock = """
            a       | true  | true
            a.b.c   | true  | true
            *       | true  | false
            >       | true  | false
            a.*.c   | true  | false
            a.>     | true  | false
            a.>.b   | false | false
            >.a     | false | false
            a*      | true  | true
            *a      | true  | true
            a.>>    | true  | true
            a.**.b  | true  | true
            .a      | false | false
            a.      | false | false
            a..b    | false | false
            .       | false | false
            ''      | false | false
            'a b'   | false | false
            a.é.😀  | true  | true
            $SYS.>  | true  | false
            """)
    void tellsValidFromInvalid(String subject, boolean isFilter, boolean isPublish) {
        assertThat(Subjects.isValidFilter(subject)).isEqualTo(isFilter);
        assertThat(Subjects.isValidPublish(subject)).isEqualTo(isPublish);
        byte[] padded = (" " + subject + ".>").getBytes(UTF_8);
        int length = subject.getBytes(UTF_8).length;
        assertThat(Subjects.isValidFilter(padded, 1, length)).isEqualTo(isFilter);
        assertThat(Subjects.isValidPublish(padded, 1, length)).isEqualTo(isPublish);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\t", "\n", "\f", "\r", " "})
    void refusesBlanksAnywhere(String blank) {
        assertThat(Subjects.isValidFilter(blank)).isFalse();
        assertThat(Subjects.isValidFilter("a" + blank + "b")).isFalse();
        assertThat(Subjects.isValidFilter("a." + blank)).isFalse();
    }

    @Test
    void takesControlCharactersThatAreNoBlanks() {
        assertThat(Subjects.isValidFilter("a.\u000b\u0001\u0000")).isTrue();
    }

    @ParameterizedTest(name = "{0} and {1}: subset {2}, collide {3}")
    @CsvSource(delimiter = '|', textBlock = """
            a      | a      | true  | true
            a      | b      | false | false
            a      | *      | true  | true
            *      | a      | false | true
            a.b    | a.*    | true  | true
            a.b    | *      | false | false
            a.b    | >      | true  | true
            >      | *      | false | true
            *      | >      | true  | true
            a      | a.>    | false | false
            a.*    | a.>    | true  | true
            a.>    | a.*    | false | true
            a.*.c  | a.b.*  | false | true
            a.*.c  | a.*.d  | false | false
            a.*.>  | a.>    | true  | true
            a.>    | a.*.>  | false | true
            *.b    | a.*    | false | true
            *.b.>  | a.*    | false | false
            *x     | ax     | false | false
            a*     | ab     | false | false
            """)
    void comparesFilters(String one, String other, boolean isSubset, boolean isCollision) {
        assertThat(Subjects.isSubset(one, other)).isEqualTo(isSubset);
        assertThat(Subjects.collide(one, other)).isEqualTo(isCollision);
        assertThat(Subjects.collide(other, one)).isEqualTo(isCollision);
    }

    @Test
    void countsAndCutsTokens() {
        assertThat(Subjects.tokens("a..b.")).containsExactly("a", "", "b", "");
        assertThat(Subjects.tokenCount("a.b.c")).isEqualTo(3);
        assertThat(Subjects.tokenCount("")).isZero();
        assertThat(Subjects.tokenCount("xa.bx".getBytes(UTF_8), 1, 3)).isEqualTo(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void agreesWithTheDefinitionsOverAllShortSubjects(long seed) {
        Random random = new Random(seed);
        List<String> universe = new ArrayList<>();
        for (String a : List.of("a", "b")) {
            universe.add(a);
            for (String b : List.of("a", "b")) {
                universe.add(a + "." + b);
                for (String c : List.of("a", "b")) {
                    universe.add(a + "." + b + "." + c);
                    universe.add(a + "." + b + "." + c + ".z");
                }
            }
        }
        for (int round = 0; round < 5_000; round++) {
            String one = filter(random);
            String other = filter(random);
            List<String> ofOne = universe.stream().filter(s -> naive(s, one)).toList();
            List<String> ofOther =
                    universe.stream().filter(s -> naive(s, other)).toList();
            universe.forEach(
                    s -> assertThat(Subjects.matches(s, one)).as(s + " " + one).isEqualTo(naive(s, one)));
            assertThat(Subjects.collide(one, other))
                    .as(one + " x " + other)
                    .isEqualTo(ofOne.stream().anyMatch(ofOther::contains));
            if (Subjects.isSubset(one, other)) {
                assertThat(ofOther).as(one + " in " + other).containsAll(ofOne);
            }
        }
    }

    /** The slow obvious twin of matching. */
    static boolean naive(String subject, String filter) {
        List<String> s = Arrays.asList(subject.split("\\.", -1));
        List<String> f = Arrays.asList(filter.split("\\.", -1));
        for (int i = 0; i < f.size(); i++) {
            if (f.get(i).equals(">")) {
                return i < s.size();
            }
            if (i >= s.size() || (!f.get(i).equals("*") && !f.get(i).equals(s.get(i)))) {
                return false;
            }
        }
        return f.size() == s.size();
    }

    static String filter(Random random) {
        int tokens = 1 + random.nextInt(3);
        StringBuilder filter = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            filter.append(i == 0 ? "" : ".").append("ab*".charAt(random.nextInt(3)));
        }
        return random.nextInt(4) == 0 ? filter + ".>" : filter.toString();
    }
}
