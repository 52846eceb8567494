package io.natter.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.wire.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options become the headers the server reads (D101-D107, D115). */
final class PublishHeadersTest {
    @Test
    void leavesHeadersAloneWithoutOptions() {
        Headers given = Headers.of("k", "v");
        assertThat(PublishHeaders.of(given, PublishOptions.DEFAULTS)).isSameAs(given);
    }

    @Test
    void writesIdExpectationsAndRollup() {
        PublishOptions options = PublishOptions.id("7")
                .withExpected(Expectations.stream("S")
                        .withLastSequence(3)
                        .withLastSubjectSequence(0, "a.*")
                        .withLastMessageId("6"))
                .withRollup(Rollup.ALL);
        assertThat(text(PublishHeaders.of(Headers.of("k", "v"), options)))
                .isEqualTo("k=v, Nats-Msg-Id=7, Nats-Expected-Stream=S, Nats-Expected-Last-Sequence=3,"
                        + " Nats-Expected-Last-Subject-Sequence=0, Nats-Expected-Last-Subject-Sequence-Subject=a.*,"
                        + " Nats-Expected-Last-Msg-Id=6, Nats-Rollup=all");
    }

    @Test
    void writesSchedules() {
        Schedule schedule = Schedule.cron("0 30 9 * * *", "out")
                .withSource("in")
                .withTtl(MessageTtl.of(Duration.ofMinutes(1)))
                .withRollup()
                .withTimeZone(ZoneId.of("Europe/Vienna"));
        assertThat(text(PublishHeaders.of(Headers.NONE, PublishOptions.schedule(schedule))))
                .isEqualTo("Nats-Schedule=0 30 9 * * *, Nats-Schedule-Target=out, Nats-Schedule-Source=in,"
                        + " Nats-Schedule-TTL=60s, Nats-Schedule-Rollup=sub, Nats-Schedule-Time-Zone=Europe/Vienna");
        assertThat(Schedule.at(Instant.parse("2026-01-02T03:04:05Z"), "out").expression())
                .isEqualTo("@at 2026-01-02T03:04:05Z");
        assertThat(Schedule.every(Duration.ofHours(1), "out").expression()).isEqualTo("@every 3600s");
    }

    @ParameterizedTest
    @CsvSource({"PT1S, 1s", "PT1.5S, 1500ms", "PT2H, 7200s"})
    void writesTimesToLiveAsGoReadsThem(Duration ttl, String text) {
        assertThat(MessageTtl.of(ttl).text()).isEqualTo(text);
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> MessageTtl.of(Duration.ofMillis(999))).hasMessageContaining("ttl: got PT0.999S");
        assertThatThrownBy(() -> Expectations.lastSequence(-2)).hasMessageContaining("lastSequence: got -2");
        assertThatThrownBy(() -> new Expectations(null, -1, -1, "a.*", null)).hasMessageContaining("lastSubject");
        assertThatThrownBy(() -> PublisherOptions.window(0)).hasMessageContaining("window: got 0");
        assertThatThrownBy(() -> ConsumeOptions.DEFAULTS.withHeartbeat(Duration.ofSeconds(16)))
                .hasMessageContaining("heartbeat: got PT16S");
        assertThatThrownBy(() -> FetchOptions.of(0)).hasMessageContaining("maxMessages: got 0");
        assertThatThrownBy(() -> PriorityOptions.prioritized("g", 10)).hasMessageContaining("priority: got 10");
    }

    private static String text(Headers headers) {
        StringBuilder text = new StringBuilder();
        headers.entries()
                .forEach(entry -> text.append(text.length() == 0 ? "" : ", ")
                        .append(entry.name())
                        .append('=')
                        .append(entry.value()));
        return text.toString();
    }
}
