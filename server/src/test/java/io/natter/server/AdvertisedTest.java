package io.natter.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AdvertisedTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                       | 0.0.0.0  | 4222
            example    | example  | 4222
            1.2.3.4:99 | 1.2.3.4  | 99
            [::1]:99   | ::1      | 99
            [::1]      | ::1      | 4222
            ::1        | ::1      | 4222
            """)
    void tellsWhatIsConfiguredAndListeningFillsTheRest(String configured, String host, int port) {
        assertThat(Advertised.of(configured, new Advertised("0.0.0.0", 4222))).isEqualTo(new Advertised(host, port));
    }
}
