package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.LostMessages;
import io.natter.protocol.jetstream.PersistMode;
import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.StreamState;
import io.natter.protocol.json.GoTime;
import io.natter.server.jetstream.consumer.Consumers;
import io.natter.server.jetstream.consumer.Registration;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.SideRecords;
import io.natter.store.StoreException;
import io.natter.store.StreamReader;
import io.natter.store.StreamStore;
import io.natter.store.StreamWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One stream: what is published to its subjects, kept and told to its consumers.
 *
 * <p>Confined to its loop, but for what says that any thread may ask.
 *
 * <pre>
 *  new ── start ──> open ── stop ──> closed (its store can be closed)
 * </pre>
 */
public final class Stream {
    private final StreamEnvironment environment;
    private final StreamStore store;
    private final Packing packing;
    private final Instant created;
    private final Units units;
    private final Storing storing;
    private final Schedules schedules;
    private final Publishing publishing;
    private final Retention retention;
    private final @Nullable LostMessages lost;
    private final Upkeep upkeep;
    private final Sourcing sourcing;
    private final SourcePositions positions;
    private final List<LocalFeed> followers = new CopyOnWriteArrayList<>();
    private final Consumers consumers;
    private final Map<String, Registration> subscriptions = new LinkedHashMap<>();
    private final Publish received = new Publish();
    private final Publish marker = new Publish();

    private volatile StreamConfig config;
    private volatile boolean isClosed;
    private long accountedBytes;

    private Stream(StreamEnvironment environment, StreamStore store, Packing packing, StreamRecord record) {
        this.environment = environment;
        this.store = store;
        this.packing = packing;
        this.config = record.config();
        this.created = record.created();
        this.units = new Units(environment, store.writer(), new Settled(), this::refusal);
        this.consumers = new Consumers(new StreamForConsumers(this));
        this.retention = new Retention(this);
        this.lost = StreamStates.lost(store.recovery().lost());
        this.storing = new Storing(this);
        this.schedules = new Schedules(this);
        this.publishing = new Publishing(this, storing);
        this.upkeep = new Upkeep(this);
        this.sourcing = new Sourcing(this);
        this.positions = new SourcePositions(this);
        units.answerBeforeDisk(config.persistMode() == PersistMode.ASYNC);
    }

    /**
     * Makes a stream of a store that is empty, or holds what was restored; it is there for good when {@code done} says so.
     *
     * @param packing what the store was opened with
     * @param config complete and checked, as rules make it
     */
    public static void create(
            StreamEnvironment environment,
            StreamStore store,
            Packing packing,
            StreamConfig config,
            Consumer<Outcome<Stream>> done) {
        var record = new StreamRecord(config, Instant.ofEpochSecond(0, environment.wallNs()));
        store.side().put(StreamRecord.KEY, StreamRecord.JSON.write(record));
        long nextSeq = store.reader().lastSeq() + 1; // more than 1 when a backup was restored
        if (Long.compareUnsigned(config.firstSequence(), nextSeq) > 0) {
            store.writer().skipTo(config.firstSequence());
            store.writer().commit(failure -> {});
        }
        store.side()
                .commit(failure -> environment.execute(() -> {
                    if (failure != null) {
                        done.accept(Outcome.failed(Units.error(failure)));
                        return;
                    }
                    var stream = new Stream(environment, store, packing, record);
                    stream.start();
                    done.accept(Outcome.of(stream));
                }));
    }

    /**
     * Brings a stream back from its store, or null when the store holds no stream: its creation was never acknowledged.
     *
     * @param packing what the store was opened with
     * @throws io.natter.protocol.json.JsonException when what it is to be cannot be read; nothing was touched
     */
    public static @Nullable Stream open(StreamEnvironment environment, StreamStore store, Packing packing) {
        byte[] kept = store.side().get(StreamRecord.KEY);
        if (kept == null) {
            return null;
        }
        var stream = new Stream(environment, store, packing, StreamRecord.JSON.read(kept));
        stream.start();
        return stream;
    }

    private void start() {
        packing.use(config.compression() != Compression.NONE);
        writer().onRemoval(upkeep);
        writer().limits(StreamLimits.of(config));
        account();
        consumers.recover();
        subscribe();
        schedules.recover();
        sourcing.configure(config);
        upkeep.plan();
    }

    /** Takes no more messages, ends what waits, and writes what was taken. The store is to be closed after that. */
    public void stop() {
        if (isClosed) {
            return;
        }
        subscriptions.values().forEach(Registration::cancel);
        subscriptions.clear();
        sourcing.stop();
        publishing.stop();
        consumers.stop();
        units.commit();
        schedules.stop();
        positions.write();
        isClosed = true;
        upkeep.stop();
    }

