package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is in a stream (D48).
 *
 * <p>Immutable. Sequences and counts are unsigned.
 *
 * @param messages number of messages
 * @param bytes their size in the store
 * @param firstSequence sequence of the first, or of the next if there is none
 * @param firstTime when it was stored
 * @param lastSequence sequence of the last that ever was
 * @param lastTime when it was stored
 * @param subjectCount number of subjects
 * @param subjects messages by subject, if asked for
 * @param deletedCount number of sequences missing between first and last
 * @param deleted those sequences, if asked for
 * @param lost what the store has lost, or null
 * @param consumerCount number of consumers
 * @param unknown fields that were read without being known
 */
public record StreamState(
        long messages,
        long bytes,
        long firstSequence,
        Instant firstTime,
        long lastSequence,
        Instant lastTime,
        long subjectCount,
        Map<String, Long> subjects,
        long deletedCount,
        List<Long> deleted,
        @Nullable LostMessages lost,
        long consumerCount,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<StreamState> JSON = JsonForm.of(StreamState::read, StreamState::write);

    /** Copies lists and maps. */
    public StreamState {
        subjects = Map.copyOf(subjects);
        deleted = List.copyOf(deleted);
    }

    /** Starts the state of a stream that was never used. */
    public static StreamStateBuilder builder() {
        return new StreamStateBuilder();
    }

    /** Starts from this one. */
    public StreamStateBuilder toBuilder() {
        return new StreamStateBuilder(this);
    }

    private static StreamState read(ObjectReader in) {
        return new StreamState(
                in.unsigned("messages"),
                in.unsigned("bytes"),
                in.unsigned("first_seq"),
                in.timeOrZero("first_ts"),
                in.unsigned("last_seq"),
                in.timeOrZero("last_ts"),
                in.integer("num_subjects"),
                in.unsignedMap("subjects"),
                in.integer("num_deleted"),
                in.unsigneds("deleted"),
                in.objectOrNull("lost", LostMessages.JSON),
                in.integer("consumer_count"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.alwaysUnsigned("messages", messages)
                .alwaysUnsigned("bytes", bytes)
                .alwaysUnsigned("first_seq", firstSequence)
                .always("first_ts", firstTime)
                .alwaysUnsigned("last_seq", lastSequence)
                .always("last_ts", lastTime)
                .put("num_subjects", subjectCount)
                .putUnsigned("subjects", subjects)
                .put("num_deleted", deletedCount)
                .putUnsigned("deleted", deleted)
                .put("lost", lost, LostMessages.JSON)
                .always("consumer_count", consumerCount)
                .rest(unknown);
    }
}
