package io.natter.protocol.jetstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.json.JsonException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PullRequestTest {
    @ParameterizedTest(name = "[{0}] asks for {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
            ''                                    | 1
            '  '                                  | 1
            '7'                                   | 7
            ' 7 '                                 | 7
            '-1'                                  | -1
            'seven'                               | 1
            '99999999999999999999'                | 1
            '{}'                                  | 0
            '{"batch":3}'                         | 3
            ' {"batch":3} '                       | 3
            """)
    void readsEachForm(String body, long batch) {
        assertThat(parse(body).batch()).isEqualTo(batch);
    }

    @Test
    void readsAllFields() {
        PullRequest request = parse("{\"expires\":5000000000,\"batch\":2,\"max_bytes\":10,\"no_wait\":true,"
                + "\"idle_heartbeat\":1000000,\"group\":\"g\",\"min_pending\":3,\"min_ack_pending\":4,\"id\":\"i\","
                + "\"priority\":9}");

        assertThat(request)
                .isEqualTo(PullRequest.builder()
                        .expires(Duration.ofSeconds(5))
                        .batch(2)
                        .maxBytes(10)
                        .noWait(true)
                        .idleHeartbeat(Duration.ofMillis(1))
                        .group("g")
                        .minPending(3)
                        .minAckPending(4)
                        .id("i")
                        .priority(9)
                        .build());
    }

    @Test
    void refusesBrokenJson() {
        assertThatThrownBy(() -> parse("{\"batch\":")).isInstanceOf(JsonException.class);
        assertThatThrownBy(() -> parse("{\"batch\":\"1\"}")).hasMessage("batch: got a string, expected a number");
    }

    private static PullRequest parse(String body) {
        byte[] bytes = ("xx" + body + "xx").getBytes(UTF_8);
        return PullRequest.parse(bytes, 2, bytes.length - 4);
    }
}
