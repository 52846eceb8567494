package io.natter.client.jetstream;

/** What a message replaces in its stream, where the stream allows it (D106). Immutable. */
public enum Rollup {
    /** Nothing. */
    NONE(""),
    /** All before it of its subject. */
    SUBJECT("sub"),
    /** All before it. */
    ALL("all");

    private final String word;

    Rollup(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
