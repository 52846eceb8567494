package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonWord;

/** Where in its stream a consumer starts (D141). Immutable. */
public enum DeliverPolicy implements JsonWord {
    /** At the first message. */
    ALL("all"),

    /** At the last message. */
    LAST("last"),

    /** Behind the last message. */
    NEW("new"),

    /** At a sequence. */
    BY_START_SEQUENCE("by_start_sequence"),

    /** At a time. */
    BY_START_TIME("by_start_time"),

    /** At the last message of each subject. */
    LAST_PER_SUBJECT("last_per_subject"),

    /** Where nobody said; the same as {@link #ALL}. */
    UNDEFINED("undefined");

    private final String word;

    DeliverPolicy(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
