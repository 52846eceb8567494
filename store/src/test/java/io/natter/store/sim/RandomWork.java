package io.natter.store.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.Limits;
import io.natter.store.PurgeRequest;
import io.natter.store.RecordDraft;
import io.natter.store.RecordSnapshot;
import io.natter.store.Removal;
import io.natter.store.SequenceRange;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.StreamStore;
import io.natter.store.StreamWriter;
import io.natter.store.SubjectFilter;
import io.natter.store.sim.StreamModel.Rec;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Does the same random things to a stream and to its model, and compares every answer. */
public final class RandomWork {
    private static final List<SubjectFilter> FILTERS = List.of(
            SubjectFilter.all(),
            SubjectFilter.of("a.*"),
            SubjectFilter.of("a.1"),
            SubjectFilter.of("*.2"),
            SubjectFilter.of("b.>"),
            SubjectFilter.of("a.0", "c.>"),
            SubjectFilter.of("none"));

    private final RandomGenerator random;
    private final RecordDraft draft = new RecordDraft();
    private final List<String> removed = new ArrayList<>();
    private StreamModel model;
    private long nowNs = 1_000_000;

    public RandomWork(RandomGenerator random, StreamModel model) {
        this.random = random;
        this.model = model;
    }

    public StreamModel model() {
        return model;
    }

    /** Goes on with another model: what recovery brought back. */
    public void model(StreamModel other) {
        model = other;
        model.removed.clear();
        removed.clear();
    }

    public static SubjectFilter filter(RandomGenerator random) {
        return FILTERS.get(random.nextInt(FILTERS.size()));
    }

    /** Makes the listener that is compared with the model's. */
    public void listen(StreamStore stream) {
        stream.writer()
                .onRemoval((seq, subject, reason) ->
                        removed.add(seq + " " + new String(subject, StandardCharsets.UTF_8) + " " + reason));
    }

    /** One random change. */
    public void change(StreamStore stream) {
        StreamWriter writer = stream.writer();
        nowNs += random.nextInt(100);
        switch (random.nextInt(24)) {
            case 0, 1, 2 -> remove(writer);
            case 3 -> purge(writer);
            case 4 -> limits(writer);
            case 5 -> expire(writer);
            case 6 -> skip(writer);
            case 7 -> maintain(writer);
            default -> append(writer);
        }
        assertThat(removed).isEqualTo(model.removed);
        removed.clear();
        model.removed.clear();
    }

    /** Some housekeeping. */
    public void maintain(StreamWriter writer) {
        maintain(writer, random);
    }

    /** Some housekeeping. */
    public static void maintain(StreamWriter writer, RandomGenerator random) {
        int steps = random.nextInt(12);
        while (steps-- > 0 && writer.maintain()) {}
    }

