package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonWord;

/** Where a stream keeps its messages (D66). Immutable. */
public enum StorageType implements JsonWord {
    /** On disk. */
    FILE("file"),

    /** In memory. */
    MEMORY("memory");

    private final String word;

    StorageType(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
