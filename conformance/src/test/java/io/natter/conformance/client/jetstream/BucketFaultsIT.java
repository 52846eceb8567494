package io.natter.conformance.client.jetstream;

import static io.natter.conformance.client.jetstream.JetStreamSite.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.NatsConnection;
import io.natter.client.NatsException;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamOptions;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueCache;
import io.natter.client.keyvalue.KeyValueConfig;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.objectstore.ObjectStore;
import io.natter.client.objectstore.ObjectStoreConfig;
import io.natter.client.objectstore.ObjectStoreManagement;
import io.natter.conformance.Connections;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Buckets and object stores while the server goes and comes back, and through a domain. */
final class BucketFaultsIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @EachProgram
    void anObjectIsReadOnAfterARestart(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        ObjectStore store = ObjectStoreManagement.of(js).create(ObjectStoreConfig.of("files"));
        byte[] bytes = random(30 << 20);
        store.put("big", bytes);
        try (InputStream in = store.open("big")) {
            byte[] first = in.readNBytes(1 << 20);
            site.restart();
            byte[] rest = in.readAllBytes();
            assertThat(first).isEqualTo(Arrays.copyOf(bytes, 1 << 20));
            assertThat(Arrays.equals(rest, Arrays.copyOfRange(bytes, 1 << 20, bytes.length)))
                    .isTrue();
        }
    }

    @EachProgram
    void aPutThatLosesItsConnectionIsWholeOrLeavesNothing(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        ObjectStore store = ObjectStoreManagement.of(js).create(ObjectStoreConfig.of("files"));
        byte[] bytes = random(4 << 20);
        store.put("a", "before".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        InputStream restarting = new ByteArrayInputStream(bytes) {
            private int calls;

            @Override
            public int readNBytes(byte[] target, int from, int length) {
                if (++calls == 10) {
                    site.restart();
                }
                return super.readNBytes(target, from, length);
            }
        };
        boolean isPut = true;
        try {
            store.put("a", restarting);
        } catch (NatsException lost) {
            isPut = false;
        }
        long messages = store.status().stream().state().messages();
        assertThat(messages).isEqualTo(isPut ? 33 : 2);
        assertThat(store.bytes("a")).hasSize(isPut ? bytes.length : "before".length());
    }

    @EachProgram
    void aCopyInMemoryCatchesUpAfterARestart(ServerProgram program) {
        JetStream js = site.start(program, directory);
        KeyValue<String> kv =
                KeyValueManagement.of(js).create(KeyValueConfig.of("b")).as(String.class);
        kv.put("a", "1");
        try (KeyValueCache<String> cache = kv.cache()) {
            cache.loaded().join();
            site.stop();
            assertThat(cache.value("a")).as("what it knows it keeps").contains("1");
            site.restart();
            KeyValue<String> other = KeyValue.of(JetStream.of(site.connect()), "b", String.class);
            cache.awaitRevision(other.put("a", "2"), PATIENCE);
            assertThat(cache.value("a")).contains("2");
        }
    }

    @EachProgram
    void aBucketIsReachedThroughItsDomain(ServerProgram program) {
        String config = "jetstream { domain: hub, store_dir: \"" + directory.resolve("store") + "\" }\n";
        try (TestServer server = Servers.start(program, config, directory);
                NatsConnection nats = Connections.ours(server.url())) {
            JetStream js = JetStream.of(nats, JetStreamOptions.ofDomain("hub"));
            KeyValue<String> kv =
                    KeyValueManagement.of(js).create(KeyValueConfig.of("b")).as(String.class);
            kv.put("a", "1");
            kv.create("b", "2");
            assertThat(kv.value("a")).contains("1");
            assertThat(kv.keys()).containsExactly("a", "b");
            assertThat(KeyValue.of(JetStream.of(nats), "b", String.class).value("a"))
                    .contains("1");
            assertThatThrownBy(() -> KeyValue.of(
                                    JetStream.of(
                                            nats,
                                            JetStreamOptions.ofDomain("nowhere").withTimeout(Duration.ofSeconds(1))),
                                    "b",
                                    String.class)
                            .value("a"))
                    .isInstanceOf(NatsException.class);
        }
    }
}
