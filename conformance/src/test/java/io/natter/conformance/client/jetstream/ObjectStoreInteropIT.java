package io.natter.conformance.client.jetstream;

import static io.natter.conformance.client.jetstream.JetStreamSite.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.Connection;
import io.nats.client.Options;
import io.nats.client.api.ObjectStoreConfiguration;
import io.natter.client.jetstream.JetStream;
import io.natter.client.objectstore.ObjectInfo;
import io.natter.client.objectstore.ObjectMeta;
import io.natter.client.objectstore.ObjectStore;
import io.natter.client.objectstore.ObjectStoreConfig;
import io.natter.client.objectstore.ObjectStoreManagement;
import io.natter.client.objectstore.TransferListener;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.wire.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Object stores of our client and of the official Java client, each read and changed by the other. */
@SuppressWarnings("try") // close() of the official client may be interrupted; then the test ends
final class ObjectStoreInteropIT {
    private static final byte[] BYTES = new byte[300_000];

    static {
        new Random(5).nextBytes(BYTES);
    }

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
        ObjectStore ours = ObjectStoreManagement.of(js).create(ObjectStoreConfig.of("files"));
        ObjectMeta meta = ObjectMeta.of("a/b c")
                .withDescription("ours")
                .withHeaders(Headers.of("H", "1"))
                .withMetadata(Map.of("k", "v"));
        ours.put(meta, new ByteArrayInputStream(BYTES), TransferListener.NONE);
        ours.addLink("link", ours.info("a/b c").orElseThrow());
        ours.put("empty", new byte[0]);
        try (Connection connection = jnats()) {
            io.nats.client.ObjectStore theirs = connection.objectStore("files");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            io.nats.client.api.ObjectInfo info = theirs.get("a/b c", out);
            assertThat(out.toByteArray()).isEqualTo(BYTES);
            assertThat(info.getDescription()).isEqualTo("ours");
            assertThat(info.getHeaders().getFirst("H")).isEqualTo("1");
            assertThat(info.getObjectMeta().getMetadata()).containsEntry("k", "v");
            ByteArrayOutputStream linked = new ByteArrayOutputStream();
            theirs.get("link", linked);
            assertThat(linked.toByteArray()).isEqualTo(BYTES);
            assertThat(theirs.getList()).hasSize(3);
            theirs.updateMeta(
                    "a/b c",
                    io.nats.client.api.ObjectMeta.builder("renamed")
                            .description("theirs")
                            .build());
            theirs.delete("empty");
        }
        assertThat(ours.info("renamed").orElseThrow().meta().description()).isEqualTo("theirs");
        assertThat(ours.bytes("renamed")).isEqualTo(BYTES);
        assertThat(ours.info("empty")).isEmpty();
        assertThat(ours.infoOrDeleted("empty").orElseThrow().isDeleted()).isTrue();
    }

    @EachProgram
    void oursReadsAndChangesTheirs(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        try (Connection connection = jnats()) {
            connection
                    .objectStoreManagement()
                    .create(ObjectStoreConfiguration.builder("files")
                            .description("theirs")
                            .build());
            io.nats.client.ObjectStore theirs = connection.objectStore("files");
            theirs.put(
                    io.nats.client.api.ObjectMeta.builder("a/b c")
                            .chunkSize(1_000)
                            .description("theirs")
                            .headers(new io.nats.client.impl.Headers().add("H", "1"))
                            .build(),
                    new ByteArrayInputStream(BYTES));
            theirs.addLink("link", theirs.getInfo("a/b c"));
            theirs.addBucketLink("whole", theirs);
            ObjectStore ours = ObjectStore.of(js, "files");
            ObjectInfo info = ours.info("a/b c").orElseThrow();
            assertThat(info.meta().chunkBytes()).isEqualTo(1_000);
            assertThat(info.meta().headers()).isEqualTo(Headers.of("H", "1"));
            assertThat(info.chunks()).isEqualTo(300);
            assertThat(ours.bytes("a/b c")).isEqualTo(BYTES);
            assertThat(ours.bytes("link")).isEqualTo(BYTES);
            assertThat(ours.list()).hasSize(3);
            assertThat(ours.status().description()).isEqualTo("theirs");
            ours.put("a/b c", "replaced".getBytes(UTF_8));
            ours.delete("link");
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            theirs.get("a/b c", out);
            assertThat(out.toString(UTF_8)).isEqualTo("replaced");
            assertThat(theirs.getList()).hasSize(2);
            ours.seal();
            assertThat(theirs.getStatus().isSealed()).isTrue();
        }
    }
}
