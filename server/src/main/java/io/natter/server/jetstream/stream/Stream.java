package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.Compression;
import io.natter.protocol.jetstream.PersistMode;
import io.natter.protocol.jetstream.PurgeRequest;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.StreamState;
import io.natter.protocol.json.GoTime;
import io.natter.server.jetstream.consumer.Consumers;
import io.natter.store.RecordDraft;
import io.natter.store.SideRecords;
import io.natter.store.StoreException;
import io.natter.store.StreamReader;
import io.natter.store.StreamStore;
import io.natter.store.StreamWriter;
import java.time.Instant;
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
    private final CallTurns calls;
    private final Units units;
    private final Storing storing;
    private final Schedules schedules;
    private final Publishing publishing;
    private final Retention retention;
    private final Purging purging;
    private final Upkeep upkeep;
    private final Sourcing sourcing;
    private final SourcePositions positions;
    private final Followers followers = new Followers();
    private final Consumers consumers;
    private final Intake intake;
    private final Accounting accounting;
    private final Description description;

    private volatile StreamConfig config;
    private volatile boolean isClosed;

    Stream(StreamEnvironment environment, StreamStore store, Packing packing, StreamRecord record) {
        this.environment = environment;
        this.store = store;
        this.packing = packing;
        this.config = record.config();
        this.created = record.created();
        this.calls = new CallTurns(environment);
        this.units = new Units(environment, store.writer(), new Settled(), this::refusal);
        this.consumers = new Consumers(new StreamForConsumers(this));
        this.retention = new Retention(this);
        this.purging = new Purging(this);
        this.intake = new Intake(this);
        this.accounting = new Accounting(this);
        this.storing = new Storing(this);
        this.schedules = new Schedules(this);
        this.publishing = new Publishing(this, storing);
        this.upkeep = new Upkeep(this);
        this.sourcing = new Sourcing(this);
        this.positions = new SourcePositions(this);
        this.description = new Description(this, sourcing, store.recovery());
        units.answerBeforeDisk(config.persistMode() == PersistMode.ASYNC);
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

    void start() {
        packing.use(config.compression() != Compression.NONE);
        writer().onRemoval(upkeep);
        writer().limits(StreamLimits.of(config));
        accounting.tell();
        consumers.recover();
        intake.subscribe(config.subjects());
        schedules.recover();
        sourcing.configure(config);
        upkeep.plan();
    }

    /** Takes no more messages, ends what waits, and writes what was taken. The store is to be closed after that. */
    public void stop() {
        if (isClosed) {
            return;
        }
        calls.finish();
        intake.stop();
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
            accounting.release();
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

    /** Runs a call of the API on its loop, later, in its turn. Any thread. */
    public void executeCall(Runnable call) {
        calls.add(call);
    }

    /** Messages up to here may be delivered and read: they outlive a crash as far as the stream promises it. Any thread. */
    public long deliverableSeq() {
        return config.persistMode() == PersistMode.ASYNC ? reader().lastSeq() : reader().durableSeq();
    }

    /** The streams that copy it. Any thread. */
    Followers followers() {
        return followers;
    }

    // --- Its loop

    /** Its consumers. */
    public Consumers consumers() {
        return consumers;
    }

    /** What it is and how it is (D23), with what the request asks for. */
    public StreamInfo info(StreamInfoRequest request) {
        return description.info(request);
    }

    /** How it is, without subjects and removed sequences (D48). */
    public StreamState state() {
        return description.state();
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

    /** Whether a consumer, or a stream that copies this one, wants messages of this subject. */
    boolean isInteresting(byte[] bytes, int from, int length) {
        return consumers.isInterested(bytes, from, length) || followers.want(bytes, from, length);
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
        intake.subscribe(next.subjects());
        sourcing.configure(next);
        if (before.retention() != next.retention() && next.retention() == RetentionPolicy.INTEREST) {
            retention.sweep();
        }
        units.open();
        store.side()
                .commit(failure -> environment.execute(
                        () -> done.accept(failure == null ? Outcome.of(next) : Outcome.failed(Units.error(failure)))));
    }

    /** Removes messages; answers with how many when that is on disk (D27). */
    public void purge(PurgeRequest request, Consumer<Outcome<Long>> done) {
        purging.purge(request, done);
    }

    /**
     * Removes one message; answers when that is on disk (D29).
     *
     * @param isErased whether its bytes are overwritten too
     * @param done told the API's error when there is no such message
     */
    public void remove(long seq, boolean isErased, Consumer<Outcome<Boolean>> done) {
        purging.remove(seq, isErased, done);
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
        return accounting.untoldBytes();
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

    void warn(String text) {
        environment.warn("stream " + environment.accountName() + " > " + name() + ": " + text);
    }

    /** What follows from what becomes of units. */
    private final class Settled implements Units.Owner {
        @Override
        public void beforeCommit() {
            accounting.tell();
            upkeep.onChange();
        }

        @Override
        public void onUndone() {
            storing.ids().rewind();
            accounting.tell();
            consumers.onRewound();
        }

        @Override
        public void onDurable() {
            consumers.onDurable();
            followers.onDurable();
        }
    }
}
