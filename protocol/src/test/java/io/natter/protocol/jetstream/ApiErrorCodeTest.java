package io.natter.protocol.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiErrorCodeTest {
    @Test
    void eachCodeStandsForOneErrorOfTheKnownRange() {
        assertThat(Stream.of(ApiErrorCode.values()).map(ApiErrorCode::errorCode))
                .hasSize(226)
                .doesNotHaveDuplicates()
                .allMatch(code -> code >= 10002 && code <= 10227);
        assertThat(ApiErrorCode.values()).allSatisfy(error -> {
            assertThat(error.code()).isIn(400, 404, 409, 412, 429, 500, 503);
            assertThat(error.template()).isNotEmpty();
            assertThat(error.placeholderCount()).isBetween(0, 2);
            assertThat(ApiErrorCode.of(error.errorCode())).isSameAs(error);
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            10003 | 400 | bad request
            10012 | 500 | {err}
            10014 | 404 | consumer not found
            10021 | 400 | stream external api prefix {prefix} must not overlap with {subject}
            10037 | 404 | no message found
            10039 | 503 | JetStream not enabled for account
            10058 | 400 | stream name already in use with a different configuration
            10059 | 404 | stream not found
            10071 | 400 | wrong last sequence: {seq}
            10074 | 500 | replicas > 1 not supported in non-clustered mode
            10077 | 503 | {err}
            10158 | 409 | duplicate message id is in process
            10167 | 429 | too many requests
            10185 | 412 | JetStream minimum api level required
            10227 | 400 | message stream source header is not allowed
            """)
    void hasTheNumbersAndTextsOfTheReference(int errorCode, int code, String template) {
        ApiErrorCode error = Objects.requireNonNull(ApiErrorCode.of(errorCode));

        assertThat(error.code()).isEqualTo(code);
        assertThat(error.template()).isEqualTo(template);
    }

    @Test
    void fillsPlaceholders() {
        assertThat(ApiErrorCode.STREAM_NOT_FOUND.error()).isEqualTo(new ApiError(404, 10059, "stream not found"));
        assertThat(ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE.error(7).description())
                .isEqualTo("wrong last sequence: 7");
        assertThat(ApiErrorCode.INVALID_JSON.error("{x}").description()).isEqualTo("invalid JSON: {x}");
        assertThat(ApiErrorCode.RESTORE_SUBSCRIBE_FAILED.error("a.b", "no").description())
                .isEqualTo("JetStream unable to subscribe to restore snapshot a.b: no");
    }

    @Test
    void refusesTooFewOrTooManyValues() {
        assertThatThrownBy(ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE::error)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("STREAM_WRONG_LAST_SEQUENCE: got 0 values, expected 1");
        assertThatThrownBy(() -> ApiErrorCode.BAD_REQUEST.error("x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void knowsAnErrorOfAServerByItsNumber() {
        assertThat(ApiErrorCode.STREAM_NOT_FOUND.matches(new ApiError(404, 10059, "in other words")))
                .isTrue();
        assertThat(ApiErrorCode.STREAM_NOT_FOUND.matches(new ApiError(404, 10014, "stream not found")))
                .isFalse();
        assertThat(ApiErrorCode.of(1)).isNull();
    }
}
