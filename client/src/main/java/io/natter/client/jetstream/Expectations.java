package io.natter.client.jetstream;

import org.jspecify.annotations.Nullable;

/**
 * What must be true of a stream for a message to be stored (D102-D105); else it answers with an error and stores nothing.
 *
 * <p>Immutable; {@code with} methods give changed copies.
 *
 * @param stream the stream it lands in, or null
 * @param lastSequence sequence of the stream's last message, -1 for any
 * @param lastSubjectSequence sequence of the subject's last message, 0 for no message, -1 for any
 * @param lastSubject filter of the subjects {@code lastSubjectSequence} is about, or null for the message's own
 * @param lastMessageId id of the stream's last message, or null
 */
public record Expectations(
        @Nullable String stream,
        long lastSequence,
        long lastSubjectSequence,
        @Nullable String lastSubject,
        @Nullable String lastMessageId) {
    /** Nothing. */
    public static final Expectations NONE = new Expectations(null, -1, -1, null, null);

    /** Checks the ranges. */
    public Expectations {
        Ranges.atLeast("lastSequence", lastSequence, -1);
        Ranges.atLeast("lastSubjectSequence", lastSubjectSequence, -1);
        if (lastSubject != null && lastSubjectSequence < 0) {
            throw new IllegalArgumentException(
                    "lastSubject: got \"" + lastSubject + "\", expected lastSubjectSequence beside it");
        }
    }

    /** It lands in this stream. */
    public static Expectations stream(String stream) {
        return NONE.withStream(stream);
    }

    /** The stream's last message is this one. */
    public static Expectations lastSequence(long sequence) {
        return NONE.withLastSequence(sequence);
    }

    /** The last message of the subject is this one; 0 if there must be none. */
    public static Expectations lastSubjectSequence(long sequence) {
        return NONE.withLastSubjectSequence(sequence);
    }

    /** The stream's last message has this id. */
    public static Expectations lastMessageId(String id) {
        return NONE.withLastMessageId(id);
    }

    /** The same, in this stream. */
    public Expectations withStream(String stream) {
        return new Expectations(stream, lastSequence, lastSubjectSequence, lastSubject, lastMessageId);
    }

    /** The same, behind this message of the stream. */
    public Expectations withLastSequence(long sequence) {
        return new Expectations(stream, sequence, lastSubjectSequence, lastSubject, lastMessageId);
    }

    /** The same, behind this message of the subject. */
    public Expectations withLastSubjectSequence(long sequence) {
        return new Expectations(stream, lastSequence, sequence, lastSubject, lastMessageId);
    }

    /** The same, behind this message of all subjects that match the filter. */
    public Expectations withLastSubjectSequence(long sequence, String filter) {
        return new Expectations(stream, lastSequence, sequence, filter, lastMessageId);
    }

    /** The same, behind the message of this id. */
    public Expectations withLastMessageId(String id) {
        return new Expectations(stream, lastSequence, lastSubjectSequence, lastSubject, id);
    }
}
