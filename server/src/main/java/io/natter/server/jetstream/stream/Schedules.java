package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.json.GoTime;
import io.natter.protocol.subject.Subjects;
import io.natter.server.jetstream.consumer.Registration;
import io.natter.store.NotAtHandException;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import io.natter.store.SubjectFilter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Messages that are kept to be published later, once or again and again (D115, ADR-51).
 *
 * <p>Confined to the stream's loop. The last message of a subject is its schedule, so there are as many as subjects have one. What is due
 * is told by the messages themselves: after a restart each is looked up again.
 */
final class Schedules {
    private static final long DELAY_NS_MIN = 250_000_000L;
    private static final byte[] PURGE = "purge".getBytes(UTF_8);

    /**
     * A schedule, and when it is due.
     *
     * <p>Immutable.
     */
    record Due(String subject, long seq, long atNs) {}

    private final Stream stream;
    private final PublishHeaders headers = new PublishHeaders();
    private final Map<String, Due> bySubject = new HashMap<>();
    private final PriorityQueue<Due> queue =
            new PriorityQueue<>((one, other) -> Long.compare(one.atNs(), other.atNs()));
    private final ScheduleIndex index;
    private Registration timer = Registration.NONE;
    private long timerAtNs = Long.MAX_VALUE;

    Schedules(Stream stream) {
        this.stream = stream;
        this.index = new ScheduleIndex(stream);
    }

    /** What stands in the way of a message because of what it says of schedules; null for nothing. May add a header to it. */
    @Nullable
    ApiError check(Publish message, PublishHeaders given) {
        if (given.isThere(PublishHeader.SCHEDULE_TIME_ZONE) || given.has(PublishHeader.SCHEDULE)) {
            ApiError error = checkSchedule(message, given);
            if (error != null) {
                return error;
            }
        }
        if (given.has(PublishHeader.SCHEDULE_NEXT)) {
            return checkPurge(message, given);
        }
        return given.has(PublishHeader.SCHEDULER) ? ApiErrorCode.MESSAGE_SCHEDULES_SCHEDULER_INVALID.error() : null;
    }

    private @Nullable ApiError checkSchedule(Publish message, PublishHeaders given) {
        StreamConfig config = stream.config();
        ApiError unreadable = unreadable(given);
        boolean isSchedule = given.has(PublishHeader.SCHEDULE);
        if (!config.allowSchedules() && (unreadable != null || isSchedule)) {
            return ApiErrorCode.MESSAGE_SCHEDULES_DISABLED.error();
        }
        if (unreadable != null || !isSchedule) {
            return unreadable;
        }
        String ttl = given.text(PublishHeader.SCHEDULE_TTL);
        if (!ttl.isEmpty() && MessageTtl.parse(ttl) == MessageTtl.INVALID) {
            return ApiErrorCode.MESSAGE_SCHEDULES_TTL_INVALID.error();
        }
        String rollup = given.text(PublishHeader.SCHEDULE_ROLLUP);
        if (!rollup.isEmpty() && !rollup.equals("sub")) {
            return ApiErrorCode.MESSAGE_SCHEDULES_ROLLUP_INVALID.error();
        }
        if (!ttl.isEmpty() && !config.allowMessageTtl()) {
            return ApiErrorCode.MESSAGE_TTL_DISABLED.error();
        }
        ApiError error = checkSubjects(message.subjectText(), given);
        return error == null ? checkRollup(message, given) : error;
    }

    private static @Nullable ApiError unreadable(PublishHeaders given) {
        ZoneId zone = null;
        if (given.isThere(PublishHeader.SCHEDULE_TIME_ZONE)) {
            zone = Schedule.zone(given.text(PublishHeader.SCHEDULE_TIME_ZONE));
            if (zone == null) {
                return ApiErrorCode.MESSAGE_SCHEDULES_TIME_ZONE_INVALID.error();
            }
        }
        String pattern = given.text(PublishHeader.SCHEDULE);
        return !pattern.isEmpty() && Schedule.parse(pattern, zone) == null
                ? ApiErrorCode.MESSAGE_SCHEDULES_PATTERN_INVALID.error()
                : null;
    }

    private @Nullable ApiError checkSubjects(String subject, PublishHeaders given) {
        String target = given.text(PublishHeader.SCHEDULE_TARGET);
        if (!isOther(target, subject) || !isOurs(target)) {
            return ApiErrorCode.MESSAGE_SCHEDULES_TARGET_INVALID.error();
        }
        String source = given.text(PublishHeader.SCHEDULE_SOURCE);
        boolean isSourceRight =
                source.isEmpty() || isOther(source, subject) && !source.equals(target) && isOurs(source);
        return isSourceRight ? null : ApiErrorCode.MESSAGE_SCHEDULES_SOURCE_INVALID.error();
    }

