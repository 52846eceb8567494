package io.natter.protocol.subject;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectTransformTest {
    // Both tables are what nats-server 2.15.1 says, asked through its mappings; it cannot route to the subjects with
    // empty tokens.
    @ParameterizedTest(name = "{0} -> {1}: {2} becomes {3}")
    @CsvSource(delimiter = '|', textBlock = """
            'a.*.*'  | 'b.$2.$1'                      | 'a.x.y'            | 'b.y.x'
            'a.*.*'  | 'b.{{wildcard(2)}}.{{Wildcard( 1 )}}' | 'a.x.y'            | 'b.y.x'
            'a.*.*'  | 'b.{{ wildcard (2) }}.q'       | 'a.x.y'            | 'b.y.q'
            'a.*.*'  | 'b.$0.q'                       | 'a.x.y'            | 'b.a.q'
            'a.*.*'  | 'b.{{wildcard(0)}}.{{wildcard(-3)}}' | 'a.x.y'            | 'b.a.a'
            'a.*.*'  | 'b.$x.$'                       | 'a.x.y'            | 'b.$x.$'
            'a.*.*'  | 'b.{{partition(10)}}'          | 'a.x.y'            | 'b.1'
            'a.*.*'  | 'b.{{Partition(10,1)}}'        | 'a.hello.y'        | 'b.3'
            'a.*.*'  | 'b.{{partition(10, 1, 2)}}'    | 'a.hello.world'    | 'b.7'
            'a.*.*'  | 'b.{{partition(10,2,1)}}'      | 'a.hello.world'    | 'b.9'
            'a.*.*'  | 'b.{{partition(0,1)}}'         | 'a.hello.world'    | 'b.0'
            'a.*.*'  | 'b.{{partition(-7,1)}}'        | 'a.hello.world'    | 'b.1335831723'
            'a.*.*'  | 'b.{{partition(1000)}}'        | 'a.hélló.y'        | 'b.125'
            'a.b'    | 'c.{{random(1)}}'              | 'a.b'              | 'c.0'
            'a.*'    | 'c.{{random(1)}}'              | 'a.b'              | 'c.0'
            'a.*'    | 'c.{{random(0)}}'              | 'a.b'              | 'c.0'
            'a.*'    | 'c.{{split(1,-)}}'             | 'a.x-y-z'          | 'c.x.y.z'
            'a.*'    | 'c.{{split(1,-)}}'             | 'a.-x--y-'         | 'c.x.y'
            'a.*'    | 'c.{{split(1,-)}}'             | 'a.---'            | 'c.'
            'a.*'    | 'c.{{split(1,-)}}.d'           | 'a.-'              | 'c..d'
            'a.*'    | 'c.{{split(1,ab)}}'            | 'a.xabyabz'        | 'c.x.y.z'
            'a.*'    | 'c.{{split(1,)}}'              | 'a.xyz'            | 'c.x.y.z'
            'a.*'    | 'c.{{split(1,)}}'              | 'a.xéz'            | 'c.x.é.z'
            'a.*'    | 'c.{{split(1,  -)}}'           | 'a.x-y'            | 'c.x.y'
            'a.*'    | 'c.{{splitFromLeft(1,2)}}'     | 'a.abcdef'         | 'c.ab.cdef'
            'a.*'    | 'c.{{SplitFromLeft(1,6)}}'     | 'a.abcdef'         | 'c.abcdef'
            'a.*'    | 'c.{{splitfromleft(1,0)}}'     | 'a.abcdef'         | 'c.abcdef'
            'a.*'    | 'c.{{splitFromRight(1,2)}}'    | 'a.abcdef'         | 'c.abcd.ef'
            'a.*'    | 'c.{{splitFromRight(1,-2)}}'   | 'a.abcdef'         | 'c.abcdef'
            'a.*'    | 'c.{{sliceFromLeft(1,2)}}'     | 'a.abcdefg'        | 'c.ab.cd.ef.g'
            'a.*'    | 'c.{{sliceFromLeft(1,3)}}'     | 'a.abcdef'         | 'c.abc.def'
            'a.*'    | 'c.{{sliceFromLeft(1,4)}}'     | 'a.abcdef'         | 'c.abcd.ef'
            'a.*'    | 'c.{{SliceFromRight(1,3)}}'    | 'a.abcdefg'        | 'c.a.bcd.efg'
            'a.*'    | 'c.{{sliceFromRight(1,4)}}'    | 'a.abcdef'         | 'c.ab.cdef'
            'a.*'    | 'c.{{sliceFromRight(1,1)}}'    | 'a.abc'            | 'c.a.b.c'
            'a.*'    | 'c.{{sliceFromLeft(1,9)}}'     | 'a.abc'            | 'c.abc'
            'a.*'    | 'c.{{left(1,2)}}'              | 'a.abc'            | 'c.ab'
            'a.*'    | 'c.{{right(1,2)}}'             | 'a.abc'            | 'c.bc'
            'ee.*'   | 'eex.{{wildcard(1)}}.{{partition(5,1)}}.{{left(1,2)}}' | 'ee.abcdef'        | 'eex.abcdef.1.ab'
            'a.>'    | 'b.>'                          | 'a.x.y'            | 'b.x.y'
            'a.*.>'  | 'b.$1.c.>'                     | 'a.x.y.z'          | 'b.x.c.y.z'
            '>'      | 'b.>'                          | 'a.x.y'            | 'b.a.x.y'
            '>'      | '>'                            | 'a.x'              | 'a.x'
            '*.>'    | '>'                            | 'a.x'              | 'x'
            'a.>'    | '>'                            | 'a.x.y'            | 'x.y'
            'a.*'    | 'b.{{x'                        | 'a.x'              | 'b.{{x'
            'a.*'    | 'b.{{}}'                       | 'a.x'              | 'b.{{}}'
            'a.*'    | 'b.{{wildcard(1)}}z'           | 'a.x'              | 'b.{{wildcard(1)}}z'
            'a.*.*'  | '$1.{{wildcard(2)}}'           | 'a.x.y'            | 'x.y'
            'a.*.*'  | 'b.{{splitFromLeft(2,1)}}.{{wildcard(1)}}' | 'a.x.yé'           | 'b.y.é.x'
            'a.*'    | 'b'                            | 'a.x'              | 'b'
            '*'      | 'foo.{{partition(3,1)}}'       | 'bar'              | 'foo.2'
            """)
    void rewritesAsTheReferenceServerDoes(String source, String destination, String subject, String expected) {
        assertThat(SubjectTransform.mapping(source, destination).apply(subject)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            'a.*.*'  | 'b.$3'                             | 'invalid mapping destination: wildcard index out of range in $3: [3]'
            'a.*.*'  | 'b.{{wildcard(3)}}'                | 'invalid mapping destination: wildcard index out of range in {{wildcard(3)}}: [3]'
            'a.*.*'  | 'b.{{wildcard()}}'                 | 'invalid mapping destination: not enough arguments passed to the function in {{wildcard()}}'
            'a.*.*'  | 'b.{{wildcard(1,2)}}'              | 'invalid mapping destination: too many arguments passed to the function in {{wildcard(1,2)}}'
            'a.*.*'  | 'b.{{wildcard(a)}}'                | 'invalid mapping destination: function argument is invalid or in the wrong format in {{wildcard(a)}}'
            'a.*.*'  | 'b.{{unknown(1)}}'                 | 'invalid mapping destination: unknown function in {{unknown(1)}}'
            'a.*.*'  | 'b.{{wildcarD(1)}}'                | 'invalid mapping destination: unknown function in {{wildcarD(1)}}'
            'a.*.*'  | 'b.{{PARTITION(1)}}'               | 'invalid mapping destination: unknown function in {{PARTITION(1)}}'
            'a.*.*'  | 'b.{{partition(10,3)}}'            | 'invalid mapping destination: wildcard index out of range in {{partition(10,3)}}: [3]'
            'a.*.*'  | 'b.{{partition(3000000000,1)}}'    | 'invalid mapping destination: function argument is invalid or in the wrong format in {{partition(3000000000,1)}}'
            'a.*.*'  | 'b.{{partition()}}'                | 'invalid mapping destination: function argument is invalid or in the wrong format in {{partition()}}'
            'a.*.*'  | 'b.{{partition(10,)}}'             | 'invalid mapping destination: function argument is invalid or in the wrong format in {{partition(10,)}}'
            'a.b'    | 'c.$1'                             | 'invalid mapping destination: wildcard index out of range in $1'
            'a.b'    | 'c.{{wildcard(1)}}'                | 'invalid mapping destination: wildcard index out of range in {{wildcard(1)}}'
            'a.*'    | 'c.{{random()}}'                   | 'invalid mapping destination: function argument is invalid or in the wrong format in {{random()}}'
            'a.*'    | 'c.{{random(1,2)}}'                | 'invalid mapping destination: not enough arguments passed to the function in {{random(1,2)}}'
            'a.*'    | 'c.{{split(1)}}'                   | 'invalid mapping destination: not enough arguments passed to the function in {{split(1)}}'
            'a.*'    | 'c.{{split(1,-,2)}}'               | 'invalid mapping destination: too many arguments passed to the function in {{split(1,-,2)}}'
            'a.*'    | 'c.{{split(1,- )}}'                | 'invalid mapping destination: function argument is invalid or in the wrong format in {{split(1,- )}}'
            'a.*'    | 'c.{{split(x,-)}}'                 | 'invalid mapping destination: function argument is invalid or in the wrong format in {{split(x,-)}}'
            'a.*'    | 'c.{{sliceFromLeft(1)}}'           | 'invalid mapping destination: not enough arguments passed to the function in {{sliceFromLeft(1)}}'
            'a.*'    | 'c.{{sliceFromLeft(1,2,3)}}'       | 'invalid mapping destination: too many arguments passed to the function in {{sliceFromLeft(1,2,3)}}'
            'a.*'    | 'c.{{sliceFromLeft(1,b)}}'         | 'invalid mapping destination: function argument is invalid or in the wrong format in {{sliceFromLeft(1,b)}}'
            'a.*'    | 'c.{{sliceFromLeft(1,99999999999)}}' | 'invalid mapping destination: function argument is invalid or in the wrong format in {{sliceFromLeft(1,99999999999)}}'
            'a.*'    | 'c.{{sliceFromLeft(2,1)}}'         | 'invalid mapping destination: wildcard index out of range in {{sliceFromLeft(2,1)}}: [2]'
            'a.>'    | 'b.c'                              | 'invalid subject'
            'a.b'    | 'b.>'                              | 'invalid subject'
            'a.*'    | 'b.*'                              | 'invalid subject'
            'a.*'    | 'b..c'                             | 'invalid mapping destination: invalid transform'
            'a.*'    | 'b.>.c'                            | 'invalid mapping destination: invalid transform in c'
            'a.*'    | 'b.x y'                            | 'invalid mapping destination: invalid transform'
            'a.*'    | 'b.{{{}}}'                         | 'invalid mapping destination: unknown function in {{{}}}'
            """)
    void refusesWithTheTextOfTheReferenceServer(String source, String destination, String expected) {
        assertThatThrownBy(() -> SubjectTransform.mapping(source, destination))
                .isInstanceOf(TransformException.class)
                .hasMessage(expected);
    }

    // The reference server hashes nothing or the whole subject here, depending on what other mappings it has.
    @Test
    void hashesTheWholeSubjectWhereTheSourceIsLiteral() {
        assertThat(SubjectTransform.of("a.b", "c.{{partition(1000)}}").apply("a.b"))
                .isEqualTo("c.692");
        assertThat(SubjectTransform.of("*.b", "c.{{partition(1000)}}").apply("a.b"))
                .isEqualTo("c.692");
    }

    @Test
    void cutsBytesNotCharacters() {
        SubjectTransform transform = SubjectTransform.of("a.*", "b.{{sliceFromLeft(1,1)}}");
        byte[] subject = "a.é".getBytes(UTF_8);
        byte[] result = transform.apply(subject, 0, subject.length, bound -> 0);
        assertThat(new String(result == null ? new byte[0] : result, ISO_8859_1))
                .isEqualTo("b.\u00c3.\u00a9");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a.*.* | a.b.c.d
            a.*   | b.c
            a.*   | a..
            a.*   | a.>
            a.*   | a
            a.>   | a
            """)
    void leavesAloneWhatDoesNotMatch(String source, String subject) {
        String destination = source.endsWith(">") ? "x.>" : "x.y";
        assertThat(SubjectTransform.of(source, destination).apply(subject)).isNull();
    }

    @Test
    void takesAnEmptySourceForAllSubjects() {
        SubjectTransform transform = SubjectTransform.of("", "x.>");
        assertThat(transform.source()).isEqualTo(">");
        assertThat(transform.apply("a.b")).isEqualTo("x.a.b");
    }

    @ParameterizedTest(name = "{0} -> {1}, back {2}")
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            a.b     | c.d            | a.b     | c.d
            a.*     | b.$1.c         | a.x     | b.x.c
            a.*.*   | b.$2.$1        | a.x.y   | b.y.x
            a.*.*.* | b.$2.$3.$1     | a.x.y.z | b.y.z.x
            a.*.>   | b.{{wildcard(1)}}.> | a.x.y.z | b.x.y.z
            a.>     | >              | a.x     | x
            """)
    void findsTheWayBack(String source, String destination, String subject, String rewritten) {
        SubjectTransform there = SubjectTransform.strict(source, destination);
        SubjectTransform back = there.inverse();
        assertThat(back).isNotNull();
        assertThat(there.apply(subject)).isEqualTo(rewritten);
        assertThat(back == null ? null : back.apply(rewritten)).isEqualTo(subject);
    }

    @Test
    void hasNoWayBackWhereAWildcardStandsTwice() {
        assertThat(SubjectTransform.strict("a.*", "b.$1.$1").inverse()).isNull();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            a.*   | b.{{partition(3,1)}} | invalid mapping destination: the only mapping function allowed for import transforms is {{Wildcard()}} in {{partition(3,1)}}
            a.*.* | b.$1                 | invalid mapping destination: not using all of the token wildcard(s) in b.$1
            """)
    void strictTransformsUseAllWildcardsAndNothingElse(String source, String destination, String expected) {
        assertThatThrownBy(() -> SubjectTransform.strict(source, destination)).hasMessage(expected);
    }

    @Test
    void spreadsRandomNumbersBelowTheBound() {
        SubjectTransform transform = SubjectTransform.of("a", "b.{{random(3)}}");
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            seen.add(transform.apply("a"));
        }
        assertThat(seen).containsExactlyInAnyOrder("b.0", "b.1", "b.2");
    }

    @Test
    void numbersTheWildcardsOfAFilter() {
        assertThat(SubjectTransform.numbered("a.*.b.*.>")).isEqualTo("a.$1.b.$2.>");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void answersAnyDestinationWithATransformOrItsOwnException(long seed) {
        Random random = new Random(seed);
        String[] bits = {
            "a",
            ".",
            "*",
            ">",
            "{{",
            "}}",
            "(",
            ")",
            ",",
            " ",
            "$",
            "1",
            "2",
            "-",
            "99999999999",
            "é",
            "wildcard",
            "partition",
            "split",
            "SliceFromLeft",
            "random",
            "right"
        };
        for (int round = 0; round < 20_000; round++) {
            StringBuilder text = new StringBuilder("b.");
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(bits[random.nextInt(bits.length)]);
            }
            try {
                String result = SubjectTransform.of("a.*.*", text.toString()).apply("a.xyz.éé");
                assertThat(result).isNotNull();
            } catch (TransformException expected) {
                assertThat(expected).message().startsWith("invalid");
            }
        }
    }
}
