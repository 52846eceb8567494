package io.natter.server.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SystemPagesTest {
    private final FakeServerState state = new FakeServerState();
    private final SystemPages pages = new SystemPages(state, () -> null);

    private String page(SystemPage page, Map<String, List<String>> options) {
        return new String(Objects.requireNonNull(pages.body(page, options).json()), UTF_8);
    }

    @ParameterizedTest
    @EnumSource(SystemPage.class)
    void eachIsOneLineOrSaysWhyThereIsNone(SystemPage page) {
        SystemPages.Body body = pages.body(page, Map.of());
        if (body.json() != null) {
            assertThat(new String(body.json(), UTF_8))
                    .startsWith("{")
                    .endsWith("}")
                    .doesNotContain("\n");
            assertThat(body.error()).isNull();
        }
    }

    @Test
    void whatStandsInStringsStays() {
        state.serverName = "a b: \"c\", \\ {d}";
        assertThat(page(SystemPage.VARZ, Map.of())).contains("\"server_name\":\"a b: \\\"c\\\", \\\\ {d}\",");
    }

    @Test
    void healthTellsItsStatusCode() {
        assertThat(page(SystemPage.HEALTHZ, Map.of())).isEqualTo("{\"status\":\"ok\",\"status_code\":200}");
        state.notReady = "server";
        assertThat(page(SystemPage.HEALTHZ, Map.of())).startsWith("{\"status\":\"error\",\"status_code\":500,");
    }

    @Test
    void wrongOptionsAreErrors() {
        assertThat(pages.body(SystemPage.CONNZ, Map.of("sort", List.of("zz"))).error())
                .isEqualTo("invalid sorting option: zz");
        assertThat(pages.body(SystemPage.CONNZ, Map.of("filter_subject", List.of("a")))
                        .error())
                .isEqualTo("filter by subject only valid with account filtering");
        assertThat(pages.body(SystemPage.ACCOUNT_INFO, Map.of("acc", List.of("NOPE")))
                        .error())
                .isEqualTo("Account NOPE does not exist");
    }

    @Test
    void accountsThatHaveNothingToTellAreSilent() {
        SystemPages.Body body = pages.body(SystemPage.ACCOUNT_STATZ, Map.of("accounts", List.of("NOPE")));
        assertThat(body.json()).isNull();
        assertThat(body.error()).isNull();
        assertThat(page(SystemPage.ACCOUNT_STATZ, Map.of("unused", List.of("1"))))
                .contains("\"account_statz\":[]");
        assertThat(pages.accountFigures("NOPE")).isNull();
    }

    @Test
    void figuresInShortLeaveOutWhatIsZero() {
        String statsz = new String(pages.statsz(), UTF_8);
        assertThat(statsz)
                .contains("\"sent\":{\"msgs\":5,\"bytes\":6}", "\"received_from_clients\":{\"msgs\":3,\"bytes\":4}")
                .contains("\"slow_consumers\":7,\"slow_consumer_stats\":{\"clients\":7,", "\"stalled_clients\":9,")
                .doesNotContain("jetstream");
    }
}
