package io.natter.client.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.json.JsonException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers of services as they go over the wire, and the rules of names (ADR-32). */
final class ServiceRecordsTest {
    private static final ServiceIdentity IDENTITY = new ServiceIdentity("math", "ID1", "1.0.0", Map.of("zone", "a"));

    @Test
    void writesTheAnswerToPing() {
        assertThat(text(ServiceIdentity.PING.write(IDENTITY)))
                .isEqualTo("{\"type\":\"io.nats.micro.v1.ping_response\",\"name\":\"math\",\"id\":\"ID1\","
                        + "\"version\":\"1.0.0\",\"metadata\":{\"zone\":\"a\"}}");
    }

    @Test
    void writesAndReadsTheAnswerToInfo() {
        ServiceInfo info = new ServiceInfo(
                IDENTITY,
                "adds",
                List.of(new EndpointInfo("add", "v1.add", "q", Map.of(Endpoint.REQUEST_SCHEMA, "{}"))));
        assertThat(text(info.toJson()))
                .contains("\"type\":\"io.nats.micro.v1.info_response\"")
                .contains("\"endpoints\":[{\"name\":\"add\",\"subject\":\"v1.add\",\"queue_group\":\"q\","
                        + "\"metadata\":{\"request_schema\":\"{}\"}}]");
        assertThat(ServiceInfo.JSON.read(info.toJson())).isEqualTo(info);
    }

    @Test
    void writesAndReadsTheAnswerToStats() {
        Map<String, Object> data = Map.of("list", Arrays.asList("x", true, null), "n", new BigDecimal("5"));
        ServiceStats stats = new ServiceStats(
                IDENTITY,
                Instant.parse("2026-11-21T10:00:00.5Z"),
                List.of(new EndpointStats(
                        "add", "v1.add", "", 4, 1, "500:no", Duration.ofNanos(400), Duration.ofNanos(100), data)));
        assertThat(text(stats.toJson()))
                .contains("\"type\":\"io.nats.micro.v1.stats_response\"")
                .contains("\"num_requests\":4,\"num_errors\":1,\"last_error\":\"500:no\",\"processing_time\":400,"
                        + "\"average_processing_time\":100,\"data\":{")
                .contains("\"started\":\"2026-11-21T10:00:00.5Z\"");
        assertThat(ServiceStats.JSON.read(stats.toJson())).isEqualTo(stats);
    }

    @Test
    void writesAnEmptyObjectWhereThereIsNoMetadata() {
        ServiceIdentity bare = new ServiceIdentity("math", "ID1", "1.0.0", Map.of());
        assertThat(text(ServiceIdentity.PING.write(bare))).endsWith("\"metadata\":{}}");
    }

    @Test
    void readsAnswersThatLeaveOutWhatIsEmpty() {
        byte[] json = "{\"type\":\"io.nats.micro.v1.info_response\",\"name\":\"a\",\"metadata\":null}".getBytes(UTF_8);
        assertThat(ServiceInfo.JSON.read(json).endpoints()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "[]", "{}", "{\"type\":\"io.nats.micro.v1.ping_response\"}", "{\"type\":5}"})
    void refusesWhatIsNoAnswerToInfo(String json) {
        assertThatThrownBy(() -> ServiceInfo.JSON.read(json.getBytes(UTF_8))).isInstanceOf(JsonException.class);
    }

    @ParameterizedTest(name = "version {0} is valid: {1}")
    @CsvSource(textBlock = """
            1.0.0, true
            0.0.1-alpha.1+build.5, true
            1.2.3----R-S.12.9.1--.12+meta, true
            1.0, false
            01.0.0, false
            v1.0.0, false
            1.0.0-01, false
            """)
    void knowsSemanticVersions(String version, boolean isValid) {
        if (isValid) {
            assertThat(ServiceConfig.of("a", version).version()).isEqualTo(version);
        } else {
            assertThatThrownBy(() -> ServiceConfig.of("a", version))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("service version: got \"" + version + "\"");
        }
    }

    @ParameterizedTest(name = "name \"{0}\"")
    @ValueSource(strings = {"", "a b", "a.b", "*", ">", "ä"})
    void refusesNamesThatAreNone(String name) {
        assertThatThrownBy(() -> ServiceConfig.of(name, "1.0.0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Endpoint.of(name, request -> "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesSubjectsAndGroupsThatAreNone() {
        Endpoint endpoint = Endpoint.of("a", request -> "");
        assertThatThrownBy(() -> endpoint.withSubject("a..b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> endpoint.withQueueGroup("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> endpoint.withConcurrency(0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(endpoint.withoutQueueGroup().queueGroup()).isEmpty();
    }

    private static String text(byte[] json) {
        return new String(json, UTF_8);
    }
}
