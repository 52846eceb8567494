package io.natter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TemplateTest {
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2026-11-21T15:04:05.000000007Z"), ZoneId.of("Europe/Zurich"));

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            template                          | filled
            plain                             | plain
            {{Count}}                         | 7
            {{ .Count }} and {{.Cnt}}         | 7 and 7
            Message {{Count}} @ {{Time}}!     | Message 7 @ 4:04PM!
            {{TimeStamp}}                     | 2026-11-21T16:04:05+01:00
            {{Unix}} {{UnixNano}}             | 1795273445 1795273445000000007
            got {{.Request}}                  | got ping
            """)
    void fillsItsPlacesIn(String template, String filled) {
        assertThat(fill(template)).isEqualTo(filled);
    }

    @Test
    void trimsBlanksAroundAPlace() {
        assertThat(fill("a  {{- Count -}}  b")).isEqualTo("a7b");
        assertThat(fill("a {{ Count -}}  b")).isEqualTo("a 7b");
    }

    @Test
    void makesTextsOfTheWantedLength() {
        assertThat(fill("{{Random 10 10}}")).hasSize(10).isAlphanumeric();
        assertThat(fill("{{ Random 30 20 }}").length()).isBetween(20, 30);
        assertThat(fill("{{ID}}")).hasSize(22);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            template            | message
            {{Count             | template: unclosed action
            {{}}                | template: missing value for command
            {{Foo}}             | template: function "Foo" not defined
            {{if .Count}}       | template: function "if" not defined
            {{Count 1}}         | template: wrong number of args for Count: want 0 got 1
            {{Random 1}}        | template: wrong number of args for Random: want 2 got 1
            {{Random 1 a}}      | template: Random: got a, expected 0 to 67108864
            {{Random 1 99999999}} | template: Random: got 99999999, expected 0 to 67108864
            """)
    void refusesWhatItDoesNotKnow(String template, String message) {
        assertThatThrownBy(() -> Template.parse(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    private static String fill(String template) {
        return Template.parse(template).fill(new TemplateWords(CLOCK, new Random(1)).at(7, "ping"));
    }
}
