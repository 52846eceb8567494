package io.natter.client.objectstore;

import io.natter.client.Message;
import io.natter.client.Outgoing;
import io.natter.client.bucket.OrderedWatch;
import io.natter.client.bucket.WatchSink;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.OrderedConsumer;
import io.natter.client.jetstream.OrderedOptions;
import io.natter.client.jetstream.PublishOptions;
import io.natter.client.jetstream.Rollup;
import io.natter.client.jetstream.StreamContext;
import io.natter.client.jetstream.Watch;
import io.natter.client.objectstore.ObjectStoreException.Kind;
import io.natter.protocol.Nuid;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.UnknownFields;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * An object store over its stream.
 *
 * <pre>
 *  $O.STORE.M.(name in base64)   what is said of an object, the latest only
 *  $O.STORE.C.NUID               the chunks of one put, in order
 * </pre>
 *
 * <p>Thread-safe and immutable.
 */
final class StreamObjectStore implements ObjectStore {
    private static final int LINKS_MAX = 8;

    private final JetStream jetStream;
    private final StreamContext stream;
    private final String name;

    StreamObjectStore(JetStream jetStream, StreamContext stream) {
        this.jetStream = jetStream;
        this.stream = stream;
        this.name = ObjectStoreConfig.nameOf(stream.name());
    }

    @Override
    public String name() {
        return name;
    }

    JetStream jetStream() {
        return jetStream;
    }

    StreamContext stream() {
        return stream;
    }

    String chunkSubject(String nuid) {
        return "$O." + name + ".C." + nuid;
    }

    private String metaSubject(String object) {
        String encoded = Base64.getUrlEncoder().encodeToString(object.getBytes(StandardCharsets.UTF_8));
        return "$O." + name + ".M." + encoded;
    }

    // ---- putting ----

    @Override
    public ObjectInfo put(String object, byte[] bytes) {
        try {
            return put(object, new ByteArrayInputStream(bytes));
        } catch (IOException fromAnArray) {
            throw new UncheckedIOException(fromAnArray);
        }
    }

