package io.natter.client.service;

import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import java.util.Map;
import java.util.TreeMap;

/** What the answers to PING, INFO and STATS have in common. Pure functions. */
final class Answers {
    private Answers() {}

    static void requireType(ObjectReader json, String expected) {
        String type = json.string("type");
        if (!type.equals(expected)) {
            throw new JsonException("type: got \"" + type + "\", expected " + expected);
        }
    }

    /** An object even where there is none: the schema of the answers asks for it. */
    static void writeMetadata(ObjectWriter json, Map<String, String> metadata) {
        json.tree("metadata", new TreeMap<>(metadata));
    }
}
