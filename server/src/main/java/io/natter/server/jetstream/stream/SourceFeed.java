package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceInfo;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import io.natter.protocol.subject.SubjectTransform;
import io.natter.server.jetstream.consumer.Registration;
import io.natter.store.CorruptRecordException;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Copies one stream of this server into another: a mirror, or one of several sources (D240).
 *
 * <p>Confined to the loop of the stream that copies, but for {@link #run}, which the origin calls when it has more. Reads the origin's
 * store directly, up to what is on disk there; a few hundred messages at a time.
 */
final class SourceFeed implements Runnable {
    private static final int COPIED_AT_ONCE = 256;
    private static final long RETRY_NS = 1_000_000_000L;

    private record Rule(String source, @Nullable SubjectTransform transform) {}

    private final Stream stream;
    private final StreamSource source;
    private final SourceName name;
    private final boolean isMirror;
    private final SubjectFilter filter;
    private final List<Rule> rules = new ArrayList<>();
    private final Publish message = new Publish();
    private final AtomicBoolean isAwake = new AtomicBoolean();
    private @Nullable Stream origin;
    private Registration retry = Registration.NONE;
    private @Nullable ApiError error;
    private long nextSeq;
    private long activeNs;
    private boolean wasActive;
    private boolean isStarted;
    private boolean isStopped;

    /**
     * A feed that does nothing yet.
     *
     * @param nextSeq the first sequence of the origin that is not copied yet; 0 to begin where the configuration says
     */
    SourceFeed(Stream stream, StreamSource source, boolean isMirror, long nextSeq) {
        this.stream = stream;
        this.source = source;
        this.name = SourceName.of(source);
        this.isMirror = isMirror;
        this.nextSeq = nextSeq;
        List<String> filters = new ArrayList<>();
        for (SubjectTransformConfig rule : source.subjectTransforms()) {
            String from = rule.source().isEmpty() ? ">" : rule.source();
            filters.add(from);
            rules.add(new Rule(
                    from, rule.destination().isEmpty() ? null : SubjectTransform.of(from, rule.destination())));
        }
        if (!source.filterSubject().isEmpty()) {
            filters.add(source.filterSubject());
        }
        this.filter = SubjectFilter.of(filters);
    }

    SourceName name() {
        return name;
    }

    StreamSource source() {
        return source;
    }

    void start() {
        run();
    }

    void stop() {
        isStopped = true;
        retry.cancel();
        if (origin != null) {
            origin.unfollow(this);
        }
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
        return filter.matches(subject);
    }

    /** How far it has come (D241). */
    StreamSourceInfo info() {
        Stream from = origin;
        long lag = from == null || from.isClosed() ? 0 : from.reader().pending(filter, Math.max(nextSeq, 1));
        Duration active = wasActive ? Duration.ofNanos(stream.environment().nowNs() - activeNs) : Duration.ofNanos(-1);
        return new StreamSourceInfo(
                source.name(),
                source.external(),
                lag,
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
        begin(from.reader());
        try {
            if (copySome(from)) {
                run();
            }
        } catch (CorruptRecordException damaged) {
            stream.warn("source " + source.name() + ": " + damaged.getMessage());
            nextSeq = damaged.seq() + 1;
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
            known.unfollow(this);
        }
        var external = source.external();
        origin = stream.environment().origin(source.name(), external == null ? null : external.apiPrefix());
        if (origin != null) {
            origin.follow(this);
        }
        return origin;
    }

    private void begin(StreamReader from) {
        if (isStarted) {
            return;
        }
        isStarted = true;
        wasActive = true;
        activeNs = stream.environment().nowNs();
        if (nextSeq == 0) {
            Instant time = source.startTime();
            nextSeq = time == null ? Math.max(source.startSequence(), 1) : from.seqAtTime(Schedules.ns(time));
        }
    }

    private void tryAgainLater() {
        retry.cancel();
        retry = stream.environment().schedule(RETRY_NS, this);
    }

    // Whether there may be more.
    private boolean copySome(Stream from) {
        StreamReader reader = from.reader();
        long upTo = from.deliverableSeq();
        boolean isLetGo = from.config().retention() != RetentionPolicy.LIMITS;
        List<Long> copied = new ArrayList<>();
        boolean hasMore = false;
        for (int i = 0; i < COPIED_AT_ONCE; i++) {
            StoredRecord record = reader.next(filter, nextSeq);
            hasMore = record != null && record.seq() <= upTo;
            if (!hasMore || record == null || !copy(record)) {
                hasMore = false;
                break;
            }
            nextSeq = record.seq() + 1;
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
        transform();
        if (isMirror) {
            stream.storing().appendMirrored(message, record.seq(), record.timeNs());
            return true;
        }
        byte[] headers = HeaderEdits.forCopy(bytes, record.headersFrom(), record.headersLength());
        String header = name.header(record.seq(), new String(record.subject(), UTF_8));
        message.headers(HeaderEdits.with(headers, 0, headers.length, PublishHeader.STREAM_SOURCE.text(), header));
        error = stream.takeCopy(message);
        if (error != null) {
            tryAgainLater();
            return false;
        }
        return true;
    }

    private void transform() {
        for (Rule rule : rules) {
            SubjectTransform transform = rule.transform;
            if (transform == null) {
                continue;
            }
            byte[] subject = transform.apply(
                    message.subject,
                    message.subjectFrom,
                    message.subjectLength,
                    stream.environment().random()::nextInt);
            if (subject != null) {
                message.subject(subject);
                return;
            }
        }
    }
}
