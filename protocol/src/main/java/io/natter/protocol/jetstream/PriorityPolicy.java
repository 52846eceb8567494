package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonWord;

/** Who of a group is served first (D160). Immutable. */
public enum PriorityPolicy implements JsonWord {
    /** Nobody. */
    NONE("none"),

    /** Requests whose thresholds are passed. */
    OVERFLOW("overflow"),

    /** One client at a time. */
    PINNED_CLIENT("pinned_client"),

    /** Requests of the lowest number. */
    PRIORITIZED("prioritized");

    private final String word;

    PriorityPolicy(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
