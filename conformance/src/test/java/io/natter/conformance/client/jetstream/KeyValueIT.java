package io.natter.conformance.client.jetstream;

import static io.natter.conformance.client.jetstream.JetStreamSite.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.Codec;
import io.natter.client.CodecException;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.SyncSubscription;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.keyvalue.KeyCodec;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueEntry;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.keyvalue.KeyValueOperation;
import io.natter.client.keyvalue.KeyValueStatus;
import io.natter.client.keyvalue.RevisionConflictException;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.Republish;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Key-value buckets: every operation on keys and on buckets (ADR-8, 48, 54). */
final class KeyValueIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private static KeyValue<String> bucket(JetStream js, KeyValueConfig config) {
        return KeyValueManagement.of(js).createOrUpdate(config).as(String.class);
    }

    @EachProgram
    void putsGetsAndCounts(ServerProgram program) {
        KeyValue<String> kv =
                bucket(site.start(program, directory), KeyValueConfig.of("b").withHistory(3));
        assertThat(kv.get("a")).isEmpty();
        assertThat(kv.put("a", "1")).isEqualTo(1);
        assertThat(kv.put("a", "2")).isEqualTo(2);
        assertThat(kv.putAsync("b.c", "3").join()).isEqualTo(3);
        KeyValueEntry<String> entry = kv.get("a").orElseThrow();
        assertThat(entry.value()).isEqualTo("2");
        assertThat(entry.revision()).isEqualTo(2);
        assertThat(entry.bucket()).isEqualTo("b");
        assertThat(entry.key()).isEqualTo("a");
        assertThat(entry.operation()).isEqualTo(KeyValueOperation.PUT);
        assertThat(entry.created()).isAfter(java.time.Instant.now().minus(PATIENCE));
        assertThat(kv.get("a", 1).orElseThrow().value()).isEqualTo("1");
        assertThat(kv.get("a", 3)).as("a revision of another key").isEmpty();
        assertThat(kv.get("a", 99)).isEmpty();
        assertThat(kv.value("b.c")).contains("3");
    }

    @EachProgram
    @DisplayName("NJ-66 create and update go through only at the revision they expect")
    void createsAndUpdatesAtTheExpectedRevisionOnly(ServerProgram program) {
        KeyValue<String> kv =
                bucket(site.start(program, directory), KeyValueConfig.of("b").withHistory(5));
        long first = kv.create("a", "1");
        assertThatThrownBy(() -> kv.create("a", "2"))
                .isInstanceOfSatisfying(RevisionConflictException.class, conflict -> {
                    assertThat(conflict.key()).isEqualTo("a");
                    assertThat(conflict.expectedRevision()).isZero();
                })
                .hasMessageContaining("wrong last sequence");
        long second = kv.update("a", "2", first);
        assertThatThrownBy(() -> kv.update("a", "3", first)).isInstanceOf(RevisionConflictException.class);
        assertThat(kv.value("a")).contains("2");
        assertThatThrownBy(() -> kv.delete("a", first)).isInstanceOf(RevisionConflictException.class);
        assertThatThrownBy(() -> kv.purge("a", first)).isInstanceOf(RevisionConflictException.class);
        kv.delete("a", second);
        assertThat(kv.get("a")).isEmpty();
        kv.create("a", "over a delete");
        kv.purge("a");
        kv.create("a", "over a purge");
        assertThat(kv.value("a")).contains("over a purge");
    }

    @EachProgram
    void deletesWithHistoryOrWithout(ServerProgram program) {
        KeyValue<String> kv =
                bucket(site.start(program, directory), KeyValueConfig.of("b").withHistory(5));
        kv.put("a", "1");
        kv.put("a", "2");
        kv.delete("a");
        assertThat(kv.history("a"))
                .extracting(KeyValueEntry::operation)
                .containsExactly(KeyValueOperation.PUT, KeyValueOperation.PUT, KeyValueOperation.DELETE);
        assertThat(kv.history("a")).extracting(KeyValueEntry::delta).containsExactly(2L, 1L, 0L);
        kv.put("a", "3");
        kv.purge("a");
        List<KeyValueEntry<String>> history = kv.history("a");
        assertThat(history).extracting(KeyValueEntry::operation).containsExactly(KeyValueOperation.PURGE);
        assertThatThrownBy(() -> history.get(0).value()).isInstanceOf(NoSuchElementException.class);
        assertThat(kv.history("nothing")).isEmpty();
    }

    @EachProgram
    @DisplayName("NJ-62 a hundred puts at once are seen from a second connection")
    void listsKeysAndEntriesByFilters(ServerProgram program) {
        KeyValue<String> kv =
                bucket(site.start(program, directory), KeyValueConfig.of("b").withHistory(2));
        assertThat(kv.keys()).isEmpty();
        List<CompletableFuture<Long>> puts = IntStream.range(0, 100)
                .mapToObj(i -> kv.putAsync("k." + (i % 2) + "." + i, "v" + i))
                .toList();
        puts.forEach(CompletableFuture::join);
        kv.put("other", "x");
        kv.put("gone", "x");
        kv.delete("gone");
        KeyValue<String> second = KeyValue.of(JetStream.of(site.connect()), "b", String.class);
        assertThat(second.keys()).hasSize(101).contains("k.1.99", "other").doesNotContain("gone");
        assertThat(second.keys("k.0.*")).hasSize(50);
        assertThat(second.keys("k.0.*", "other")).hasSize(51);
        assertThat(second.keys("nothing.>")).isEmpty();
        assertThat(second.entries("k.1.>"))
                .hasSize(50)
                .allSatisfy(entry ->
                        assertThat(entry.value()).isEqualTo("v" + entry.key().substring(4)));
        assertThat(second.asMap()).hasSize(101);
    }

    @EachProgram
    void removesWhatIsLeftOfDeletedKeys(ServerProgram program) {
        KeyValue<String> kv =
                bucket(site.start(program, directory), KeyValueConfig.of("b").withHistory(5));
        kv.put("stays", "1");
        kv.put("gone", "1");
        kv.delete("gone");
        assertThat(kv.purgeDeletes()).isEqualTo(1);
        assertThat(kv.history("gone")).as("a young mark stays").hasSize(1);
        assertThat(kv.purgeDeletes(Duration.ZERO)).isEqualTo(1);
        assertThat(kv.history("gone")).isEmpty();
        assertThat(kv.value("stays")).contains("1");
        assertThat(kv.status().values()).isEqualTo(1);
    }

    @EachProgram
    void makesChangesFindsAndDeletesBuckets(ServerProgram program) {
        JetStream js = site.start(program, directory);
        KeyValueManagement buckets = KeyValueManagement.of(js);
        KeyValueConfig config = KeyValueConfig.of("b")
                .withDescription("first")
                .withHistory(10)
                .withTtl(Duration.ofHours(1))
                .withLimits(1 << 20, 1 << 10)
                .withMetadata(Map.of("owner", "me"));
        buckets.create(config);
        buckets.create(config);
        assertThatThrownBy(() -> buckets.create(config.withHistory(2)))
                .isInstanceOfSatisfying(
                        JetStreamApiException.class,
                        refused -> assertThat(refused.is(ApiErrorCode.STREAM_NAME_EXISTS))
                                .isTrue());
        buckets.update(config.withDescription("second"));
        buckets.createOrUpdate(config.withDescription("third").withCompression());
        KeyValueStatus status = buckets.bucket("b").status();
        assertThat(status.description()).isEqualTo("third");
        assertThat(status.history()).isEqualTo(10);
        assertThat(status.ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(status.isCompressed()).isTrue();
        assertThat(status.metadata()).containsEntry("owner", "me");
        assertThat(status.config().limits()).isEqualTo(new KeyValueConfig.Limits(1 << 20, 1 << 10));
        assertThat(status.stream().config().duplicateWindow()).isEqualTo(Duration.ofMinutes(2));
        assertThat(status.stream().config().denyDelete()).isTrue();
        buckets.create(KeyValueConfig.of("a").inMemory());
        JetStreamSite.stream(js, "OTHER");
        assertThat(buckets.names()).containsExactly("a", "b");
        assertThat(buckets.statuses()).extracting(KeyValueStatus::bucket).containsExactly("a", "b");
        assertThat(buckets.find("a")).isPresent();
        assertThat(buckets.find("c")).isEmpty();
        assertThat(buckets.delete("a")).isTrue();
        assertThat(buckets.delete("a")).isFalse();
        assertThatThrownBy(() -> buckets.bucket("a").get("k"))
                .as("NJ-64 a deleted bucket")
                .isInstanceOf(JetStreamApiException.class);
    }

    @EachProgram
    void letsKeysGoAfterAWhile(ServerProgram program) {
        KeyValueConfig config = KeyValueConfig.of("b").withLimitMarkers(Duration.ofMinutes(1));
        KeyValue<String> kv = bucket(site.start(program, directory), config);
        List<KeyValueEntry<String>> seen = new java.util.concurrent.CopyOnWriteArrayList<>();
        try (var watch = kv.watch(io.natter.client.keyvalue.WatchOptions.ALL, seen::add)) {
            kv.create("short", "x", Duration.ofSeconds(1));
            kv.put("long", "x");
            kv.purge("long", Duration.ofSeconds(1));
            JetStreamSite.await("the key to go", () -> kv.get("short").isEmpty());
            JetStreamSite.await(
                    "the mark of its end",
                    () -> seen.stream()
                            .anyMatch(entry ->
                                    entry.key().equals("short") && entry.operation() == KeyValueOperation.PURGE));
            JetStreamSite.await(
                    "the mark of the purge to go", () -> kv.history("long").isEmpty());
            assertThat(watch.isActive()).isTrue();
        }
        kv.create("short", "again");
        KeyValue<String> without = KeyValueManagement.of(JetStream.of(site.connect()))
                .create(KeyValueConfig.of("without"))
                .as(String.class);
        assertThatThrownBy(() -> without.create("a", "x", Duration.ofSeconds(1)))
                .isInstanceOf(JetStreamApiException.class);
    }

    @EachProgram
    void computesWhileOthersDo(ServerProgram program) {
        KeyValue<String> kv = bucket(site.start(program, directory), KeyValueConfig.of("b"));
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int writer = 0; writer < 4; writer++) {
            KeyValue<String> own = KeyValue.of(JetStream.of(site.connect()), "b", String.class);
            writers.add(CompletableFuture.runAsync(
                    () -> {
                        for (int i = 0; i < 25; i++) {
                            own.compute("n", old -> Optional.of("" + (Integer.parseInt(old.orElse("0")) + 1)));
                        }
                    },
                    task -> new Thread(task, "test-writer").start()));
        }
        writers.forEach(CompletableFuture::join);
        assertThat(kv.value("n")).contains("100");
        assertThat(kv.compute("n", old -> Optional.empty())).isEmpty();
        assertThat(kv.get("n")).isEmpty();
        assertThat(kv.compute("n", old -> old)).isEmpty();
        assertThat(kv.compute("n", old -> Optional.of("back"))).contains("back");
    }

    @EachProgram
    @DisplayName("NJ-63 keys of any form, and values of a codec")
    void encodesKeysAndValues(ServerProgram program) {
        KeyValue<String> plain =
                bucket(site.start(program, directory), KeyValueConfig.of("b").withHistory(3));
        KeyValue<String> base64 = plain.withKeys(KeyCodec.base64());
        base64.put("Acme Inc.contact", "info");
        assertThat(base64.value("Acme Inc.contact")).contains("info");
        assertThat(base64.keys("Acme Inc.*")).containsExactly("Acme Inc.contact");
        assertThat(base64.history("Acme Inc.contact")).hasSize(1);
        assertThat(plain.keys()).containsExactly("QWNtZSBJbmM=.Y29udGFjdA==");
        KeyValue<String> paths = plain.withKeys(KeyCodec.path("/"));
        paths.put("/etc/hosts", "x");
        assertThat(paths.keys("/etc/*")).containsExactly("/etc/hosts");
        assertThatThrownBy(() -> plain.put("Acme Inc", "x")).isInstanceOf(IllegalArgumentException.class);
        KeyValue<Integer> numbers = plain.as(new Codec<Integer>() {
            @Override
            public byte[] encode(Integer value) {
                return ("#" + value).getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public Integer decode(Message message) {
                return Integer.valueOf(message.text().substring(1));
            }
        });
        numbers.put("n", 42);
        assertThat(numbers.value("n")).contains(42);
        assertThat(plain.value("n")).contains("#42");
        plain.put("n", "#?");
        assertThatThrownBy(() -> numbers.value("n")).isInstanceOf(CodecException.class);
    }

    @EachProgram
    void copiesOtherBuckets(ServerProgram program) {
        JetStream js = site.start(program, directory);
        KeyValue<String> origin = bucket(js, KeyValueConfig.of("origin"));
        origin.put("a", "1");
        KeyValue<String> mirror = bucket(js, KeyValueConfig.mirrorOf("mirror", "origin"));
        KeyValue<String> gathered = bucket(js, KeyValueConfig.of("gathered").withSources("origin"));
        JetStreamSite.await("the mirror", () -> mirror.value("a").isPresent());
        JetStreamSite.await("the copy", () -> gathered.value("a").isPresent());
        assertThat(mirror.keys()).containsExactly("a");
        assertThat(mirror.status().isMirror()).isTrue();
        mirror.put("b", "2");
        // Awaited, for a mirror answers direct gets of its origin too, and may not have the value yet.
        JetStreamSite.await(
                "a put to a mirror in its origin", () -> origin.value("b").equals(java.util.Optional.of("2")));
        JetStreamSite.await("the put to come back", () -> mirror.value("b").isPresent());
        assertThat(gathered.keys()).contains("a");
        assertThat(mirror.history("a")).hasSize(1);
    }

    @EachProgram
    @DisplayName("NJ-68 what is put is published again")
    void republishesWhatIsPut(ServerProgram program) {
        JetStream js = site.start(program, directory);
        KeyValue<String> kv =
                bucket(js, KeyValueConfig.of("b").withRepublish(new Republish("$KV.b.>", "changes.>", false)));
        NatsConnection listening = site.connect();
        SyncSubscription changes = listening.subscribe("changes.>");
        listening.flush(PATIENCE);
        kv.put("a.b", "1");
        Message change = changes.next(PATIENCE).orElseThrow();
        assertThat(change.text()).isEqualTo("1");
        assertThat(change.headers().first("Nats-Subject")).isEqualTo("$KV.b.a.b");
        changes.close();
    }
}
