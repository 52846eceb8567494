package io.natter.store.sim;

import io.natter.store.Admission;
import io.natter.store.Limits;
import io.natter.store.PurgeRequest;
import io.natter.store.RecordDraft;
import io.natter.store.SequenceRange;
import io.natter.store.SubjectFilter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A stream as slow and obvious as can be: a sorted map. */
public final class StreamModel {
    /** A record. */
    public record Rec(String subject, String headers, String payload, long timeNs, long expiryNs) {
        long counted() {
            return 30L + subject.length() + payload.length() + (headers.isEmpty() ? 0 : headers.length() + 4);
        }
    }

    public final TreeMap<Long, Rec> records;
    public long lastSeq;
    public Limits limits = Limits.NONE;
    public final List<String> removed = new ArrayList<>();

    public StreamModel() {
        records = new TreeMap<>();
    }

    private StreamModel(StreamModel other) {
        records = new TreeMap<>(other.records);
        lastSeq = other.lastSeq;
        limits = other.limits;
    }

    public StreamModel copy() {
        return new StreamModel(this);
    }

    public boolean isSame(StreamModel other) {
        return lastSeq == other.lastSeq && records.equals(other.records);
    }

    public long append(Rec rec, long wanted) {
        lastSeq = wanted == 0 ? lastSeq + 1 : wanted;
        records.put(lastSeq, rec);
        if (limits.perSubjectMax() > 0) {
            trim(rec.subject);
        }
        enforce();
        return lastSeq;
    }

    public Admission admit(Rec rec) {
        if (limits.recordsMax() > 0 && records.size() + 1 > limits.recordsMax()) {
            return Admission.RECORDS;
        }
        if (limits.bytesMax() > 0 && bytes() + rec.counted() > limits.bytesMax()) {
            return Admission.BYTES;
        }
        boolean isFull = limits.perSubjectMax() > 0 && seqs(rec.subject).size() + 1 > limits.perSubjectMax();
        return isFull ? Admission.PER_SUBJECT : Admission.FITS;
    }

    private void trim(String subject) {
        List<Long> seqs = seqs(subject);
        for (int i = 0; i < seqs.size() - limits.perSubjectMax(); i++) {
            drop(seqs.get(i), "PER_SUBJECT");
        }
    }

    private void enforce() {
        while (limits.recordsMax() > 0 && records.size() > limits.recordsMax()) {
            drop(records.firstKey(), "RECORDS");
        }
        while (limits.bytesMax() > 0 && bytes() > limits.bytesMax() && !records.isEmpty()) {
            drop(records.firstKey(), "BYTES");
        }
    }

    private void drop(long seq, String reason) {
        Rec gone = records.remove(seq);
        removed.add(seq + " " + gone.subject + " " + reason);
    }

    public void limits(Limits other) {
        limits = other;
        if (limits.perSubjectMax() > 0) {
            records.values().stream().map(Rec::subject).distinct().toList().forEach(this::trim);
        }
        enforce();
    }

    public boolean remove(long seq) {
        return records.remove(seq) != null;
    }

    public long purge(PurgeRequest request) {
        List<Long> matching = records.headMap(request.beforeSeq()).entrySet().stream()
                .filter(entry -> matches(request.filter(), entry.getValue().subject))
                .map(Map.Entry::getKey)
                .toList();
        long count = Math.max(0, matching.size() - request.keepCount());
        matching.stream().limit(count).forEach(records::remove);
        return count;
    }

    public int expire(long nowNs) {
        int before = records.size();
        List.copyOf(records.entrySet()).stream()
                .filter(entry -> entry.getValue().expiryNs != 0 && entry.getValue().expiryNs <= nowNs)
                .sorted((a, b) -> Long.compare(a.getValue().expiryNs, b.getValue().expiryNs))
                .forEach(entry -> drop(entry.getKey(), "EXPIRED"));
        if (limits.ageNsMax() > 0) {
            List.copyOf(records.entrySet()).stream()
                    .filter(entry -> entry.getValue().expiryNs != RecordDraft.STAYS)
                    .takeWhile(entry -> entry.getValue().timeNs <= nowNs - limits.ageNsMax())
                    .forEach(entry -> drop(entry.getKey(), "AGE"));
        }
        return before - records.size();
    }

    public void truncate(long newLastSeq) {
        records.tailMap(newLastSeq, false).clear();
        lastSeq = newLastSeq;
    }

    public void restart(long firstSeq) {
        records.clear();
        lastSeq = firstSeq - 1;
    }

    public long bytes() {
        return records.values().stream().mapToLong(Rec::counted).sum();
    }

    public long firstSeq() {
        return records.isEmpty() ? lastSeq + 1 : records.firstKey();
    }

    private List<Long> seqs(String subject) {
        return records.entrySet().stream()
                .filter(entry -> entry.getValue().subject.equals(subject))
                .map(Map.Entry::getKey)
                .toList();
    }

    public long next(SubjectFilter filter, long from) {
        return records.tailMap(from).entrySet().stream()
                .filter(entry -> matches(filter, entry.getValue().subject))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0L);
    }

    public long previous(SubjectFilter filter, long from) {
        return records.headMap(from, true).descendingMap().entrySet().stream()
                .filter(entry -> matches(filter, entry.getValue().subject))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(0L);
    }

    public long pending(SubjectFilter filter, long from) {
        return records.tailMap(from).values().stream()
                .filter(rec -> matches(filter, rec.subject))
                .count();
    }

    public Map<String, List<Long>> bySubject(SubjectFilter filter) {
        var map = new HashMap<String, List<Long>>();
        records.forEach((seq, rec) -> {
            if (matches(filter, rec.subject)) {
                map.computeIfAbsent(rec.subject, subject -> new ArrayList<>()).add(seq);
            }
        });
        return map;
    }

    public long[] lastSeqs(SubjectFilter filter, long upTo) {
        return bySubject(filter).values().stream()
                .mapToLong(seqs -> seqs.stream()
                        .mapToLong(seq -> seq)
                        .filter(seq -> seq <= upTo)
                        .max()
                        .orElse(0))
                .filter(seq -> seq > 0)
                .sorted()
                .toArray();
    }

    public List<SequenceRange> gaps() {
        var gaps = new ArrayList<SequenceRange>();
        long expected = firstSeq();
        for (long seq : records.keySet()) {
            if (seq > expected) {
                gaps.add(new SequenceRange(expected, seq - 1));
            }
            expected = seq + 1;
        }
        if (expected <= lastSeq) {
            gaps.add(new SequenceRange(expected, lastSeq));
        }
        return gaps;
    }

    private static boolean matches(SubjectFilter filter, String subject) {
        return filter.matches(subject.getBytes(StandardCharsets.UTF_8));
    }
}