    /** As {@link #stop}, of a stream that is about to be deleted: its consumers go as well, and what it used is free. */
    public void stopForGood() {
        if (!isClosed) {
            consumers.delete();
            sourcing.end();
            stop();
            environment.usage().add(config.storage(), -accountedBytes);
            accountedBytes = 0;
        }
    }

    // --- Any thread

    /** Its name. Any thread. */
    public String name() {
        return config.name();
    }

    /** What it is to be, defaults filled in. Any thread. */
    public StreamConfig config() {
        return config;
    }

    /** When it was created. Any thread. */
    public Instant created() {
        return created;
    }

    /** What tells it from another stream of the same name that was created before or after it (D32). Any thread. */
    public String identity() {
        return NameHash.of(GoTime.format(created));
    }

    /** Looks at what it holds. Any thread. */
    public StreamReader reader() {
        return store.reader();
    }

    /** Where its messages are. Any thread. */
    public StreamStore store() {
        return store;
    }

    /** Whether it has ended. Any thread. */
    public boolean isClosed() {
        return isClosed;
    }

    /** Runs something on its loop, later. Any thread. */
    public void execute(Runnable task) {
        environment.execute(task);
    }

    /** Messages up to here may be delivered and read: they outlive a crash as far as the stream promises it. Any thread. */
    public long deliverableSeq() {
        return config.persistMode() == PersistMode.ASYNC ? reader().lastSeq() : reader().durableSeq();
    }

    /** Tells a feed of another stream when there is more. Any thread. */
    void follow(LocalFeed feed) {
        followers.add(feed);
    }

    /** Ends that. Any thread. */
    void unfollow(LocalFeed feed) {
        followers.remove(feed);
    }

    // --- Its loop

    /** Its consumers. */
    public Consumers consumers() {
        return consumers;
    }

    /** What it is and how it is (D23), with what the request asks for. */
    public StreamInfo info(StreamInfoRequest request) {
        return StreamInfo.builder()
                .config(config)
                .created(created)
                .state(state(request))
                .domain(environment.domain())
                .mirror(sourcing.mirrorInfo())
                .sources(sourcing.sourceInfos())
                .timestamp(Instant.ofEpochSecond(0, environment.wallNs()))
                .build();
    }

    /** How it is, without subjects and removed sequences (D48). */
    public StreamState state() {
        return state(new StreamInfoRequest(0, false, ""));
    }

    private StreamState state(StreamInfoRequest request) {
        var use = new StreamStates.Use(retention.wasEmptied(), config.storage() == StorageType.FILE, lost);
        return StreamStates.of(reader(), consumers.all().size(), use, request);
    }

    /** Takes a message for one of its subjects. */
    public void take(Publish message) {
        if (!isClosed) {
            publishing.take(message);
        }
    }

    /** Takes a message from another stream; null when it is stored, or was before. */
    @Nullable
    ApiError takeCopy(Publish message) {
        return publishing.takeCopy(message);
    }

    /** Whether other streams copy this one. */
    boolean isFollowed() {
        return !followers.isEmpty();
    }

    /** Whether a consumer, or a stream that copies this one, wants messages of this subject. */
    boolean isInteresting(byte[] bytes, int from, int length) {
        if (consumers.isInterested(bytes, from, length)) {
            return true;
        }
        if (followers.isEmpty()) {
            return false;
        }
        byte[] subject = Arrays.copyOfRange(bytes, from, from + length);
        return followers.stream().anyMatch(feed -> feed.wants(subject));
    }

    /** Whether a stream that copies this one has yet to copy this message. */
    boolean isToBeCopied(long seq, byte[] subject) {
        return followers.stream().anyMatch(feed -> feed.wants(subject, seq));
    }

    /** Looks for its origins now: they may have been brought back after it. */
    public void findOrigins() {
        sourcing.wake();
    }

    /** Lets go of messages that everybody had before a crash, once all who may want them are there. */
    public void sweep() {
        if (!isClosed && config.retention() != RetentionPolicy.LIMITS) {
            retention.sweep();
        }
    }

    /**
     * Goes on with another configuration, which was checked against this one; answers when it is on disk.
     *
     * @param next complete, as rules make it
     */
    public void update(StreamConfig next, Consumer<Outcome<StreamConfig>> done) {
        if (isClosed) {
            done.accept(Outcome.failed(ApiErrorCode.STREAM_NOT_FOUND.error()));
            return;
        }
        StreamConfig before = config;
        config = next;
        try {
            store.side().put(StreamRecord.KEY, StreamRecord.JSON.write(new StreamRecord(next, created)));
            writer().limits(StreamLimits.of(next));
        } catch (StoreException refused) {
            config = before;
            done.accept(Outcome.failed(Units.error(refused)));
            return;
        }
        packing.use(next.compression() != Compression.NONE);
        storing.configure(next);
        publishing.configure(next);
        units.answerBeforeDisk(next.persistMode() == PersistMode.ASYNC);
        subscribe();
        sourcing.configure(next);
        if (before.retention() != next.retention() && next.retention() == RetentionPolicy.INTEREST) {
            retention.sweep();
        }
        units.open();
        store.side()
                .commit(failure -> environment.execute(
                        () -> done.accept(failure == null ? Outcome.of(next) : Outcome.failed(Units.error(failure)))));
    }

