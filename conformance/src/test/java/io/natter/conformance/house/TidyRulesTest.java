package io.natter.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shows that each rule catches what it is there for, and nothing beside it. */
class TidyRulesTest {
    private static final String MAIN = "server/src/main/java/io/natter/Foo.java";
    private static final String TEST = "server/src/test/java/io/natter/FooFixture.java";
    private static final String CASES = "server/src/test/java/io/natter/FooTest.java";
    private static final String INFO = "server/src/main/java/io/natter/package-info.java";

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        type-name    | main | /** Foo. */ class StreamManager {}
        type-name    | main | /** Foo. */ class Foo { interface BaseFoo {} }
        type-name    | test | class FooUtils {}
        javadoc      | main | class Foo {}
        javadoc      | main | /** Foo that goes on~ * and on. */ class Foo {}
        javadoc      | main | /* Foo. */ record Foo() {}
        parameters   | main | /** Foo. */ class Foo { void f(int a, int b, int c, int d, int e, int f, int g) {} }
        parameters   | main | /** Foo. */ record Foo() { void f(int a, int b, int c, int d, int e, int f, int g) {} }
        sleep        | test | class FooTest { void f() throws Exception { Thread.sleep(1); } }
        sleep        | test | class FooTest { void f() throws Exception { TimeUnit.SECONDS.sleep(1); } }
        output       | main | /** Foo. */ class Foo { void f() { System.out.println(); } }
        output       | test | class FooTest { void f() { System.err.println(); } }
        author       | main | /** Foo.~ * @author me~ */ class Foo {}
        later        | main | /** Foo. */ class Foo {} // TO""" + "DO: more\n" + """
        null-marked  | info | /** Foo. */ package io.natter;
        test-name    | cases | class FooTest { void f() {} }
        """)
    void catches(String rule, String kind, String source) {
        assertThat(check(kind, source)).extracting(Finding::rule).containsExactly(rule);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        main | /** Foo. */ class Database { void metadata() {} }
        main | /** Foo. More of it~ * comes here. */ class Foo { private class Nested {} }
        main | /** Foo. */ record Foo(int a, int b, int c, int d, int e, int f, int g) { Foo { } }
        main | /** Foo. */ class Foo { void f() throws Exception { Thread.sleep(1); } }
        test | class FooTest { void sleep() { sleep(); } }
        cases | class FooTest { @ParameterizedTest void f() {} }
        cases | class FooTest extends FlowPublisherVerification<Foo> {}
        cli  | /** Foo. */ class Foo { void f() { System.out.println(); } }
        info | /** Foo. */ @NullMarked package io.natter;
        """)
    void leavesGoodCodeAlone(String kind, String source) {
        assertThat(check(kind, source)).isEmpty();
    }

    @Test
    void countsLinesOfFilesAndMethods() {
        String longMethod = "/** Foo. */\nclass Foo {\nvoid f() {\n" + "f();\n".repeat(59) + "}\n}\n";
        assertThat(check("main", longMethod)).extracting(Finding::rule).containsExactly("method-lines");
        assertThat(check("main", longMethod.replaceFirst("f\\(\\);\n", ""))).isEmpty();
        String longFile = "/** Foo. */\nclass Foo {\n" + "int a;\n".repeat(498) + "}\n";
        assertThat(check("main", longFile)).extracting(Finding::rule).containsExactly("file-lines");
        assertThat(check("test", longFile)).isEmpty();
        assertThat(check("test", longFile.repeat(2))).extracting(Finding::rule).contains("file-lines");
    }

    @Test
    void namesThePlace() {
        assertThat(check("main", "/** Foo. */\nclass Foo {\nclass FooImpl {}\n}"))
                .containsExactly(new Finding("type-name", MAIN, 3, "got FooImpl: \"Impl\" says nothing"));
    }

    @Test
    void excusesOnlyWhatIsListed() {
        var finding = new Finding("output", MAIN, 1, "got System.out");
        assertThat(HouseExceptions.parse("# none\n").unexcused(List.of(finding)))
                .containsExactly(finding);
        HouseExceptions listed = HouseExceptions.parse("output | " + MAIN + " | it is a sample");
        assertThat(listed.unexcused(List.of(finding))).isEmpty();
        assertThat(listed.unused(List.of(finding))).isEmpty();
        assertThat(listed.unused(List.of())).containsExactly("output | " + MAIN);
        assertThatThrownBy(() -> HouseExceptions.parse("output | Foo.java | "))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Finding> check(String kind, String source) {
        String path = switch (kind) {
            case "main" -> MAIN;
            case "test" -> TEST;
            case "cases" -> CASES;
            case "info" -> INFO;
            default -> MAIN.replace("server/", kind + "/");
        };
        return TidyRules.check(SourceFile.parse(path, source.replace('~', '\n')));
    }
}
