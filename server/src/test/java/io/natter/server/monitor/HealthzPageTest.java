package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HealthzPageTest {
    private final FakeServerState state = new FakeServerState();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/healthz",
                "/healthz?js-enabled=1",
                "/healthz?js-enabled-only=true",
                "/healthz?js-server-only=true",
                "/healthz?js-meta-only=true",
                "/healthz?details=1",
                "/healthz?account=A&stream=S&consumer=C"
            })
    void aServerThatListensIsHealthyWithoutJetStream(String path) {
        PageReply reply = RenderedPage.render(state, path);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(RenderedPage.text(reply)).isEqualTo("{\"status\":\"ok\"}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            stream=x             | {"status":"error","error":"\\"account\\" must not be empty when checking stream health"}
            account=A&consumer=x | {"status":"error","error":"\\"stream\\" must not be empty when checking consumer health"}
            consumer=x&details=1 | {"status":"error","errors":[{"type":"BAD_REQUEST","error":"\\"stream\\" must not be empty when checking consumer health"}]}
            details=x            | Error decoding boolean for 'details': strconv.ParseBool: parsing "x": invalid syntax
            """)
    void questionsThatMakeNoSenseAreRefused(String query, String answer) {
        PageReply reply = RenderedPage.render(state, "/healthz?" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(RenderedPage.text(reply)).isEqualTo(answer);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            /healthz                   | 503 | {"status":"unavailable","error":"JetStream not enabled (10076)"}
            /healthz?js-enabled-only=1 | 503 | {"status":"unavailable","error":"JetStream not enabled (10076)"}
            /healthz?details=1         | 503 | {"status":"error","errors":[{"type":"JETSTREAM","error":"JetStream not enabled (10076)"}]}
            /healthz?js-server-only=1  | 200 | {"status":"ok"}
            """)
    void jetStreamThatWasAskedForIsMissed(String path, int status, String answer) {
        state.isJetStreamMissing = true;
        PageReply reply = RenderedPage.render(state, path);
        assertThat(reply.status()).isEqualTo(status);
        assertThat(RenderedPage.text(reply)).isEqualTo(answer);
    }

    @Test
    void aServerThatDoesNotListenIsNot() {
        state.notReady = "server";
        PageReply reply = RenderedPage.render(state, "/healthz");
        assertThat(reply.status()).isEqualTo(500);
        assertThat(RenderedPage.text(reply))
                .isEqualTo("{\"status\":\"error\","
                        + "\"error\":\"failed to be ready for connections after 1ms: server\"}");
    }
}
