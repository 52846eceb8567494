package io.natter.conformance.client.jetstream;

import static io.natter.conformance.client.jetstream.JetStreamSite.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Options;
import io.nats.client.api.KeyValueConfiguration;
import io.nats.client.api.KeyValueOperation;
import io.natter.client.jetstream.JetStream;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueEntry;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.keyvalue.KeyValueStatus;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Buckets of our client and of the official Java client, each read and changed by the other. */
@SuppressWarnings("try") // close() of the official client may be interrupted; then the test ends
final class KeyValueInteropIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private Connection jnats() throws Exception {
        return io.nats.client.Nats.connect(new Options.Builder()
                .server(site.options().servers().get(0))
                .connectionTimeout(PATIENCE)
                .build());
    }

    @EachProgram
    void theirsReadsAndChangesOurs(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        KeyValue<String> ours = KeyValueManagement.of(js)
                .create(KeyValueConfig.of("b")
                        .withHistory(5)
                        .withDescription("ours")
                        .withTtl(Duration.ofHours(1))
                        .withLimitMarkers(Duration.ofMinutes(5))
                        .withMetadata(Map.of("a", "b")))
                .as(String.class);
        ours.put("k.1", "one");
        ours.put("k.2", "two");
        ours.delete("k.2");
        try (Connection connection = jnats()) {
            io.nats.client.KeyValue theirs = connection.keyValue("b");
            assertThat(theirs.get("k.1").getValueAsString()).isEqualTo("one");
            assertThat(theirs.get("k.2")).isNull();
            assertThat(theirs.keys()).containsExactly("k.1");
            assertThat(theirs.history("k.2"))
                    .extracting(entry -> entry.getOperation())
                    .containsExactly(KeyValueOperation.PUT, KeyValueOperation.DELETE);
            assertThat(theirs.getStatus().getDescription()).isEqualTo("ours");
            assertThat(theirs.getStatus().getMaxHistoryPerKey()).isEqualTo(5);
            assertThat(theirs.getStatus().getTtl()).isEqualTo(Duration.ofHours(1));
            assertThat(theirs.getStatus().getLimitMarkerTtl()).isEqualTo(Duration.ofMinutes(5));
            long revision = theirs.update("k.1", "changed", 1);
            assertThat(ours.get("k.1").orElseThrow().revision()).isEqualTo(revision);
            theirs.create("k.2", "again".getBytes(UTF_8));
            theirs.purge("k.1");
        }
        assertThat(ours.value("k.2")).contains("again");
        assertThat(ours.get("k.1")).isEmpty();
        assertThat(ours.history("k.1")).hasSize(1);
    }

    @EachProgram
    void oursReadsAndChangesTheirs(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        try (Connection connection = jnats()) {
            connection
                    .keyValueManagement()
                    .create(KeyValueConfiguration.builder()
                            .name("b")
                            .maxHistoryPerKey(5)
                            .description("theirs")
                            .compression(true)
                            .build());
            io.nats.client.KeyValue theirs = connection.keyValue("b");
            theirs.put("k.1", "one");
            theirs.put("k.2", "two");
            theirs.delete("k.2");
            KeyValue<String> ours = KeyValue.of(js, "b", String.class);
            assertThat(ours.value("k.1")).contains("one");
            assertThat(ours.keys()).containsExactly("k.1");
            assertThat(ours.history("k.2")).extracting(KeyValueEntry::isPut).containsExactly(true, false);
            KeyValueStatus status = ours.status();
            assertThat(status.description()).isEqualTo("theirs");
            assertThat(status.isCompressed()).isTrue();
            KeyValueManagement.of(js).update(status.config().withDescription("ours"));
            ours.update("k.1", "changed", 1);
            ours.purge("k.2");
            assertThat(theirs.get("k.1").getValueAsString()).isEqualTo("changed");
            assertThat(theirs.get("k.2")).isNull();
            assertThat(theirs.getStatus().getDescription()).isEqualTo("ours");
        }
    }
}
