package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import java.time.Instant;
import java.util.List;

/**
 * Where a new consumer starts in its stream (D141).
 *
 * <p>Immutable.
 *
 * @param seq the first sequence to look at; everything before counts as delivered
 * @param list sequences to deliver before anything else, ascending: the last message of each subject; mostly empty
 * @param listEndSeq the stream's last sequence when the list was made, or 0 without a list
 */
@SuppressWarnings("ArrayRecordComponent") // identity is never asked for
record StartPosition(long seq, long[] list, long listEndSeq) {
    private static final long[] NO_LIST = {};

    /** The filters of a configuration; none for every subject. */
    static List<String> filters(ConsumerConfig config) {
        return config.filterSubject().isEmpty() ? config.filterSubjects() : List.of(config.filterSubject());
    }

    /** The position a configuration asks for, in the stream as it is now. */
    static StartPosition of(ConsumerConfig config, long perSubjectMax, StreamReader reader) {
        long firstSeq = reader.firstSeq();
        long lastSeq = reader.lastSeq();
        if (config.startSequence() != 0) {
            return at(Math.max(config.startSequence(), firstSeq));
        }
        SubjectFilter filter = SubjectFilter.of(filters(config));
        if (config.deliverPolicy() == DeliverPolicy.LAST_PER_SUBJECT && perSubjectMax != 1) {
            long[] list = reader.lastSeqs(filter, lastSeq, Integer.MAX_VALUE);
            if (list == null || list.length == 0) {
                return at(within(lastSeq, firstSeq, lastSeq));
            }
            return new StartPosition(within(list[0], firstSeq, lastSeq), list, lastSeq);
        }
        return at(within(wished(config, filter, reader), firstSeq, lastSeq));
    }

    /** Where a consumer that was brought back goes on with the list it had not finished. */
    static StartPosition resumed(long nextSeq, long listEndSeq, SubjectFilter filter, StreamReader reader) {
        if (listEndSeq == 0) {
            return at(nextSeq);
        }
        long[] list = reader.lastSeqs(filter, listEndSeq, Integer.MAX_VALUE);
        long[] rest = list == null
                ? NO_LIST
                : java.util.Arrays.stream(list).filter(seq -> seq >= nextSeq).toArray();
        return rest.length == 0 ? at(Math.max(nextSeq, listEndSeq + 1)) : new StartPosition(nextSeq, rest, listEndSeq);
    }

    /** A position without a list. */
    static StartPosition at(long seq) {
        return new StartPosition(Math.max(1, seq), NO_LIST, 0);
    }

    // No further than behind the last message, no nearer than the first.
    private static long within(long seq, long firstSeq, long lastSeq) {
        return Math.max(Math.min(seq, lastSeq + 1), firstSeq);
    }

    private static long wished(ConsumerConfig config, SubjectFilter filter, StreamReader reader) {
        return switch (config.deliverPolicy()) {
            case ALL, UNDEFINED, LAST_PER_SUBJECT -> reader.firstSeq();
            case LAST -> filter.isAll() ? reader.lastSeq() : lastSeq(filter, reader);
            case BY_START_TIME -> byTime(config, reader);
            case NEW, BY_START_SEQUENCE -> reader.lastSeq() + 1;
        };
    }

    private static long lastSeq(SubjectFilter filter, StreamReader reader) {
        StoredRecord last = reader.last(filter);
        return last == null ? 0 : last.seq();
    }

    /** The first sequence of the start time. */
    static long seqAt(ConsumerConfig config, StreamReader reader) {
        Instant time = config.startTime();
        return time == null ? 0 : reader.seqAtTime(nanos(time));
    }

    // With filters: moved on to the first message that matches, which is what nats-server then tells as delivered
    // before.
    private static long byTime(ConsumerConfig config, StreamReader reader) {
        Instant time = config.startTime();
        if (time == null) {
            return reader.lastSeq() + 1;
        }
        long seq = reader.seqAtTime(nanos(time));
        long nearest = reader.lastSeq();
        for (String filter : filters(config)) {
            long first = reader.nextSeq(SubjectFilter.of(filter), reader.firstSeq());
            if (first >= seq && first < nearest) {
                nearest = first;
            }
        }
        boolean isFiltered = !filters(config).isEmpty();
        return isFiltered && nearest > seq && nearest < reader.lastSeq() ? nearest : seq;
    }

    /** Why a consumer cannot start again at a sequence; empty when it can (D39). */
    static String refusalOfReset(ConsumerConfig config, long seq, StreamReader reader) {
        return switch (config.deliverPolicy()) {
            case ALL, UNDEFINED -> "";
            case BY_START_SEQUENCE -> seq < config.startSequence() ? "below start seq" : "";
            case BY_START_TIME -> seq < seqAt(config, reader) ? "below start time" : "";
            case LAST, NEW, LAST_PER_SUBJECT -> "not allowed";
        };
    }

    private static long nanos(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
        } catch (ArithmeticException farAway) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