    private static boolean isOther(String subject, String own) {
        return Subjects.isValidPublish(subject) && !subject.equals(own);
    }

    private boolean isOurs(String subject) {
        return stream.config().subjects().stream().anyMatch(filter -> Subjects.collide(filter, subject));
    }

    // A new schedule of a subject replaces the one before.
    private static @Nullable ApiError checkRollup(Publish message, PublishHeaders given) {
        String rollup = given.text(PublishHeader.ROLLUP);
        if (rollup.isEmpty()) {
            message.headers(HeaderEdits.with(
                    message.headers, message.headersFrom, message.headersLength, PublishHeader.ROLLUP.text(), "sub"));
            given.read(message.headers, message.headersFrom, message.headersLength);
            return null;
        }
        return rollup.equalsIgnoreCase("sub") ? null : ApiErrorCode.MESSAGE_SCHEDULES_ROLLUP_INVALID.error();
    }

    // Publishers may end a schedule, and say nothing else of when it goes on.
    private @Nullable ApiError checkPurge(Publish message, PublishHeaders given) {
        String scheduler = given.text(PublishHeader.SCHEDULER);
        if (!given.is(PublishHeader.SCHEDULE_NEXT, PURGE) || !isOther(scheduler, message.subjectText())) {
            return ApiErrorCode.MESSAGE_SCHEDULES_SCHEDULER_INVALID.error();
        }
        if (!stream.config().allowSchedules()) {
            return ApiErrorCode.MESSAGE_SCHEDULES_DISABLED.error();
        }
        StoredRecord last = stream.reader().last(SubjectFilter.exactly(scheduler.getBytes(UTF_8)));
        return last == null || isSchedule(last) ? null : ApiErrorCode.MESSAGE_SCHEDULES_SCHEDULER_INVALID.error();
    }

    private boolean isSchedule(StoredRecord record) {
        headers.read(record.bytes(), record.headersFrom(), record.headersLength());
        return headers.has(PublishHeader.SCHEDULE);
    }

    /** A message was stored: it may be a schedule, or end the one its subject had. */
    void onStored(long seq, Publish message, PublishHeaders given, long timeNs) {
        if (!stream.config().allowSchedules()) {
            return;
        }
        if (given.has(PublishHeader.SCHEDULE)) {
            plan(message.subjectText(), seq, given, Instant.ofEpochSecond(0, timeNs));
        } else if (!bySubject.isEmpty()) {
            bySubject.remove(message.subjectText());
        }
        index.onStored(seq, bySubject.values());
    }

    /** Finds the schedules that are stored. */
    void recover() {
        if (!stream.config().allowSchedules()) {
            return;
        }
        ScheduleIndex.Known known = index.load();
        for (long seq : known.seqs()) {
            StoredRecord record = stream.reader().get(seq);
            if (record != null) {
                recover(record);
            }
        }
        StoredRecord record = stream.reader().next(SubjectFilter.all(), known.upToSeq() + 1);
        while (record != null) {
            recover(record);
            record = stream.reader().next(SubjectFilter.all(), record.seq() + 1);
        }
    }

    private void recover(StoredRecord record) {
        String subject = new String(record.subject(), UTF_8);
        if (record.headersLength() > 0 && isSchedule(record)) {
            plan(subject, record.seq(), headers, Instant.ofEpochSecond(0, record.timeNs()));
        } else {
            bySubject.remove(subject);
        }
    }

    void stop() {
        timer.cancel();
        if (stream.config().allowSchedules()) {
            index.close(bySubject.values());
        }
    }

    private void plan(String subject, long seq, PublishHeaders given, Instant last) {
        Schedule schedule = Schedule.parse(
                given.text(PublishHeader.SCHEDULE),
                given.has(PublishHeader.SCHEDULE_TIME_ZONE)
                        ? Schedule.zone(given.text(PublishHeader.SCHEDULE_TIME_ZONE))
                        : null);
        Instant next = schedule == null ? null : schedule.next(last, now());
        if (next == null) {
            bySubject.remove(subject);
            return;
        }
        var due = new Due(subject, seq, ns(next));
        bySubject.put(subject, due);
        queue.add(due);
        wake();
    }

    /** Nanoseconds since 1970. */
    static long ns(Instant time) {
        return time.getEpochSecond() * 1_000_000_000L + time.getNano();
    }

    private Instant now() {
        return Instant.ofEpochSecond(0, stream.environment().wallNs());
    }

    private void wake() {
        Due first = queue.peek();
        long wallNs = stream.environment().wallNs();
        if (first == null) {
            return;
        }
        long atNs = Math.max(first.atNs, wallNs + DELAY_NS_MIN);
        if (atNs < timerAtNs) {
            timer.cancel();
            timerAtNs = atNs;
            timer = stream.environment().schedule(atNs - wallNs, this::fire);
        }
    }