    private void append(StreamWriter writer) {
        String subject = "abc".charAt(random.nextInt(3)) + "." + random.nextInt(random.nextInt(8) == 0 ? 40 : 3);
        String headers = random.nextInt(3) == 0 ? "h".repeat(random.nextInt(40)) : "";
        String payload = random.nextInt() + "p".repeat(random.nextInt(random.nextInt(10) == 0 ? 3000 : 60));
        long expiryNs = random.nextInt(5) == 0 ? nowNs + random.nextInt(3000) : 0;
        expiryNs = random.nextInt(12) == 0 ? RecordDraft.STAYS : expiryNs;
        long wanted = random.nextInt(30) == 0 ? model.lastSeq + 1 + random.nextInt(5) : 0;
        var rec = new Rec(subject, headers, payload, nowNs, expiryNs);
        draft.subject(utf8(subject))
                .headers(utf8(headers))
                .payload(utf8(payload))
                .timeNs(nowNs)
                .expiryNs(expiryNs)
                .seq(wanted);
        assertThat(writer.admit(draft)).isEqualTo(model.admit(rec));
        long seq = writer.append(draft);
        assertThat(seq).isEqualTo(model.append(rec, wanted));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void remove(StreamWriter writer) {
        long seq = model.firstSeq() + random.nextLong(Math.max(1, model.lastSeq - model.firstSeq() + 2));
        Removal how = random.nextBoolean() ? Removal.FORGET : Removal.ERASE;
        assertThat(writer.remove(seq, how)).isEqualTo(model.remove(seq));
    }

    private void purge(StreamWriter writer) {
        long before = random.nextBoolean()
                ? Long.MAX_VALUE
                : model.firstSeq() + random.nextLong(Math.max(1, model.lastSeq - model.firstSeq() + 2));
        var request = random.nextInt(8) == 0
                ? PurgeRequest.ALL
                : new PurgeRequest(filter(random), before, random.nextInt(12));
        assertThat(writer.purge(request)).isEqualTo(model.purge(request));
    }

    private void limits(StreamWriter writer) {
        var limits = new Limits(
                random.nextInt(4) == 0 ? 1 + random.nextInt(60) : 0,
                random.nextInt(4) == 0 ? 100 + random.nextInt(10_000) : 0,
                random.nextInt(4) == 0 ? 1 + random.nextInt(5) : 0,
                random.nextInt(4) == 0 ? 1 + random.nextInt(3000) : 0);
        writer.limits(limits);
        model.limits(limits);
        // The order in which subjects are trimmed is nobody's business.
        removed.sort(null);
        model.removed.sort(null);
    }

    private void expire(StreamWriter writer) {
        assertThat(writer.expire(nowNs, Integer.MAX_VALUE)).isEqualTo(model.expire(nowNs));
        // Nor is the order of those whose time is the same.
        removed.sort(null);
        model.removed.sort(null);
    }

    private void skip(StreamWriter writer) {
        long next = model.lastSeq + 2 + random.nextInt(5);
        writer.skipTo(next);
        model.lastSeq = next - 1;
    }

    /** Compares all there is to ask. */
    public void check(StreamStore stream) {
        StreamReader reader = stream.reader();
        assertThat(read(stream, model.limits).records).isEqualTo(model.records);
        assertThat(reader.firstSeq()).as("first").isEqualTo(model.firstSeq());
        assertThat(reader.lastSeq()).as("last").isEqualTo(model.lastSeq);
        assertThat(reader.state().count()).as("count").isEqualTo(model.records.size());
        assertThat(reader.state().bytes()).as("bytes").isEqualTo(model.bytes());
        var gaps = new ArrayList<SequenceRange>();
        reader.removed(gaps::add);
        assertThat(gaps).isEqualTo(model.gaps());
        for (SubjectFilter filter : FILTERS) {
            check(reader, filter);
        }
        try (RecordSnapshot snapshot = reader.snapshot()) {
            var seqs = new ArrayList<Long>();
            for (StoredRecord each = snapshot.next(); each != null; each = snapshot.next()) {
                seqs.add(each.seq());
            }
            assertThat(seqs).containsExactlyElementsOf(model.records.keySet());
        }
    }

    private void check(StreamReader reader, SubjectFilter filter) {
        long from = model.firstSeq() + random.nextLong(Math.max(1, model.lastSeq - model.firstSeq() + 2));
        assertThat(reader.nextSeq(filter, from)).as("next %s %s", filter, from).isEqualTo(model.next(filter, from));
        StoredRecord previous = reader.previous(filter, from);
        assertThat(previous == null ? 0 : previous.seq()).isEqualTo(model.previous(filter, from));
        assertThat(reader.pending(filter, from)).as("pending").isEqualTo(model.pending(filter, from));
        assertThat(reader.count(filter)).isEqualTo(model.pending(filter, 0));
        var subjects = new TreeMap<String, List<Long>>();
        reader.subjects(
                filter,
                state -> subjects.put(
                        new String(state.subject(), StandardCharsets.UTF_8),
                        List.of(state.count(), state.firstSeq(), state.lastSeq())));
        var expected = new TreeMap<String, List<Long>>();
        model.bySubject(filter)
                .forEach((subject, seqs) ->
                        expected.put(subject, List.of((long) seqs.size(), seqs.get(0), seqs.get(seqs.size() - 1))));
        assertThat(subjects).isEqualTo(expected);
        expected.forEach((subject, numbers) -> {
            byte[] bytes = utf8(subject);
            assertThat(reader.lastSeqOf(bytes, 0, bytes.length)).isEqualTo(numbers.get(2));
            assertThat(reader.countOf(bytes, 0, bytes.length)).isEqualTo(numbers.get(0));
        });
        assertThat(reader.subjectCount(filter)).isEqualTo(expected.size());
        assertThat(reader.lastSeqs(filter, from, 1000)).isEqualTo(model.lastSeqs(filter, from));
        assertThat(reader.pendingLastPerSubject(filter, from))
                .isEqualTo(expected.values().stream()
                        .filter(numbers -> numbers.get(2) >= from)
                        .count());
    }

    /** A stream's records as a model. */
    public static StreamModel read(StreamStore stream, Limits limits) {
        var model = new StreamModel();
        model.limits = limits;
        StreamReader reader = stream.reader();
        for (StoredRecord each = reader.next(SubjectFilter.all(), 0);
                each != null;
                each = reader.next(SubjectFilter.all(), each.seq() + 1)) {
            model.records.put(
                    each.seq(),
                    new Rec(
                            text(each.subject()),
                            text(each.headers()),
                            text(each.payload()),
                            each.timeNs(),
                            each.expiryNs()));
        }
        model.lastSeq = reader.lastSeq();
        return model;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
