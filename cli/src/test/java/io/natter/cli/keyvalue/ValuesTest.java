package io.natter.cli.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ValuesTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            plain text | plain text
            ''         | ''
            ~!{}       | ~!{}
            zürich     | esO8cmljaA==
            """)
    void whatIsNoPlainTextIsShownInBase64(String value, String shown) {
        assertThat(Values.shown(value.getBytes(StandardCharsets.UTF_8))).isEqualTo(shown);
    }

    @Test
    void longValuesAreCutInTheMiddleOfACell() {
        assertThat(Values.cell("x".repeat(40).getBytes(StandardCharsets.UTF_8))).isEqualTo("x".repeat(40));
        assertThat(Values.cell(("a".repeat(20) + "b".repeat(21)).getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("a".repeat(15) + "..." + "b".repeat(15));
    }
}