    private void fire() {
        timerAtNs = Long.MAX_VALUE;
        if (stream.isClosed()) {
            return;
        }
        long wallNs = stream.environment().wallNs();
        List<Due> due = new ArrayList<>();
        while (!queue.isEmpty() && queue.peek().atNs <= wallNs) {
            Due next = queue.remove();
            if (next.equals(bySubject.get(next.subject))) {
                due.add(next);
            }
        }
        due.sort(Comparator.comparingLong(Due::seq));
        due.forEach(this::read);
        wake();
    }

    /** What is published of a schedule: its own content, or the last message of another subject. */
    private record Found(
            @Nullable StoredRecord schedule, @Nullable StoredRecord content) {
        static final Found NOTHING = new Found(null, null);
    }

    // Another thread reads what is not in memory; it is published when that is done.
    private void read(Due due) {
        try {
            publish(due, find(due.seq, stream.reader()::getAtHand));
        } catch (NotAtHandException cold) {
            stream.environment().work(() -> {
                Found found = findCold(due);
                stream.environment().execute(() -> {
                    if (!stream.isClosed() && due.equals(bySubject.get(due.subject))) {
                        publish(due, found);
                    }
                });
            });
        } catch (StoreException unreadable) {
            publish(due, unreadable(due, unreadable));
        }
    }

    private Found findCold(Due due) {
        try {
            return find(due.seq, stream.reader()::get);
        } catch (StoreException unreadable) {
            return unreadable(due, unreadable);
        }
    }

    private Found unreadable(Due due, StoreException why) {
        stream.warn("schedule " + due.subject + ": " + why.getMessage());
        return Found.NOTHING;
    }

    // Any thread.
    private Found find(long seq, LongFunction<@Nullable StoredRecord> reading) {
        StoredRecord record = reading.apply(seq);
        if (record == null || record.headersLength() == 0) {
            return Found.NOTHING;
        }
        var given = new PublishHeaders();
        given.read(record.bytes(), record.headersFrom(), record.headersLength());
        byte[] source = given.text(PublishHeader.SCHEDULE_SOURCE).getBytes(UTF_8);
        long lastSeq = source.length == 0 ? 0 : stream.reader().lastSeqOf(source, 0, source.length);
        StoredRecord last = lastSeq == 0 ? null : reading.apply(lastSeq);
        return new Found(record, last == null ? record : last);
    }

    private void publish(Due due, Found found) {
        StoredRecord record = found.schedule;
        StoredRecord content = found.content;
        if (record == null || content == null || !isSchedule(record)) {
            bySubject.remove(due.subject, due);
            return;
        }
        Schedule schedule = Schedule.parse(
                headers.text(PublishHeader.SCHEDULE),
                headers.has(PublishHeader.SCHEDULE_TIME_ZONE)
                        ? Schedule.zone(headers.text(PublishHeader.SCHEDULE_TIME_ZONE))
                        : null);
        Instant next =
                schedule == null || schedule.isOnce() ? null : schedule.next(Instant.ofEpochSecond(0, due.atNs), now());
        Publish message = produced(due.subject, content, next);
        bySubject.remove(due.subject, due);
        ApiError error = stream.takeCopy(message);
        if (error != null) {
            stream.warn("schedule " + due.subject + ": " + error.description());
        }
        if (next != null && stream.reader().subject(due.seq) != null) {
            var again = new Due(due.subject, due.seq, ns(next));
            bySubject.put(due.subject, again);
            queue.add(again);
        }
    }

    private Publish produced(String subject, StoredRecord content, @Nullable Instant next) {
        String target = headers.text(PublishHeader.SCHEDULE_TARGET);
        String ttl = headers.text(PublishHeader.SCHEDULE_TTL);
        String rollup = headers.text(PublishHeader.SCHEDULE_ROLLUP);
        byte[] block = HeaderEdits.forSchedule(content.bytes(), content.headersFrom(), content.headersLength());
        block = with(block, PublishHeader.SCHEDULER, subject);
        block = with(block, PublishHeader.SCHEDULE_NEXT, next == null ? "purge" : GoTime.format(next));
        block = ttl.isEmpty() ? block : with(block, PublishHeader.TTL, ttl);
        block = rollup.isEmpty() ? block : with(block, PublishHeader.ROLLUP, rollup);
        return new Publish().subject(target.getBytes(UTF_8)).headers(block).payload(content.payload());
    }

    private static byte[] with(byte[] block, PublishHeader header, String value) {
        return HeaderEdits.with(block, 0, block.length, header.text(), value);
    }
}
