package io.natter.protocol.claims;

import io.natter.protocol.keys.KeyType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * A claim of a kind only its users know. Immutable.
 *
 * @param type the word for its kind, or empty
 * @param data the {@code nats} block without type, version and tags: Map, List, String, Number, Boolean
 */
public record GenericClaims(ClaimsHead head, String type, Map<String, Object> data) implements Claims {
    /** Copies the map, not what is in it. */
    public GenericClaims {
        data = Collections.unmodifiableMap(new LinkedHashMap<>(data));
    }

    @Override
    public GenericClaims withHead(ClaimsHead newHead) {
        return new GenericClaims(newHead, type, data);
    }

    @Override
    public Set<KeyType> issuerTypes() {
        return Set.of();
    }

    @Override
    public Set<KeyType> subjectTypes() {
        return Set.of();
    }

    static GenericClaims read(ClaimsReader root, ClaimsReader nats, String type, int version) {
        Map<String, Object> data = new LinkedHashMap<>(nats.raw());
        data.keySet().removeAll(Set.of("type", "version", "tags"));
        return new GenericClaims(ClaimsHead.read(root, nats, version), type, data);
    }

    void write(ClaimsWriter out) {
        data.forEach(out::always);
    }
}
