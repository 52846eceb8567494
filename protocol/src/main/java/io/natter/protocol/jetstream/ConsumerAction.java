package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonWord;

/** What a request to create a consumer insists on (D163). Immutable. */
public enum ConsumerAction implements JsonWord {
    /** Nothing. */
    CREATE_OR_UPDATE(""),

    /** That there is none, or the same. */
    CREATE("create"),

    /** That there is one. */
    UPDATE("update");

    private final String word;

    ConsumerAction(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
