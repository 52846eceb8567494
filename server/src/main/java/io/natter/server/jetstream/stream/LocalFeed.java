package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceInfo;
import io.natter.server.jetstream.consumer.Registration;
import io.natter.store.CorruptRecordException;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Copies a stream of this server: reads the origin's store directly, up to what is on disk there, a few hundred messages at a time.
 *
 * <p>Confined to the loop of the stream that copies, but for {@link #run}, which the origin calls when it has more, and what it asks of messages.
 */
final class LocalFeed implements Feed, Runnable {
    private static final int COPIED_AT_ONCE = 256;
    private static final long RETRY_NS = 1_000_000_000L;

    private final Stream stream;
    private final StreamSource source;
    private final boolean isMirror;
    private final OriginCopy copy;
    private final CopyPosition position;
    private final Publish message = new Publish();
    private final AtomicBoolean isAwake = new AtomicBoolean();
    private @Nullable Stream origin;
    private Registration retry = Registration.NONE;
    private @Nullable ApiError error;
    private long activeNs;
    private boolean wasActive;
    private boolean isBegun;
    private boolean isStopped;

    LocalFeed(Stream stream, StreamSource source, boolean isMirror) {
        this.stream = stream;
        this.source = source;
        this.isMirror = isMirror;
        this.copy = new OriginCopy(stream, source, isMirror);
        this.position = new CopyPosition(stream, copy.name(), isMirror, this::tryAgainLater);
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
        retry.cancel();
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

    private void copy() {
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
        try {
            if (copySome(from)) {
                run();
            }
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
        if (origin != null) {
            origin.followers().add(this);
            isBegun = false;
        }
        return origin;
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
            long seq = start.timeNs() == 0 ? start.seq() : from.reader().seqAtTime(start.timeNs());
            long first = isMirror ? Math.max(seq, from.reader().firstSeq()) : Math.max(seq, 1);
            position.moveTo(first - 1);
            if (isMirror) {
                stream.storing().beginMirror(first);
            }
        }
    }

    private void tryAgainLater() {
        retry.cancel();
        if (!isStopped) {
            retry = stream.environment().schedule(RETRY_NS, this);
        }
    }

    // Whether there may be more.
    private boolean copySome(Stream from) {
        StreamReader reader = from.reader();
        long upTo = from.deliverableSeq();
        boolean isLetGo = from.config().retention() != RetentionPolicy.LIMITS;
        List<Long> copied = new ArrayList<>();
        boolean hasMore = false;
        for (int i = 0; i < COPIED_AT_ONCE; i++) {
            StoredRecord record = reader.next(copy.filter(), position.seq() + 1);
            hasMore = record != null && record.seq() <= upTo;
            if (!hasMore || record == null || !copy(record)) {
                hasMore = false;
                break;
            }
            position.advance(record.seq());
            if (isLetGo) {
                copied.add(record.seq());
            }
            wasActive = true;
            activeNs = stream.environment().nowNs();
        }
        if (!copied.isEmpty()) {
            stream.units().open().whenDone(failure -> {
                if (failure == null) {
                    from.execute(() -> from.retention().onCopied(copied));
                }
            });
        }
        return hasMore;
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
