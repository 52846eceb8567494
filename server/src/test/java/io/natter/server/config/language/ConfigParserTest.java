package io.natter.server.config.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts and the values they stand for. In the tables, {@code ~} is a line break and {@code `} a double quote. */
class ConfigParserTest {
    private static final Map<String, String> VARIABLES = Map.of(
            "NUMBER", "12", "QUOTED", "\"a b\"", "LIST", "[x, y]", "SELF", "$SELF", "BAD", "[", "CHAIN", "$NUMBER");

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a: 1                       | {`a`:1}
            a = 1                      | {`a`:1}
            a 1                        | {`a`:1}
            a:1, b:2; c:3              | {`a`:1,`b`:2,`c`:3}
            a: 1~~b: 2                 | {`a`:1,`b`:2}
            { a: 1 }                   | {`a`:1}
            { a: 1~                    | {`a`:1}
            { a: 1                     | ERROR
            {{ a: 1 }}                 | {`a`:1}
            a: 1 }                     | {`a`:1}
            a { b: 1 }                 | {`a`:{`b`:1}}
            a: { b: { c 1 } }          | {`a`:{`b`:{`c`:1}}}
            a { b 1 ~ c 2 }            | {`a`:{`b`:1,`c`:2}}
            a { b 1, c 2, }            | {`a`:{`b`:1,`c`:2}}
            a: {}                      | {`a`:{}}
            `a b`: 1, 'c d' 2          | {`a b`:1,`c d`:2}
            a: 1~a: 2                  | {`a`:2}
            a: [1, 2]                  | {`a`:[1,2]}
            a: [x y]                   | ERROR
            a: [x~y~]                  | {`a`:[`x`,`y`]}
            a: [x, y,]                 | {`a`:[`x`,`y`]}
            a: [[x], {b: 1}]           | {`a`:[[`x`],{`b`:1}]}
            a: []                      | {`a`:[]}
            # nothing                  | {}
            a: 1 # one                 | {`a`:1}
            a: 1 // one                | {`a`:1}
            a { # one~ b: 1 } // two   | {`a`:{`b`:1}}
            a: [x # one~ y]            | {`a`:[`x`,`y`]}
            a: x#y                     | {`a`:`x#y`}
            a: nats://host:4222        | {`a`:`nats://host:4222`}
            include: x                 | {`include`:`x`}
            `include` x                | {`include`:`x`}
            """)
    void readsMapsListsAndComments(String text, String json) {
        assertThat(read(text)).isEqualTo(json.replace('`', '"'));
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            yes                    | true
            OFF                    | false
            True                   | true
            `true`                 | `true`
            truely                 | `truely`
            5                      | 5
            -5                     | -5
            5k                     | 5000
            5K                     | 5000
            5kb                    | 5120
            5KiB                   | 5120
            2m                     | 2000000
            2MB                    | 2097152
            2mi                    | 2097152
            1g                     | 1000000000
            1gib                   | 1073741824
            1t                     | 1000000000000
            1Tb                    | 1099511627776
            1p                     | 1000000000000000
            1e                     | 1000000000000000000
            -1k                    | -1000
            9223372036854775807    | 9223372036854775807
            9223372036854775808    | ERROR
            10e                    | ERROR
            5mbi                   | ERROR
            5m                     | 5000000
            5s                     | `5s`
            5mx                    | `5mx`
            1.5                    | 1.5
            -0.5                   | -0.5
            0.0000001              | 1e-7
            1.                     | ERROR
            .5                     | ERROR
            1.5MB                  | ERROR
            1.2.3.4                | `1.2.3.4`
            127.0.0.1:4222         | `127.0.0.1:4222`
            10.0.0.0/8             | ERROR
            2016-05-04T18:53:41Z   | `2016-05-04T18:53:41Z`
            2016-05-04             | ERROR
            2016-13-04T18:53:41Z   | ERROR
            12-3                   | ERROR
            -x                     | ERROR
            12abc                  | `12abc`
            'single \\n'           | `single \\\\n`
            1e3                    | `1e3`
            5k3                    | `5k3`
            `a\\tb\\n\\r\\`\\\\`   | `a\\tb\\n\\r\\`\\\\`
            `\\x41\\x62`           | `Ab`
            `\\xzz`                | ERROR
            `\\q`                  | ERROR
            a\\tb                  | `a\\tb`
            it's                   | ERROR
            $2a$11$abc             | `$2a$11$abc`
            $NUMBER                | 12
            $QUOTED                | `a b`
            $LIST                  | [`x`,`y`]
            $CHAIN                 | 12
            $SELF                  | ERROR
            $BAD                   | ERROR
            $NONE                  | ERROR
            `$NUMBER`              | `$NUMBER`
            `<&>`                  | `\\u003c\\u0026\\u003e`
            `open                  | ERROR
            'open                  | ERROR
            (~ one~ two~)~         | `\\n one\\n two\\n`
            (~ one )~              | ERROR
            """)
    void readsScalars(String text, String json) {
        String expected = json.equals("ERROR") ? json : "{\"a\":" + json.replace('`', '"') + "}";
        assertThat(read("a: " + text)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} fails at {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            a: [1,~ 2          | 2:3  | Expected an array value terminator
            : 1                | 1:0  | Unexpected key separator ':'
            a {~ : 1           | 2:2  | Unexpected key separator ':'.
            a { ] }            | 1:4  | Unexpected array end ']' processing map.
            a { b: 1           | 1:8  | Expected a map value terminator
            a {                | 1:3  | Unexpected EOF processing map.
            a: [,]             | 1:5  | Unexpected array value terminator ','.
            a:~                | 2:1  | Expected value but found new line
            a: 1 b             | 1:6  | Expected a top-level value to end
            a                  | 1:1  | config is invalid
            ~  a: `\\q`        | 2:9  | Invalid escape character 'q'.
            a { b: }           | 1:7  | Expected value but found '}'
            include [x]        | 1:9  | Expected include value but found start of an array
            /                  | 1:1  | Unexpected EOF.
            """)
    void saysWhereAndWhy(String text, String place, String message) {
        ConfigSyntaxException e = catchThrowableOfType(
                ConfigSyntaxException.class, () -> ConfigParser.parse(unfolded(text), "f", Environment.NONE));
        assertThat(e).as(text).hasMessageContaining(message);
        assertThat(e.at().toString()).isEqualTo("f:" + place);
    }

    @Test
    void placesKeysWhereTheyBeginAndElementsWhereTheyStand() {
        ConfigValue.Block block = ConfigParser.parse("a: 1\n  b: [x, {c: 1}]\n", "f", Environment.NONE);
        assertThat(node(block, "a").at()).hasToString("f:1:0");
        assertThat(node(block, "b").at()).hasToString("f:2:3");
        ConfigValue.Array array = (ConfigValue.Array) node(block, "b").value();
        assertThat(array.items().get(0).at()).hasToString("f:2:7");
        assertThat(array.items().get(1).at()).as("behind the closing brace").hasToString("f:2:16");
    }

    private static ConfigValue.Node node(ConfigValue.Block block, String key) {
        return Objects.requireNonNull(block.nodes().get(key));
    }

    @Test
    void findsVariablesInTheInnermostMapFirst() {
        assertThat(read("v: 1~m { v: 2, n { w: $v } }~x: $v"))
                .isEqualTo("{\"m\":{\"n\":{\"w\":2},\"v\":2},\"v\":1,\"x\":1}");
    }

    @Test
    void remembersWhichKeysWereUsedAsVariables() {
        ConfigValue.Block block = ConfigParser.parse("v: 1\nw: 2\na: $v", "f", Environment.NONE);
        assertThat(block.variables()).containsExactly("v");
    }

    @Test
    void keepsTheParenthesisOfABlockAtTheVeryEnd() {
        // as nats-server does: the digest shows it
        assertThat(read("a: (~x~)")).isEqualTo("{\"a\":\"\\nx\\n)\"}");
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThat(catchThrowableOfType(
                        ConfigSyntaxException.class,
                        () -> ConfigParser.parse("a: " + "[".repeat(100_000), "f", Environment.NONE)))
                .hasMessageContaining("Nested too deeply");
        assertThat(catchThrowableOfType(
                        ConfigSyntaxException.class,
                        () -> ConfigParser.parse("{".repeat(100_000), "f", Environment.NONE)))
                .hasMessageContaining("Nested too deeply");
    }

    @Test
    void tellsACycleInTheEnvironment() {
        assertThat(catchThrowableOfType(
                        ConfigSyntaxException.class, () -> ConfigParser.parse("a: $SELF", "f", VARIABLES::get)))
                .hasMessageContaining("variable reference cycle for 'SELF'");
    }

    private static String read(String text) {
        try {
            return ConfigDigest.json(ConfigParser.parse(unfolded(text), "f", VARIABLES::get));
        } catch (ConfigSyntaxException e) {
            return "ERROR";
        }
    }

    private static String unfolded(String text) {
        return text.replace('~', '\n').replace('`', '"');
    }
}
