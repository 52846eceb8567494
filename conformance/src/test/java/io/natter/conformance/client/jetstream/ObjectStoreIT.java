package io.natter.conformance.client.jetstream;

import static io.natter.conformance.client.jetstream.JetStreamSite.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.Watch;
import io.natter.client.objectstore.ObjectInfo;
import io.natter.client.objectstore.ObjectLink;
import io.natter.client.objectstore.ObjectMeta;
import io.natter.client.objectstore.ObjectStore;
import io.natter.client.objectstore.ObjectStoreConfig;
import io.natter.client.objectstore.ObjectStoreException;
import io.natter.client.objectstore.ObjectStoreException.Kind;
import io.natter.client.objectstore.ObjectStoreManagement;
import io.natter.client.objectstore.ObjectStoreStatus;
import io.natter.client.objectstore.ObjectWatchOptions;
import io.natter.client.objectstore.ObjectWatcher;
import io.natter.client.objectstore.TransferListener;
import io.natter.conformance.EachProgram;
import io.natter.conformance.ServerProgram;
import io.natter.protocol.wire.Headers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Object stores: objects of any size, links, watches, and what is left after a failure (ADR-20). */
final class ObjectStoreIT {
    @TempDir
    private Path directory;

    @RegisterExtension
    private final JetStreamSite site = new JetStreamSite();

