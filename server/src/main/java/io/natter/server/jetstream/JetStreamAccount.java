package io.natter.server.jetstream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.server.account.Account;
import io.natter.server.config.AccountJetStream;
import io.natter.server.core.InternalLoop;
import io.natter.server.jetstream.stream.NameHash;
import io.natter.server.jetstream.stream.Outcome;
import io.natter.server.jetstream.stream.Packing;
import io.natter.server.jetstream.stream.Stream;
import io.natter.server.jetstream.stream.StreamCreation;
import io.natter.server.jetstream.stream.StreamLimits;
import io.natter.server.jetstream.stream.StreamRecord;
import io.natter.store.RecordStore;
import io.natter.store.StoreException;
import io.natter.store.StoreFullException;
import io.natter.store.StreamStore;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one account.
 *
 * <p>Confined to the api loop, but for what says that any thread may ask.
 */
public final class JetStreamAccount {
    private final JetStreamParts parts;
    private final Account tenant;
    private final String hash;
    private final StreamUsages usages;
    private final TreeMap<String, Stream> streams = new TreeMap<>();
    private final Map<String, Stream> published = new ConcurrentHashMap<>();
    private final TreeMap<String, String> offline = new TreeMap<>();
    private final Set<String> beingChanged = new HashSet<>();
    private final Map<InternalLoop, LoopEnvironment> environments = new ConcurrentHashMap<>();
    private AccountJetStream limits;
    private int nextLoop;

    JetStreamAccount(JetStreamParts parts, Account tenant, AccountJetStream limits) {
        this.parts = parts;
        this.tenant = tenant;
        this.limits = limits;
        this.usages = new StreamUsages(parts.total(), limits);
        this.hash = NameHash.of(tenant.name());
    }

    /** The account itself. Any thread. */
    public Account tenant() {
        return tenant;
    }

    /** Its name. Any thread. */
    public String name() {
        return tenant.name();
    }

    /** What it may have. */
    public AccountJetStream limits() {
        return limits;
    }

    void configure(AccountJetStream newLimits) {
        limits = newLimits;
        usages.configure(newLimits);
    }

    StreamUsages usages() {
        return usages;
    }

    String hash() {
        return hash;
    }

    /** Bytes its streams hold in memory. Any thread. */
    public long memoryBytes() {
        return usages.memoryBytes();
    }

    /** Bytes its streams hold in files. Any thread. */
    public long fileBytes() {
        return usages.fileBytes();
    }

    /** The stream of this name, or null. */
    public @Nullable Stream stream(String streamName) {
        return streams.get(streamName);
    }

    /** All its streams, by name; a view. */
    public Collection<Stream> streams() {
        return Collections.unmodifiableCollection(streams.values());
    }

    /** Streams that could not be brought back, with the reason; their files are left as they are. A view. */
    public Map<String, String> offline() {
        return Collections.unmodifiableMap(offline);
    }

    /** The stream of this name, or null. Any thread. */
    @Nullable
    Stream published(String streamName) {
        return published.get(streamName);
    }

    /**
     * Creates a stream; answers when it is on disk and takes messages.
     *
     * @param config complete and checked, as rules make it; no stream of this name is there
     * @param done told on the api loop
     */
    public void create(StreamConfig config, Consumer<Outcome<Stream>> done) {
        String streamName = config.name();
        if (offline.containsKey(streamName)) {
            done.accept(Outcome.failed(ApiErrorCode.STREAM_OFFLINE.error()));
            return;
        }
        if (streams.containsKey(streamName) || !beingChanged.add(streamName)) {
            done.accept(Outcome.failed(ApiErrorCode.STREAM_NAME_EXISTS.error()));
            return;
        }
        InternalLoop loop = nextLoop();
        parts.diskWork().execute(() -> {
            var packing = new Packing();
            StreamStore store;
            try {
                store = storeOf(config.storage())
                        .open(storeName(streamName), StreamLimits.options(config.storage(), packing));
            } catch (RuntimeException refused) {
                parts.apiLoop().execute(() -> created(streamName, Outcome.failed(creationError(refused)), done));
                return;
            }
            LoopEnvironment environment = environment(loop);
            Instant createdAt = Instant.now();
            try { // here, since it may have to wait for the disk
                new StreamRecord(config, createdAt).keepIn(store.side());
                store.side().write();
            } catch (RuntimeException refused) {
                parts.apiLoop().execute(() -> done.accept(Outcome.failed(creationError(refused))));
                abandon(streamName, config.storage(), store);
                return;
            }
            loop.execute(() -> StreamCreation.create(
                    environment,
                    store,
                    packing,
                    config,
                    createdAt,
                    outcome -> parts.apiLoop().execute(() -> created(streamName, outcome, done))));
        });
    }

