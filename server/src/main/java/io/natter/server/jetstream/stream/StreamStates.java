package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.LostMessages;
import io.natter.protocol.jetstream.StreamInfoRequest;
import io.natter.protocol.jetstream.StreamState;
import io.natter.protocol.json.GoTime;
import io.natter.store.SequenceRange;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import io.natter.store.SubjectState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * States of streams as the API tells them (D23, D48).
 *
 * <p>Thread-safe: pure functions.
 */
public final class StreamStates {
    /** Most subjects one answer tells of. */
    public static final int SUBJECTS_MAX = 100_000;

    private StreamStates() {}

    /**
     * What a stream went through, which shows in its state. Immutable.
     *
     * @param wasPurged whether all was purged, which counts as use
     * @param isInFiles whether it is kept in files
     * @param lost messages that were found damaged when it was opened, or null for none
     */
    record Use(
            boolean wasPurged, boolean isInFiles, @Nullable LostMessages lost) {}

    /** The messages of these ranges, the first {@link #SUBJECTS_MAX} of them; null for none. */
    static @Nullable LostMessages lost(List<SequenceRange> ranges) {
        List<Long> seqs = ranges.stream()
                .flatMap(range -> LongStream.rangeClosed(range.firstSeq(), range.lastSeq())
                        .boxed())
                .limit(SUBJECTS_MAX)
                .toList();
        return seqs.isEmpty() ? null : new LostMessages(seqs, 0);
    }

    /**
     * The state, with subjects and removed sequences as the request asks for them.
     *
     * @param request of a stream in files that was never used, nats-server counts sequence 0 among those removed, and so does this
     */
    static StreamState of(StreamReader reader, int consumerCount, Use use, StreamInfoRequest request) {
        io.natter.store.StreamState now = reader.state();
        boolean wasUsed = now.lastSeq() > 0 || use.wasPurged;
        boolean countsZero = !wasUsed && use.isInFiles && request.deletedDetails();
        return StreamState.builder()
                .messages(now.count())
                .bytes(now.bytes())
                .firstSequence(wasUsed ? now.firstSeq() : 0)
                .firstTime(time(now.firstTimeNs()))
                .lastSequence(now.lastSeq())
                .lastTime(time(now.lastTimeNs()))
                .subjectCount(now.subjectCount())
                .subjects(request.subjectsFilter().isEmpty() ? Map.of() : subjects(reader, request))
                .deletedCount(wasUsed ? now.removedCount() : countsZero ? 1 : 0)
                .deleted(countsZero ? List.of(0L) : request.deletedDetails() ? removed(reader) : List.of())
                .consumerCount(consumerCount)
                .lost(use.lost)
                .build();
    }

    private static Instant time(long timeNs) {
        return timeNs == 0 ? GoTime.ZERO : Instant.ofEpochSecond(0, timeNs);
    }

    private static Map<String, Long> subjects(StreamReader reader, StreamInfoRequest request) {
        List<SubjectState> found = new ArrayList<>();
        reader.subjects(SubjectFilter.of(request.subjectsFilter()), found::add);
        found.sort(Comparator.comparing(state -> new String(state.subject(), UTF_8)));
        Map<String, Long> page = new LinkedHashMap<>();
        found.stream()
                .skip(request.offset())
                .limit(SUBJECTS_MAX)
                .forEach(state -> page.put(new String(state.subject(), UTF_8), state.count()));
        return page;
    }

    private static List<Long> removed(StreamReader reader) {
        List<Long> removed = new ArrayList<>();
        reader.removed(range -> {
            for (long seq = range.firstSeq(); seq <= range.lastSeq(); seq++) {
                removed.add(seq);
            }
        });
        return removed;
    }
}