    private ObjectStore store(ServerProgram program) {
        return ObjectStoreManagement.of(site.start(program, directory)).create(ObjectStoreConfig.of("files"));
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @EachProgram
    void putsAndGetsObjectsOfAnySize(ServerProgram program) throws Exception {
        ObjectStore store = store(program);
        for (int length : new int[] {0, 1, 999, 1_000, 1_001, 100_000}) {
            byte[] bytes = random(length);
            ObjectMeta meta = ObjectMeta.of("size " + length).withChunkBytes(1_000);
            List<Long> progress = new ArrayList<>();
            ObjectInfo info = store.put(meta, new ByteArrayInputStream(bytes), (done, chunks) -> progress.add(done));
            assertThat(info.size()).isEqualTo(length);
            assertThat(info.chunks()).isEqualTo((length + 999) / 1_000);
            assertThat(progress).isSorted().hasSize((length + 999) / 1_000);
            assertThat(store.bytes("size " + length)).isEqualTo(bytes);
            try (InputStream in = store.open("size " + length)) {
                assertThat(in.readNBytes(500)).isEqualTo(java.util.Arrays.copyOf(bytes, Math.min(500, length)));
            }
        }
        assertThat(store.list()).hasSize(6);
        assertThat(store.status().stream().state().consumerCount())
                .as("consumers left")
                .isZero();
    }

    @EachProgram
    void putsAndGetsFilesOfManyChunks(ServerProgram program) throws Exception {
        ObjectStore store = store(program);
        Path file = directory.resolve("in.bin");
        byte[] bytes = random(20 << 20);
        Files.write(file, bytes);
        ObjectInfo info = store.put("big", file);
        assertThat(info.chunks()).isEqualTo(160);
        Path copy = directory.resolve("out.bin");
        List<Long> written = new ArrayList<>();
        store.get("big", copy, (done, chunks) -> written.add(done));
        assertThat(written).isSorted().endsWith((long) bytes.length);
        assertThat(Files.mismatch(file, copy)).isEqualTo(-1);
        assertThat(Files.getPosixFilePermissions(copy)).isEqualTo(Files.getPosixFilePermissions(file));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<Long> progress = new ArrayList<>();
        assertThat(store.get("big", out, (done, chunks) -> progress.add(chunks)).digest())
                .isEqualTo(info.digest());
        assertThat(progress).hasSize(160).isSorted();
        assertThat(out.toByteArray()).isEqualTo(bytes);
    }

    @EachProgram
    void replacesAnObjectAndItsChunks(ServerProgram program) throws Exception {
        ObjectStore store = store(program);
        ObjectInfo first = store.put("a", random(300_000));
        ObjectInfo second = store.put("a", "short".getBytes(UTF_8));
        assertThat(second.nuid()).isNotEqualTo(first.nuid());
        assertThat(store.bytes("a")).asString(UTF_8).isEqualTo("short");
        assertThat(store.status().stream().state().messages()).isEqualTo(2);
        assertThat(store.info("a").orElseThrow().modified()).isAfter(java.time.Instant.EPOCH);
        ObjectInfo mark = store.delete("a");
        assertThat(mark.isDeleted()).isTrue();
        assertThat(store.info("a")).isEmpty();
        assertThat(store.infoOrDeleted("a")).isPresent();
        assertThat(store.list()).isEmpty();
        assertThat(store.listWithDeleted()).hasSize(1);
        assertKind(Kind.NOT_FOUND, () -> store.delete("a"));
        assertKind(Kind.NOT_FOUND, () -> store.bytes("a"));
        assertThat(store.status().stream().state().messages()).isEqualTo(1);
        store.put("a", "again".getBytes(UTF_8));
        assertThat(store.bytes("a")).asString(UTF_8).isEqualTo("again");
    }

    @EachProgram
    void leavesNothingOfAFailedPut(ServerProgram program) throws Exception {
        ObjectStore store = store(program);
        store.put("a", "before".getBytes(UTF_8));
        InputStream broken = new InputStream() {
            private int left = 1_000_000;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("the disk is gone");
                }
                return 7;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                bytes[from] = (byte) read();
                return 1;
            }
        };
        assertThatThrownBy(() -> store.put("a", broken)).hasMessage("the disk is gone");
        TransferListener stopping = (bytes, chunks) -> {
            throw new IllegalStateException("stopped");
        };
        assertThatThrownBy(() -> store.put(ObjectMeta.of("a"), new ByteArrayInputStream(random(2_000_000)), stopping))
                .hasMessage("stopped");
        assertThat(store.bytes("a")).asString(UTF_8).isEqualTo("before");
        assertThat(store.status().stream().state().messages())
                .as("one chunk and one info")
                .isEqualTo(2);
        ObjectStore small = ObjectStoreManagement.of(JetStream.of(site.connect()))
                .create(ObjectStoreConfig.of("small").withMaxBytes(300_000));
        assertThatThrownBy(() -> small.put("a", random(1_000_000))).isInstanceOf(JetStreamApiException.class);
        assertThat(small.status().stream().state().messages()).isZero();
        assertThat(small.info("a")).isEmpty();
    }

    @EachProgram
    void tellsDamage(ServerProgram program) throws Exception {
        ObjectStore store = store(program);
        JetStream js = JetStream.of(site.connect());
        ObjectInfo info = store.put("a", random(300_000));
        js.stream("OBJ_files").deleteMessage(2);
        assertKind(Kind.DAMAGED, () -> store.bytes("a"));
        Path file = directory.resolve("kept.bin");
        Files.writeString(file, "as it was");
        assertThatThrownBy(() -> store.get("a", file)).isInstanceOf(IOException.class);
        assertThat(Files.readString(file)).isEqualTo("as it was");
        try (var left = Files.list(directory)) {
            assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
        store.put("b", "right".getBytes(UTF_8));
        ObjectInfo other = store.info("b").orElseThrow();
        js.stream("OBJ_files").purge("$O.files.C." + other.nuid());
        js.publish("$O.files.C." + other.nuid(), "wrong");
        assertThatThrownBy(() -> store.open("b").readAllBytes()).hasMessageContaining("digest");
        js.publish("$O.files.M.YQ==", "{\"name\":5");
        assertKind(Kind.DAMAGED, () -> store.info("a"));
        assertThat(info.isDeleted()).isFalse();
    }

    @EachProgram
    void followsLinks(ServerProgram program) throws Exception {
        ObjectStore store = store(program);
        ObjectStore other =
                ObjectStoreManagement.of(JetStream.of(site.connect())).create(ObjectStoreConfig.of("other"));
        ObjectInfo target = other.put("target", "there".getBytes(UTF_8));
        store.put("object", "here".getBytes(UTF_8));
        ObjectInfo link = store.addLink("link", target);
        assertThat(link.meta().link()).isEqualTo(new ObjectLink("other", "target"));
        assertThat(store.bytes("link")).asString(UTF_8).isEqualTo("there");
        store.addLink("inner", store.info("object").orElseThrow());
        assertThat(store.bytes("inner")).asString(UTF_8).isEqualTo("here");
        ObjectInfo whole = store.addStoreLink("whole", other);
        assertThat(whole.isLink()).isTrue();
        assertKind(Kind.LINK, () -> store.bytes("whole"));
        assertKind(Kind.LINK, () -> store.addLink("x", link));
        assertKind(Kind.LINK, () -> store.addLink("x", other.delete("target")));
        assertKind(Kind.NOT_FOUND, () -> store.bytes("link"));
        assertKind(Kind.EXISTS, () -> store.addLink("object", target));
        store.addLink("link", store.info("object").orElseThrow());
        assertThat(store.bytes("link")).asString(UTF_8).isEqualTo("here");
        assertThat(store.delete("link").isDeleted()).isTrue();
        assertThat(store.bytes("object")).asString(UTF_8).isEqualTo("here");
    }

    @EachProgram
    void changesWhatIsSaidOfAnObject(ServerProgram program) throws Exception {
        ObjectStore store = store(program);
        ObjectMeta meta = ObjectMeta.of("a \u00e4/b")
                .withDescription("first")
                .withHeaders(Headers.builder().add("H", "1").add("H", "2").build())
                .withMetadata(Map.of("k", "v"))
                .withChunkBytes(10);
        store.put(meta, new ByteArrayInputStream(random(25)), TransferListener.NONE);
        assertThat(store.info("a \u00e4/b").orElseThrow().meta()).isEqualTo(meta);
        store.updateMeta("a \u00e4/b", ObjectMeta.of("new name").withDescription("second"));
        assertThat(store.info("a \u00e4/b")).isEmpty();
        ObjectInfo renamed = store.info("new name").orElseThrow();
        assertThat(renamed.meta().description()).isEqualTo("second");
        assertThat(renamed.meta().chunkBytes()).isEqualTo(10);
        assertThat(store.bytes("new name")).isEqualTo(random(25));
        store.put("other", random(1));
        assertKind(Kind.EXISTS, () -> store.updateMeta("other", ObjectMeta.of("new name")));
        assertKind(Kind.NOT_FOUND, () -> store.updateMeta("nothing", ObjectMeta.of("nothing")));
    }

    /** Notes names, {@code -} for deletes, and {@code |} for the end of the initial data. */
    private static final class Notes implements ObjectWatcher {
        private final BlockingQueue<String> notes = new LinkedBlockingQueue<>();

        @Override
        public void onObject(ObjectInfo object) {
            notes.add(object.name() + (object.isDeleted() ? "-" : ""));
        }

        @Override
        public void onInitialDone() {
            notes.add("|");
        }

        List<String> next(int count) throws InterruptedException {
            List<String> taken = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                taken.add(String.valueOf(notes.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)));
            }
            return taken;
        }
    }

    @EachProgram
    void watchesObjects(ServerProgram program) throws Exception {
        ObjectStore store = store(program);
        store.put("a", random(1));
        store.put("b", random(1));
        store.delete("a");
        Notes all = new Notes();
        Notes some = new Notes();
        try (Watch watch = store.watch(ObjectWatchOptions.ALL, all);
                Watch updates =
                        store.watch(ObjectWatchOptions.ALL.withUpdatesOnly().withoutDeletes(), some)) {
            assertThat(all.next(3)).containsExactly("b", "a-", "|");
            assertThat(some.next(1)).containsExactly("|");
            store.put("c", random(1));
            store.delete("c");
            store.put("d", random(1));
            assertThat(all.next(3)).containsExactly("c", "c-", "d");
            assertThat(some.next(2)).containsExactly("c", "d");
            assertThat(watch.isActive() && updates.isActive()).isTrue();
        }
    }

    @EachProgram
    void makesChangesSealsAndDeletesStores(ServerProgram program) throws Exception {
        JetStream js = site.start(program, directory);
        ObjectStoreManagement stores = ObjectStoreManagement.of(js);
        ObjectStoreConfig config = ObjectStoreConfig.of("s")
                .withDescription("first")
                .withTtl(Duration.ofHours(1))
                .withMetadata(Map.of("k", "v"));
        stores.create(config);
        ObjectStore store =
                stores.createOrUpdate(config.withDescription("second").withCompression());
        stores.create(ObjectStoreConfig.of("r").inMemory());
        assertThat(stores.names()).containsExactly("r", "s");
        ObjectStoreStatus status = store.status();
        assertThat(status.description()).isEqualTo("second");
        assertThat(status.isCompressed()).isTrue();
        assertThat(status.config().ttl()).isEqualTo(Duration.ofHours(1));
        assertThat(status.metadata()).containsEntry("k", "v");
        store.put("a", random(10));
        assertThat(store.seal().isSealed()).isTrue();
        assertThatThrownBy(() -> store.put("b", random(1))).isInstanceOf(JetStreamApiException.class);
        assertThat(store.bytes("a")).isEqualTo(random(10));
        assertThat(stores.statuses()).extracting(ObjectStoreStatus::name).containsExactly("r", "s");
        assertThat(stores.delete("s")).isTrue();
        assertThat(stores.find("s")).isEmpty();
    }

    private static void assertKind(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ObjectStoreException.class,
                        refused -> assertThat(refused.kind()).isEqualTo(kind));
    }
}
