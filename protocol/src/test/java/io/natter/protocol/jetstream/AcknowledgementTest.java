package io.natter.protocol.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.json.JsonException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AcknowledgementTest {
    @ParameterizedTest(name = "[{0}] is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            ''                        | ACK      | 0     | ''
            '+ACK'                    | ACK      | 0     | ''
            '+OK'                     | ACK      | 0     | ''
            '-NAK'                    | NAK      | 0     | ''
            '-NAK 5s'                 | NAK      | 5000  | ''
            '-NAK  1m30s '            | NAK      | 90000 | ''
            '-NAK {"delay":1000000}'  | NAK      | 1     | ''
            '-NAK {"delay":'          | NAK      | 0     | ''
            '-NAK later'              | NAK      | 0     | ''
            '+WPI'                    | PROGRESS | 0     | ''
            '+TERM'                   | TERM     | 0     | ''
            '+TERM  too old '         | TERM     | 0     | 'too old'
            '+TERMinated'             | TERM     | 0     | 'inated'
            """)
    void readsEachKind(String body, AckKind kind, long delayMs, String reason) {
        Acknowledgement read = parse(body);

        assertThat(read).isEqualTo(new Acknowledgement(kind, Duration.ofMillis(delayMs), reason, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+ACK ", "+ack", "+WPI x", "hello", "+", "-", "+TER"})
    void whatIsNotKnownSaysNothing(String body) {
        byte[] bytes = body.getBytes(UTF_8);
        assertThat(Acknowledgement.parse(bytes, 0, bytes.length)).isNull();
    }

    @Test
    void readsTheNextRequest() {
        assertThat(parse("+NXT").next()).isEqualTo(PullRequest.builder().build());
        assertThat(parse("+NXT 5").next())
                .isEqualTo(PullRequest.builder().batch(5).build());
        assertThat(parse("+NXT {\"batch\":5,\"no_wait\":true}").next())
                .isEqualTo(PullRequest.builder().batch(5).noWait(true).build());
        assertThatThrownBy(() -> parse("+NXT {")).isInstanceOf(JsonException.class);
    }

    @Test
    void areReadAsTheyWereWritten() {
        List<Acknowledgement> all = List.of(
                Acknowledgement.ACK,
                Acknowledgement.NAK,
                Acknowledgement.PROGRESS,
                Acknowledgement.TERM,
                Acknowledgement.nak(Duration.ofMillis(1500)),
                Acknowledgement.term("gone"),
                Acknowledgement.next(PullRequest.builder().batch(3).build()));

        assertThat(all)
                .allSatisfy(ack ->
                        assertThat(parse(new String(ack.toBytes(), UTF_8))).isEqualTo(ack));
    }

    private static Acknowledgement parse(String body) {
        byte[] bytes = ("x" + body + "x").getBytes(UTF_8);
        return Objects.requireNonNull(Acknowledgement.parse(bytes, 1, bytes.length - 2));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            0,             0
            -0,            0
            1ns,           1
            1us,           1000
            1.5ms,         1500000
            .5s,           500000000
            1.s,           1000000000
            -1.5h,         -5400000000000
            2h45m,         9900000000000
            +1m,           60000000000
            9223372036854775807ns, 9223372036854775807
            """)
    void durationsAreReadAsInGo(String text, long nanos) {
        assertThat(GoDuration.parse(text)).contains(Duration.ofNanos(nanos));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "5", "s", ".s", "1x", "1s ", "1 s", "1e3s", "9223372036854775808ns", "--1s", "1m-1s"})
    void whatIsNoDurationIsNone(String text) {
        assertThat(GoDuration.parse(text)).isEmpty();
        assertThat(GoDuration.parse("1".repeat(1000) + "s")).isEmpty();
    }
}
