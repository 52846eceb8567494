package io.natter.protocol.jetstream;

import io.natter.protocol.json.GoTime;
import io.natter.protocol.json.UnknownFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a {@link StreamState}; each setter is named as its component. Confined to one thread. */
public final class StreamStateBuilder {
    private long messages;
    private long bytes;
    private long firstSequence;
    private Instant firstTime = GoTime.ZERO;
    private long lastSequence;
    private Instant lastTime = GoTime.ZERO;
    private long subjectCount;
    private Map<String, Long> subjects = Map.of();
    private long deletedCount;
    private List<Long> deleted = List.of();
    private @Nullable LostMessages lost;
    private long consumerCount;
    private UnknownFields unknown = UnknownFields.NONE;

    StreamStateBuilder() {}

    StreamStateBuilder(StreamState from) {
        messages = from.messages();
        bytes = from.bytes();
        firstSequence = from.firstSequence();
        firstTime = from.firstTime();
        lastSequence = from.lastSequence();
        lastTime = from.lastTime();
        subjectCount = from.subjectCount();
        subjects = from.subjects();
        deletedCount = from.deletedCount();
        deleted = from.deleted();
        lost = from.lost();
        consumerCount = from.consumerCount();
        unknown = from.unknown();
    }

    /** Sets number of messages. */
    public StreamStateBuilder messages(long messages) {
        this.messages = messages;
        return this;
    }

    /** Sets their size in the store. */
    public StreamStateBuilder bytes(long bytes) {
        this.bytes = bytes;
        return this;
    }

    /** Sets sequence of the first, or of the next if there is none. */
    public StreamStateBuilder firstSequence(long firstSequence) {
        this.firstSequence = firstSequence;
        return this;
    }

    /** Sets when it was stored. */
    public StreamStateBuilder firstTime(Instant firstTime) {
        this.firstTime = firstTime;
        return this;
    }

    /** Sets sequence of the last that ever was. */
    public StreamStateBuilder lastSequence(long lastSequence) {
        this.lastSequence = lastSequence;
        return this;
    }

    /** Sets when it was stored. */
    public StreamStateBuilder lastTime(Instant lastTime) {
        this.lastTime = lastTime;
        return this;
    }

    /** Sets number of subjects. */
    public StreamStateBuilder subjectCount(long subjectCount) {
        this.subjectCount = subjectCount;
        return this;
    }

    /** Sets messages by subject, if asked for. */
    public StreamStateBuilder subjects(Map<String, Long> subjects) {
        this.subjects = subjects;
        return this;
    }

    /** Sets number of sequences missing between first and last. */
    public StreamStateBuilder deletedCount(long deletedCount) {
        this.deletedCount = deletedCount;
        return this;
    }

    /** Sets those sequences, if asked for. */
    public StreamStateBuilder deleted(List<Long> deleted) {
        this.deleted = deleted;
        return this;
    }

    /** Sets what the store has lost, or null. */
    public StreamStateBuilder lost(@Nullable LostMessages lost) {
        this.lost = lost;
        return this;
    }

    /** Sets number of consumers. */
    public StreamStateBuilder consumerCount(long consumerCount) {
        this.consumerCount = consumerCount;
        return this;
    }

    /** The fields collected so far. */
    public StreamState build() {
        return new StreamState(
                messages,
                bytes,
                firstSequence,
                firstTime,
                lastSequence,
                lastTime,
                subjectCount,
                subjects,
                deletedCount,
                deleted,
                lost,
                consumerCount,
                unknown);
    }
}
