package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonWord;

/** How stored messages are compressed (D72). Immutable. */
public enum Compression implements JsonWord {
    /** Not at all. */
    NONE("none"),

    /** With S2, a kind of Snappy. */
    S2("s2");

    private final String word;

    Compression(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