    @Override
    public ObjectInfo put(String object, Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return put(object, in);
        }
    }

    @Override
    public ObjectInfo put(String object, InputStream in) throws IOException {
        return put(ObjectMeta.of(object), in, TransferListener.NONE);
    }

    @Override
    public ObjectInfo put(ObjectMeta meta, InputStream in, TransferListener listener) throws IOException {
        if (meta.link() != null) {
            throw new IllegalArgumentException("put: got a link, expected an object; see addLink");
        }
        Optional<ObjectInfo> before = infoOrDeleted(meta.name());
        ObjectInfo info = new ChunkedPut(this, meta, listener).run(in, this::putInfo);
        before.filter(old -> !old.isDeleted() && !old.nuid().isEmpty()).ifPresent(this::purgeChunks);
        return info;
    }

    ObjectInfo putInfo(ObjectInfo info) {
        Outgoing message = Outgoing.of(metaSubject(info.name()), ObjectInfo.JSON.write(info));
        jetStream.publish(message, PublishOptions.DEFAULTS.withRollup(Rollup.SUBJECT));
        return info.withModified(Instant.now());
    }

    private void purgeChunks(ObjectInfo info) {
        stream.purge(chunkSubject(info.nuid()));
    }

    // ---- getting ----

    @Override
    public byte[] bytes(String object) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            get(object, out);
        } catch (IOException damaged) {
            throw damaged.getCause() instanceof ObjectStoreException known ? known : new UncheckedIOException(damaged);
        }
        return out.toByteArray();
    }

    @Override
    public InputStream open(String object) {
        return input(object, TransferListener.NONE);
    }

    private ChunkInput input(String object, TransferListener listener) {
        StreamObjectStore at = this;
        ObjectInfo info = required(object);
        for (int links = 0; info.meta().link() != null; links++) {
            ObjectLink link = info.meta().link();
            if (link.isToStore() || links == LINKS_MAX) {
                throw new ObjectStoreException(
                        Kind.LINK,
                        "object \"" + object + "\" of " + name + ": got a link to "
                                + (link.isToStore() ? "the store " + link.store() : "links upon links")
                                + ", expected an object");
            }
            at = link.store().equals(at.name)
                    ? at
                    : new StreamObjectStore(jetStream, jetStream.stream(ObjectStoreConfig.streamOf(link.store())));
            info = at.required(link.object());
        }
        return ChunkInput.of(at, info, listener);
    }

    @Override
    public ObjectInfo get(String object, OutputStream out) throws IOException {
        return get(object, out, TransferListener.NONE);
    }

    @Override
    public ObjectInfo get(String object, OutputStream out, TransferListener listener) throws IOException {
        try (ChunkInput in = input(object, listener)) {
            in.transferTo(out);
            return in.info();
        }
    }

    @Override
    public ObjectInfo get(String object, Path file) throws IOException {
        return get(object, file, TransferListener.NONE);
    }

    @Override
    public ObjectInfo get(String object, Path file, TransferListener listener) throws IOException {
        // Not a temporary file, which nobody else could read.
        Path beside = file.toAbsolutePath().resolveSibling(".natter-" + Nuid.next() + ".part");
        try {
            ObjectInfo info;
            try (OutputStream out = Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW)) {
                info = get(object, out, listener);
            }
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
            return info;
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    // ---- what there is ----

    @Override
    public Optional<ObjectInfo> info(String object) {
        return infoOrDeleted(object).filter(info -> !info.isDeleted());
    }

    @Override
    public Optional<ObjectInfo> infoOrDeleted(String object) {
        ObjectMeta.of(object); // checks the name
        return stream.lastMessage(metaSubject(object)).map(message -> info(message, message.time()));
    }

    private ObjectInfo required(String object) {
        return info(object)
                .orElseThrow(() -> new ObjectStoreException(
                        Kind.NOT_FOUND, "object \"" + object + "\" of " + name + ": not found"));
    }

    private ObjectInfo info(Message message, Instant time) {
        try {
            return ObjectInfo.JSON.read(message.payload()).withModified(time);
        } catch (JsonException | IllegalArgumentException malformed) {
            throw new ObjectStoreException(
                    Kind.DAMAGED, "object at " + message.subject() + ": " + malformed.getMessage());
        }
    }

    @Override
    public List<ObjectInfo> list() {
        return listWithDeleted().stream().filter(info -> !info.isDeleted()).toList();
    }

    @Override
    public List<ObjectInfo> listWithDeleted() {
        List<ObjectInfo> all = new ArrayList<>();
        boolean[] isDone = {false};
        ObjectWatcher collecting = new ObjectWatcher() {
            @Override
            public void onObject(ObjectInfo object) {
                if (!isDone[0]) {
                    all.add(object);
                }
            }

            @Override
            public void onInitialDone() {
                isDone[0] = true;
            }
        };
        OrderedWatch.list(
                "object store " + name,
                infos(DeliverPolicy.LAST_PER_SUBJECT),
                jetStream.options().timeout(),
                new Sink(ObjectWatchOptions.ALL, collecting));
        return List.copyOf(all);
    }

    private OrderedConsumer infos(DeliverPolicy from) {
        return stream.orderedConsumer(
                OrderedOptions.filtered("$O." + name + ".M.>").from(from));
    }

    @Override
    public Watch watch(ObjectWatchOptions options, ObjectWatcher watcher) {
        DeliverPolicy from = options.updatesOnly() ? DeliverPolicy.NEW : DeliverPolicy.LAST_PER_SUBJECT;
        return OrderedWatch.start(infos(from), new Sink(options, watcher));
    }

    /** Messages as objects, without those that are not wanted. Confined to the watch's thread. */
    private final class Sink implements WatchSink {
        private final ObjectWatchOptions options;
        private final ObjectWatcher watcher;

        Sink(ObjectWatchOptions options, ObjectWatcher watcher) {
            this.options = options;
            this.watcher = watcher;
        }

        @Override
        public void message(JetStreamMessage message) throws Exception {
            ObjectInfo object = info(message, message.metadata().time());
            if (!object.isDeleted() || !options.ignoreDeletes()) {
                watcher.onObject(object);
            }
        }

        @Override
        public void initialDone() throws Exception {
            watcher.onInitialDone();
        }
    }

    @Override
    public ObjectStoreStatus status() {
        return new ObjectStoreStatus(stream.info());
    }

    // ---- changing ----

    @Override
    public ObjectInfo updateMeta(String object, ObjectMeta meta) {
        ObjectInfo before = required(object);
        boolean isRenamed = !meta.name().equals(object);
        if (isRenamed && info(meta.name()).isPresent()) {
            throw new ObjectStoreException(
                    Kind.EXISTS, "object \"" + meta.name() + "\" of " + name + ": exists, expected a new name");
        }
        ObjectMeta kept = meta.withChunkBytes(before.meta().chunkBytes())
                .withLink(before.meta().link());
        ObjectInfo after = putInfo(before.withMeta(kept));
        if (isRenamed) {
            stream.purge(metaSubject(object));
        }
        return after;
    }

    @Override
    public ObjectInfo delete(String object) {
        ObjectInfo info = required(object);
        ObjectInfo mark = putInfo(info.deleted());
        if (!info.nuid().isEmpty()) {
            purgeChunks(info);
        }
        return mark;
    }

    @Override
    public ObjectInfo addLink(String link, ObjectInfo target) {
        if (target.isDeleted() || target.isLink()) {
            throw new ObjectStoreException(
                    Kind.LINK,
                    "link to \"" + target.name() + "\": got " + (target.isDeleted() ? "a deleted object" : "a link")
                            + ", expected an object");
        }
        return putLink(link, new ObjectLink(target.store(), target.name()));
    }

    @Override
    public ObjectInfo addStoreLink(String link, ObjectStore target) {
        return putLink(link, new ObjectLink(target.name(), ""));
    }

    private ObjectInfo putLink(String link, ObjectLink to) {
        if (info(link).filter(info -> !info.isLink()).isPresent()) {
            throw new ObjectStoreException(
                    Kind.EXISTS, "object \"" + link + "\" of " + name + ": exists, expected a name for a link");
        }
        return putInfo(new ObjectInfo(
                ObjectMeta.of(link).withLink(to),
                name,
                Nuid.next(),
                0,
                0,
                "",
                false,
                Instant.EPOCH,
                UnknownFields.NONE));
    }

    @Override
    public ObjectStoreStatus seal() {
        StreamConfig config = stream.info().config();
        // What a server makes of a sealed stream, said beforehand.
        jetStream.updateStream(config.toBuilder()
                .sealed(true)
                .maxAge(Duration.ZERO)
                .denyDelete(true)
                .denyPurge(true)
                .allowRollup(false)
                .build());
        return status();
    }

    @Override
    public String toString() {
        return "ObjectStore[" + name + "]";
    }
}
