package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonWord;

/** What gives way when a stream is full (D65). Immutable. */
public enum DiscardPolicy implements JsonWord {
    /** The oldest messages. */
    OLD("old"),

    /** What is being published. */
    NEW("new");

    private final String word;

    DiscardPolicy(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