    // Subscribes to what is new, and ends what is no longer there.
    private void subscribe() {
        subscriptions.entrySet().removeIf(entry -> {
            boolean isGone = !config.subjects().contains(entry.getKey());
            if (isGone) {
                entry.getValue().cancel();
            }
            return isGone;
        });
        for (String subject : config.subjects()) {
            subscriptions.computeIfAbsent(
                    subject, filter -> environment.subscribe(filter, message -> take(received.of(message))));
        }
    }

    /** Removes messages; answers with how many when that is on disk (D27). */
    public void purge(PurgeRequest request, Consumer<Outcome<Long>> done) {
        ApiError error = Purging.purgeError(this);
        if (error != null) {
            done.accept(Outcome.failed(error));
            return;
        }
        try {
            long count = Purging.purge(store, request);
            retention.onPurged(request);
            consumers.onPurged(request.filter());
            whenDone(count, done);
        } catch (StoreException refused) {
            done.accept(Outcome.failed(Units.error(refused)));
        }
    }

    /**
     * Removes one message; answers when that is on disk (D29).
     *
     * @param isErased whether its bytes are overwritten too
     * @param done told the API's error when there is no such message
     */
    public void remove(long seq, boolean isErased, Consumer<Outcome<Boolean>> done) {
        ApiError error = Purging.removalError(this, seq);
        if (error != null) {
            done.accept(Outcome.failed(error));
            return;
        }
        try {
            var record = reader().get(seq);
            byte[] subject = record == null ? new byte[0] : record.subject();
            if (!writer().remove(seq, isErased ? Removal.ERASE : Removal.FORGET)) {
                done.accept(Outcome.failed(ApiErrorCode.SEQUENCE_NOT_FOUND.error(Long.toUnsignedString(seq))));
                return;
            }
            consumers.onRemoved(seq, subject);
            whenDone(true, done);
        } catch (StoreException refused) {
            done.accept(Outcome.failed(Units.error(refused)));
        }
    }

    private <T> void whenDone(T value, Consumer<Outcome<T>> done) {
        units.open()
                .whenDone(failure ->
                        done.accept(failure == null ? Outcome.of(value) : Outcome.failed(Units.error(failure))));
    }

    // --- Its parts

    StreamEnvironment environment() {
        return environment;
    }

    StreamWriter writer() {
        return store.writer();
    }

    SideRecords side() {
        return store.side();
    }

    Units units() {
        return units;
    }

    Storing storing() {
        return storing;
    }

    SourcePositions positions() {
        return positions;
    }

    Schedules schedules() {
        return schedules;
    }

    Retention retention() {
        return retention;
    }

    /** What a message counts. */
    int countedBytes(int subjectLength, int headersLength, int payloadLength) {
        return StreamLimits.countedBytes(config, subjectLength, headersLength, payloadLength);
    }

    /** Bytes that came or went since the account last heard of them. */
    long uncountedBytes() {
        return reader().bytes() - accountedBytes;
    }

    /** The answer to a publisher whose message is not stored. */
    byte[] refusal(ApiError error) {
        return PubRefusal.json(name(), error);
    }

    /** Appends, in the open unit; a unit that cannot take more is ended before. */
    long appendToStore(RecordDraft draft) {
        units.open();
        return writer().append(draft);
    }

    /** Puts a marker where the last message of a subject was (D108). */
    void placeMarker(byte[] subject) {
        byte[] headers = Upkeep.markerHeaders(config.deleteMarkerTtl().toSeconds());
        marker.subject(subject).headers(headers).payload(new byte[0]);
        storing.appendOwn(marker);
    }

    void warn(String text) {
        environment.warn("stream " + environment.accountName() + " > " + name() + ": " + text);
    }

    private void account() {
        long bytes = reader().bytes();
        if (bytes != accountedBytes) {
            environment.usage().add(config.storage(), bytes - accountedBytes);
            accountedBytes = bytes;
        }
    }

    /** What follows from what becomes of units. */
    private final class Settled implements Units.Owner {
        @Override
        public void beforeCommit() {
            account();
            upkeep.onChange();
        }

        @Override
        public void onUndone() {
            storing.rewind();
            account();
            consumers.onRewound();
        }

        @Override
        public void onDurable() {
            consumers.onDurable();
            followers.forEach(LocalFeed::run);
        }
    }
}
