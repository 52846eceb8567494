package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonWord;

/** When a stream lets go of a message (D62). Immutable. */
public enum RetentionPolicy implements JsonWord {
    /** When a limit asks for it. */
    LIMITS("limits"),

    /** When every consumer that wants it has acknowledged it. */
    INTEREST("interest"),

    /** When one consumer has acknowledged it. */
    WORK_QUEUE("workqueue");

    private final String word;

    RetentionPolicy(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
