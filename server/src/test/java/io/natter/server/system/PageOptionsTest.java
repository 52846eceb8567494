package io.natter.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.json.JsonException;
import io.natter.server.monitor.SystemPage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageOptionsTest {
    private static PageOptions read(SystemPage page, String body) {
        return PageOptions.read(page, body.getBytes(UTF_8));
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', textBlock = """
        CONNZ         | {"sort":"rtt"}                                        | sort           | rtt
        CONNZ         | {"SORT":"rtt"}                                        | sort           | rtt
        CONNZ         | {"auth":true}                                         | auth           | 1
        CONNZ         | {"auth":false}                                        | auth           | ''
        CONNZ         | {"offset":-5}                                         | offset         | -5
        CONNZ         | {"cid":18446744073709551615}                          | cid            | 18446744073709551615
        CONNZ         | {"state":0}                                           | state          | open
        CONNZ         | {"state":1}                                           | state          | closed
        CONNZ         | {"state":2}                                           | state          | all
        CONNZ         | {"state":7}                                           | state          | 7
        CONNZ         | {"state":-1}                                          | state          | -1
        CONNZ         | {"subscriptions":true}                                | subs           | 1
        CONNZ         | {"subscriptions":true,"subscriptions_detail":true}    | subs           | detail
        CONNZ         | {"acc":"A","filter_subject":"a.*"}                    | filter_subject | a.*
        SUBSZ         | {"account":"A","subscriptions":true}                  | acc            | A
        JSZ           | {"consumer":true}                                     | consumers      | 1
        JSZ           | {"direct_consumer":true}                              | direct-consumers | 1
        JSZ           | {"stream_leader_only":true}                           | stream-leader-only | 1
        HEALTHZ       | {"js-enabled-only":true}                              | js-enabled-only | 1
        ACCOUNTZ      | {"account":"A"}                                       | acc            | A
        ACCOUNT_STATZ | {"include_unused":true}                               | unused         | 1
        PROFILEZ      | {"name":"goroutine","debug":1}                        | name           | goroutine
        """)
    void fieldsAreOptionsOfThePage(SystemPage page, String body, String option, String text) {
        assertThat(read(page, body).options()).containsEntry(option, List.of(text));
    }

    @Test
    void accountsMayBeSeveral() {
        PageOptions options = read(SystemPage.ACCOUNT_STATZ, "{\"accounts\":[\"A\",\"B\"]}");
        assertThat(options.options()).containsEntry("accounts", List.of("A", "B"));
    }

    @Test
    void anEmptyBodyAsksForNothingInParticular() {
        assertThat(read(SystemPage.CONNZ, "").options()).containsEntry("sort", List.of(""));
        assertThat(read(SystemPage.VARZ, "").options()).isEmpty();
    }

    @Test
    void whatIsNotKnownIsPassedOver() {
        assertThat(read(SystemPage.VARZ, "{\"unheard\":{\"of\":[1,2]}}").options())
                .isEmpty();
    }

    @Test
    void anOptionCanBeReplaced() {
        PageOptions options = read(SystemPage.CONNZ, "{\"acc\":\"SYS\"}").with("acc", "A");
        assertThat(options.options()).containsEntry("acc", List.of("A"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "[]",
                "1",
                "\"x\"",
                "{\"offset\":\"x\"}",
                "{\"offset\":1e999999999}",
                "{\"cid\":-1}",
                "{\"auth\":1}",
                "{\"tags\":\"x\"}",
                "{\"server_name\":[]}",
                "{\"offset\":99999999999999999999}"
            })
    void wrongBodiesAreRefused(String body) {
        assertThatThrownBy(() -> read(SystemPage.CONNZ, body)).isInstanceOf(JsonException.class);
    }

    @Test
    void deepNestingIsRefused() {
        String body = "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        assertThatThrownBy(() -> read(SystemPage.CONNZ, body)).isInstanceOf(JsonException.class);
    }
}
