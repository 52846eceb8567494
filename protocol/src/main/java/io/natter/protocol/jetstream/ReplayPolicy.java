package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonWord;

/** How fast a consumer delivers what is old (D147). Immutable. */
public enum ReplayPolicy implements JsonWord {
    /** At once. */
    INSTANT("instant"),

    /** At the pace it was published. */
    ORIGINAL("original");

    private final String word;

    ReplayPolicy(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
