package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.natter.server.monitor.PageRequest.BadOptionException;
import io.natter.server.monitor.PageRequest.Subscriptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Options are read, and refused, in nats-server's words (E2). */
class PageRequestTest {
    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            '', false
            1, true
            t, true
            T, true
            true, true
            TRUE, true
            True, true
            0, false
            f, false
            F, false
            false, false
            FALSE, false
            False, false
            """)
    void flagsAreWhatGoTakesForOne(String text, boolean value) {
        assertThat(request(text).flag("x")).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"maybe", "yes", "tRUE", " 1"})
    void anyOtherFlagIsRefused(String text) {
        assertThatExceptionOfType(BadOptionException.class)
                .isThrownBy(() -> request(text).flag("x"))
                .withMessage(
                        "Error decoding boolean for 'x': strconv.ParseBool: parsing \"" + text + "\": invalid syntax");
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(textBlock = """
            '', 0
            12, 12
            -5, -5
            +7, 7
            9223372036854775807, 9223372036854775807
            -9223372036854775808, -9223372036854775808
            """)
    void numbersMayHaveASign(String text, long value) {
        assertThat(request(text).number("x")).isEqualTo(value);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            x, invalid syntax
            -, invalid syntax
            1.5, invalid syntax
            0x10, invalid syntax
            ٣, invalid syntax
            9223372036854775808, value out of range
            -9223372036854775809, value out of range
            """)
    void otherNumbersAreRefused(String text, String why) {
        assertThatExceptionOfType(BadOptionException.class)
                .isThrownBy(() -> request(text).number("x"))
                .withMessage("Error decoding int for 'x': strconv.Atoi: parsing \"" + text + "\": " + why);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(textBlock = """
            -1, invalid syntax
            +1, invalid syntax
            18446744073709551616, value out of range
            """)
    void numbersWithoutSignAreRefusedWithOne(String text, String why) {
        assertThatExceptionOfType(BadOptionException.class)
                .isThrownBy(() -> request(text).unsigned("x"))
                .withMessage("Error decoding uint64 for 'x': strconv.ParseUint: parsing \"" + text + "\": " + why);
    }

    @Test
    void sixtyFourBitsAreEnoughForANumberWithoutSign() {
        assertThat(request("18446744073709551615").unsigned("x")).isEqualTo(-1);
    }

    @ParameterizedTest(name = "subs={0} is {1}")
    @CsvSource(textBlock = """
            '', NONE
            0, NONE
            1, NAMES
            true, NAMES
            detail, DETAIL
            DETAIL, DETAIL
            """)
    void subscriptionsAreAFlagOrTheWordDetail(String text, Subscriptions asked) {
        assertThat(new PageRequest("", Map.of("subs", List.of(text))).subscriptions())
                .isEqualTo(asked);
    }

    @Test
    void theFirstOfSeveralCounts() {
        assertThat(new PageRequest("", Map.of("x", List.of("1", "2"))).number("x"))
                .isEqualTo(1);
    }

    private static PageRequest request(String text) {
        return new PageRequest("", Map.of("x", List.of(text)));
    }
}
