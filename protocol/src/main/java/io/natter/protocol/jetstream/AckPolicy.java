package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonWord;

/** What a consumer wants acknowledged (D142). Immutable. */
public enum AckPolicy implements JsonWord {
    /** Nothing. */
    NONE("none"),

    /** A message, and with it all before it. */
    ALL("all"),

    /** Each message. */
    EXPLICIT("explicit"),

    /** What the answer to a flow control request says. */
    FLOW_CONTROL("flow_control");

    private final String word;

    AckPolicy(String word) {
        this.word = word;
    }

    @Override
    public String word() {
        return word;
    }
}
