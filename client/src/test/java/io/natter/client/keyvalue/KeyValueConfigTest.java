package io.natter.client.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buckets as streams (ADR-8), and what headers make of an entry (ADR-48). */
final class KeyValueConfigTest {
    private static StreamConfig stream(KeyValueConfig config) {
        return config.toStream(StreamConfig.builder("x").allowDirect(true));
    }

    @Test
    void isTheStreamOfTheBook() {
        StreamConfig stream = stream(KeyValueConfig.of("b").withHistory(5).withCompression());
        assertThat(stream.name()).isEqualTo("KV_b");
        assertThat(stream.subjects()).containsExactly("$KV.b.>");
        assertThat(stream.maxMessagesPerSubject()).isEqualTo(5);
        assertThat(stream.discard()).isEqualTo(DiscardPolicy.NEW);
        assertThat(stream.allowRollup()).isTrue();
        assertThat(stream.denyDelete()).isTrue();
        assertThat(stream.allowDirect()).isTrue();
        assertThat(stream.compression()).isEqualTo(Compression.S2);
        assertThat(stream.allowMessageTtl()).isFalse();
    }

    @ParameterizedTest(name = "ttl of {0} s: duplicate window of {1} s")
    @CsvSource({"0, 120", "60, 60", "120, 120", "3600, 120"})
    void remembersIdsNoLongerThanEntries(long ttlSeconds, long windowSeconds) {
        StreamConfig stream = stream(KeyValueConfig.of("b").withTtl(Duration.ofSeconds(ttlSeconds)));
        assertThat(stream.duplicateWindow()).isEqualTo(Duration.ofSeconds(windowSeconds));
    }

    @Test
    void isReadBackFromItsStream() {
        KeyValueConfig config = KeyValueConfig.of("b")
                .withDescription("text")
                .withHistory(64)
                .withTtl(Duration.ofHours(1))
                .withLimitMarkers(Duration.ofSeconds(1))
                .withLimits(1_000, 100)
                .inMemory()
                .withReplicas(3)
                .withAtomic();
        assertThat(KeyValueConfig.of(stream(config))).isEqualTo(config);
        assertThat(stream(config).allowMessageTtl()).isTrue();
    }

    @Test
    void copiesOtherBuckets() {
        StreamConfig mirror = stream(KeyValueConfig.mirrorOf("m", "origin"));
        assertThat(mirror.subjects()).isEmpty();
        assertThat(mirror.mirror())
                .isNotNull()
                .extracting(source -> source.name())
                .isEqualTo("KV_origin");
        assertThat(mirror.mirrorDirect()).isTrue();
        StreamConfig gathered = stream(KeyValueConfig.of("g").withSources("a", "KV_b"));
        assertThat(gathered.sources()).extracting(source -> source.name()).containsExactly("KV_a", "KV_b");
        assertThat(gathered.sources().get(0).subjectTransforms())
                .isEqualTo(List.of(new SubjectTransformConfig("$KV.a.>", "$KV.g.>")));
    }

    @Test
    void keepsWhatABucketDoesNotSpeakOf() {
        StreamConfig there = StreamConfig.builder("KV_b")
                .allowDirect(false)
                .allowAtomic(true)
                .build();
        StreamConfig changed = KeyValueConfig.of("b").toStream(there.toBuilder());
        assertThat(changed.allowDirect()).isFalse();
        assertThat(changed.allowAtomic()).isTrue();
    }

    @Test
    void refusesWhatIsOutOfRange() {
        KeyValueConfig config = KeyValueConfig.of("b");
        assertThatThrownBy(() -> config.withHistory(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> config.withHistory(65)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> config.withLimitMarkers(Duration.ofMillis(999)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> KeyValueConfig.of("a b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WatchOptions.ALL.from(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0}: {1} is {2}")
    @CsvSource({
        "KV-Operation, DEL, DELETE",
        "KV-Operation, PURGE, PURGE",
        "KV-Operation, PUT, PUT",
        "KV-Operation, ANYTHING, DELETE",
        "Nats-Marker-Reason, MaxAge, PURGE",
        "Nats-Marker-Reason, Purge, PURGE",
        "Nats-Marker-Reason, Remove, DELETE",
        "Other, x, PUT",
    })
    void tellsOperationsByHeaders(String header, String value, KeyValueOperation operation) {
        assertThat(KeyValueOperation.of(Headers.of(header, value))).isEqualTo(operation);
        assertThat(JetStreamHeaders.MARKER_REASON).isEqualTo("Nats-Marker-Reason");
    }
}