    /**
     * Begins to fill a stream from a backup; it is listed once {@link StreamRestore#complete} has made it one.
     *
     * @param config complete and checked, as rules make it; no stream of this name is there
     * @param done told on the api loop
     */
    public void restore(StreamConfig config, Consumer<Outcome<StreamRestore>> done) {
        String streamName = config.name();
        if (offline.containsKey(streamName) || streams.containsKey(streamName) || !beingChanged.add(streamName)) {
            done.accept(Outcome.failed(ApiErrorCode.STREAM_NAME_EXISTS_RESTORE_FAILED.error()));
            return;
        }
        InternalLoop loop = nextLoop();
        parts.diskWork().execute(() -> {
            var packing = new Packing();
            StreamStore store;
            try {
                store = storeOf(config.storage())
                        .open(storeName(streamName), StreamLimits.options(config.storage(), packing));
            } catch (RuntimeException refused) {
                parts.apiLoop().execute(() -> {
                    beingChanged.remove(streamName);
                    done.accept(Outcome.failed(creationError(refused)));
                });
                return;
            }
            var restore = new StreamRestore(
                    store,
                    loop,
                    (createdAt, made) -> StreamCreation.create(
                            environment(loop),
                            store,
                            packing,
                            config,
                            createdAt == null ? Instant.now() : createdAt,
                            outcome -> parts.apiLoop().execute(() -> created(streamName, outcome, made))),
                    () -> abandon(streamName, config.storage(), store));
            StreamCreation.beginRestore(store.side(), failure -> {
                if (failure != null) {
                    abandon(streamName, config.storage(), store);
                }
                parts.apiLoop()
                        .execute(() -> done.accept(
                                failure == null ? Outcome.of(restore) : Outcome.failed(creationError(failure))));
            });
        });
    }

    private void abandon(String streamName, StorageType storage, StreamStore store) {
        parts.diskWork().execute(() -> {
            try {
                store.close();
                storeOf(storage).delete(storeName(streamName));
            } catch (StoreException failed) {
                parts.log().warn("JetStream: what was restored of {} remains: {}", streamName, failed.toString());
            }
            parts.apiLoop().execute(() -> beingChanged.remove(streamName));
        });
    }

    private void created(String streamName, Outcome<Stream> outcome, Consumer<Outcome<Stream>> done) {
        beingChanged.remove(streamName);
        Stream stream = outcome.value();
        if (stream != null) {
            add(stream);
        }
        done.accept(outcome);
    }

    /** Lists a stream that takes messages now. */
    void add(Stream stream) {
        streams.put(stream.name(), stream);
        published.put(stream.name(), stream);
    }

    /** Lists a stream that could not be brought back. */
    void setAside(String streamName, String reason) {
        offline.put(streamName, reason);
    }

    /** Forgets the streams that could not be brought back; their files are somebody else's concern now. */
    void forgetOffline() {
        offline.clear();
    }

    /** Closes all its streams; their files stay. The account has no JetStream any more. */
    void close() {
        for (Stream stream : streams.values()) {
            stream.execute(() -> {
                stream.stop();
                usages.add(stream.config().storage(), -stream.reader().bytes());
                parts.diskWork().execute(stream.store()::close);
            });
        }
        streams.clear();
        published.clear();
    }

    /** Deletes a stream with its consumers and all it holds; answers on the api loop when it is gone. */
    public void delete(String streamName, Consumer<Outcome<Boolean>> done) {
        Stream stream = streams.remove(streamName);
        if (stream == null || !beingChanged.add(streamName)) {
            done.accept(Outcome.failed(ApiErrorCode.STREAM_NOT_FOUND.error()));
            return;
        }
        published.remove(streamName);
        stream.execute(() -> {
            stream.stopForGood();
            parts.diskWork().execute(() -> {
                Outcome<Boolean> outcome = deleteFiles(stream);
                parts.apiLoop().execute(() -> {
                    beingChanged.remove(streamName);
                    done.accept(outcome);
                });
            });
        });
    }

    private Outcome<Boolean> deleteFiles(Stream stream) {
        try {
            stream.store().close();
            storeOf(stream.config().storage()).delete(storeName(stream.name()));
            return Outcome.of(true);
        } catch (StoreException failed) {
            return Outcome.failed(ApiErrorCode.STREAM_DELETE.error(String.valueOf(failed.getMessage())));
        }
    }

    private static ApiError creationError(RuntimeException refused) {
        return refused instanceof StoreFullException
                ? ApiErrorCode.STORAGE_RESOURCES_EXCEEDED.error()
                : ApiErrorCode.STREAM_CREATE.error(String.valueOf(refused.getMessage()));
    }

    /** What is around its streams on a loop. Any thread. */
    LoopEnvironment environment(InternalLoop loop) {
        return environments.computeIfAbsent(loop, each -> new LoopEnvironment(parts, this, each));
    }

    /** The loop the next stream lives on: they take turns. */
    InternalLoop nextLoop() {
        return parts.streamLoops()
                .get(Math.floorMod(nextLoop++, parts.streamLoops().size()));
    }

    private RecordStore storeOf(StorageType storage) {
        return storage == StorageType.MEMORY ? parts.memory() : parts.files();
    }

    private String storeName(String streamName) {
        return name() + "/" + streamName;
    }
}
