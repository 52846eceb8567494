package io.natter.cli.objectstore;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SheetsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            SHA-256=_-8=  | SHA-256 ffef
            SHA-256=*     | SHA-256=*
            abcd          | abcd
            ''            | ''
            """)
    void aDigestIsShownInHexadecimal(String digest, String shown) {
        assertThat(Sheets.digest(digest)).isEqualTo(shown);
    }
}
