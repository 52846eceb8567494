package io.natter.protocol.json;

/** A constant of an enum that JSON knows by a word. Immutable. */
public interface JsonWord {
    /** The word as it stands in JSON. */
    String word();
}
