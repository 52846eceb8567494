package io.natter.conformance.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EscapesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PING\\r\\n  | 50 49 4e 47 0d 0a
                    \\t\\\\     | 09 5c
                    \\x00\\xFF  | 00 ff
                    \\{3*ab}    | 61 62 61 62 61 62
                    \\{2*a\\n}  | 61 0a 61 0a
                    ü           | c3 bc
                    """)
    void standsForBytes(String text, String hex) {
        assertThat(java.util.HexFormat.ofDelimiter(" ").formatHex(Escapes.bytesOf(text)))
                .isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\q", "\\", "\\x1", "\\{3", "\\{3*a"})
    void refusesOtherEscapes(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Escapes.bytesOf(text))
                .withMessageStartingWith("escape: got");
    }

    @Test
    void anyBytesComeBackFromTheirText() {
        long seed = 7;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] bytes = new byte[random.nextInt(50)];
            random.nextBytes(bytes);
            String text = Escapes.textOf(bytes);
            assertThat(Escapes.bytesOf(text)).as("seed %d", seed).isEqualTo(bytes);
            assertThat(text.getBytes(UTF_8)).hasSize(text.length());
        }
    }
}
