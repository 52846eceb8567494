package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonWord;

/** When a publish is acknowledged (D83). Immutable. */
public enum PersistMode implements JsonWord {
    /** As the store does by default. */
    DEFAULT("default"),

    /** Before the message is written. */
    ASYNC("async");

    private final String word;

    PersistMode(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
