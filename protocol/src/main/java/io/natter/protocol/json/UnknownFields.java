package io.natter.protocol.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an object that this version has no name for, kept so that they are written back.
 *
 * <p>Immutable. Values are Map, List, String, BigDecimal, Boolean or null, as {@link JsonFields#any} makes them.
 *
 * @param byKey the values by their keys, in the order they were read
 */
public record UnknownFields(Map<String, @Nullable Object> byKey) {
    /** No such fields. */
    public static final UnknownFields NONE = new UnknownFields(Map.of());

    /** Copies the map. */
    public UnknownFields {
        byKey = Collections.unmodifiableMap(new LinkedHashMap<>(byKey));
    }
}
