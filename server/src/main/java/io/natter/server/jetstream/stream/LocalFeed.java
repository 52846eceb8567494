package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceInfo;
import io.natter.server.jetstream.consumer.ReadAhead;
import io.natter.store.CorruptRecordException;
import io.natter.store.NotAtHandException;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Copies a stream of this server: reads the origin's store directly, up to what is on disk there, a few hundred messages at a time.
 * Another thread reads what is not in memory.
 *
 * <p>Confined to the loop of the stream that copies, but for {@link #run}, which the origin calls when it has more, and what it asks of messages.
 */
final class LocalFeed implements Feed, Runnable {
    private static final int COPIED_AT_ONCE = 256;

    private final Stream stream;
    private final StreamSource source;
    private final boolean isMirror;
    private final OriginCopy copy;
    private final CopyPosition position;
    private final Publish message = new Publish();
    private final FeedRetries retries;
    private final AtomicBoolean isAwake = new AtomicBoolean();
    private @Nullable Stream origin;
    private @Nullable ReadAhead ahead; // of the origin
    private @Nullable ApiError error;
    private long activeNs;
    private boolean wasActive;
    private boolean isBegun;
    private boolean isLooking; // for where it begins
    private boolean isStopped;

    LocalFeed(Stream stream, StreamSource source, boolean isMirror, FeedRetries retries) {
        this.stream = stream;
        this.retries = retries;
        this.source = source;
        this.isMirror = isMirror;
        this.copy = new OriginCopy(stream, source, isMirror);
        this.position = new CopyPosition(stream, copy.name(), isMirror, this::onUndone);
    }

    @Override
    public SourceName name() {
        return copy.name();
    }

    @Override
    public StreamSource source() {
        return source;
    }

    @Override
    public void start(SourcePosition from) {
        position.start(from);
        run();
    }

    @Override
    public void stop() {
        isStopped = true;
        retries.remove(this);
        if (origin != null) {
            origin.followers().remove(this);
        }
    }

    @Override
    public void end() {
        stop();
    }

    /** Has it look for more. Any thread. */
    @Override
    public void run() {
        if (isAwake.compareAndSet(false, true)) {
            stream.environment().execute(this::copy);
        }
    }

    /** Whether it copies messages of this subject. Any thread. */
    boolean wants(byte[] subject) {
        return copy.filter().matches(subject);
    }

    /** Whether it has yet to copy this message. Any thread. */
    boolean wants(byte[] subject, long seq) {
        return seq > position.settledSeq() && wants(subject);
    }

    @Override
    public StreamSourceInfo info() {
        Stream from = origin;
        long lag = from == null || from.isClosed() ? 0 : from.reader().pending(copy.filter(), position.seq() + 1);
        Duration active = wasActive ? Duration.ofNanos(stream.environment().nowNs() - activeNs) : Duration.ofNanos(-1);
        return new StreamSourceInfo(
                source.name(),
                source.external(),
                lag,
                isMirror ? 0 : position.seq(),
                active,
                error,
                source.filterSubject(),
                source.subjectTransforms());
    }

    /** Copies what there is, or tries again later. */
    void copy() {
        isAwake.set(false);
        if (isStopped || stream.isClosed()) {
            return;
        }
        Stream from = findOrigin();
        if (from == null) {
            error = ApiErrorCode.STREAM_NOT_FOUND.error();
            tryAgainLater();
            return;
        }
        error = null;
        begin(from);
        ReadAhead records = ahead;
        if (isLooking || records == null) {
            return;
        }
        try {
            if (copySome(from, records)) {
                run();
            }
        } catch (NotAtHandException isBeingRead) {
            // it runs again when it was
        } catch (CorruptRecordException damaged) {
            stream.warn("source " + source.name() + ": " + damaged.getMessage());
            position.advance(damaged.seq());
            run();
        } catch (StoreException refused) {
            error = Units.error(refused);
            tryAgainLater();
        }
    }

    private @Nullable Stream findOrigin() {
        Stream known = origin;
        if (known != null && !known.isClosed()) {
            return known;
        }
        if (known != null) {
            known.followers().remove(this);
        }
        var external = source.external();
        origin = stream.environment().origin(source.name(), external == null ? null : external.apiPrefix());
        Stream found = origin;
        if (found != null) {
            found.followers().add(this);
            ahead = new ReadAhead(found.reader(), stream.environment()::work, stream.environment()::execute, this);
            isBegun = false;
        }
        return found;
    }

    // Another stream of the same name is copied from its beginning.
    private void begin(Stream from) {
        if (isBegun) {
            return;
        }
        isBegun = true;
        wasActive = true;
        activeNs = stream.environment().nowNs();
        String identity = from.identity();
        String known = position.identity();
        boolean isAnother = !isMirror && !known.isEmpty() && !known.equals(identity);
        if (isAnother) {
            stream.warn("source " + source.name() + " was created anew and is copied from its beginning");
            position.moveTo(0);
        }
        position.identify(identity);
        if (position.seq() == 0) {
            CopyStart start = CopyStart.of(stream, source, isAnother);
            if (start.timeNs() == 0) {
                beginAt(from, start.seq());
            } else {
                lookFor(from, start.timeNs());
            }
        }
    }

    private void lookFor(Stream from, long timeNs) {
        isLooking = true;
        stream.environment().work(() -> {
            AtomicLong seq = new AtomicLong();
            try {
                seq.set(from.reader().seqAtTime(timeNs));
            } catch (StoreException unreadable) {
                stream.warn("source " + source.name() + " is copied from its beginning: " + unreadable.getMessage());
            }
            stream.environment().execute(() -> {
                isLooking = false;
                if (!isStopped && !stream.isClosed()) {
                    beginAt(from, seq.get());
                    run();
                }
            });
        });
    }

    private void beginAt(Stream from, long seq) {
        long first = isMirror ? Math.max(seq, from.reader().firstSeq()) : Math.max(seq, 1);
        position.moveTo(first - 1);
        if (isMirror) {
            stream.storing().beginMirror(first);
        }
    }

    // What was handed over is to be read again.
    private void onUndone() {
        if (ahead != null) {
            ahead.clear();
        }
        tryAgainLater();
    }

    private void tryAgainLater() {
        if (!isStopped) {
            retries.add(this);
        }
    }

    // Whether there may be more.
    private boolean copySome(Stream from, ReadAhead records) {
        long upTo = from.deliverableSeq();
        boolean isLetGo = from.config().retention() != RetentionPolicy.LIMITS;
        List<Long> copied = new ArrayList<>();
        boolean hasMore = true;
        try {
            for (int i = 0; i < COPIED_AT_ONCE && hasMore; i++) {
                StoredRecord record = records.next(copy.filter(), position.seq() + 1);
                hasMore = record != null && record.seq() <= upTo && take(from, record);
                if (hasMore && record != null && isLetGo) {
                    copied.add(record.seq());
                }
            }
        } finally {
            letGo(from, copied);
        }
        return hasMore;
    }

    private boolean take(Stream from, StoredRecord record) {
        // what was purged while it waited here is not copied any more
        if (record.seq() >= from.reader().firstSeq() && !copy(record)) {
            return false;
        }
        position.advance(record.seq());
        wasActive = true;
        activeNs = stream.environment().nowNs();
        return true;
    }

    // The origin need not keep them for this stream, once it has them on disk.
    private void letGo(Stream from, List<Long> copied) {
        if (!copied.isEmpty()) {
            stream.units().open().whenDone(failure -> {
                if (failure == null) {
                    from.execute(() -> from.retention().onCopied(copied));
                }
            });
        }
    }

    private boolean copy(StoredRecord record) {
        byte[] bytes = record.bytes();
        message.subject(bytes, record.subjectFrom(), record.subjectLength())
                .reply(new byte[0])
                .headers(bytes, record.headersFrom(), record.headersLength())
                .payload(bytes, record.payloadFrom(), record.payloadLength());
        error = copy.store(message, record.seq(), record.timeNs(), position.identity());
        if (error != null) {
            tryAgainLater();
        }
        return error == null;
    }
}
