package io.natter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class HumanNumbersTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            bytes         | shown
            0             | 0 B
            9             | 9 B
            128           | 128 B
            1024          | 1.0 KiB
            1536          | 1.5 KiB
            10240         | 10 KiB
            158334976     | 151 MiB
            1288490188.8  | 1.2 GiB
            """)
    void showsSizesInTheUnitThatKeepsThemShort(double bytes, String shown) {
        assertThat(HumanNumbers.bytes(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            number     | shown
            0          | 0
            0.129      | 0.12
            12.5       | 12.5
            1234567.89 | 1,234,567.89
            1000.0     | 1,000
            """)
    void cutsFractionsToTwoDigits(double number, String shown) {
        assertThat(HumanNumbers.comma(number)).isEqualTo(shown);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            text  | bytes
            128   | 128
            128B  | 128
            4k    | 4096
            4KB   | 4096
            4 KiB | 4096
            1MB   | 1048576
            2g    | 2147483648
            """)
    void readsSizes(String text, long bytes) {
        assertThat(HumanNumbers.parseBytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "B", "-1", "1.5K", "1X", "99999999999T", "99999999999999999999"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> HumanNumbers.parseBytes(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
