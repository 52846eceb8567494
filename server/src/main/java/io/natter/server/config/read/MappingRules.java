package io.natter.server.config.read;

import io.natter.protocol.subject.SubjectTransform;
import io.natter.protocol.subject.Subjects;
import io.natter.protocol.subject.TransformException;
import io.natter.server.config.MappingConfig;
import io.natter.server.config.MappingConfig.Destination;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What makes a mapping one that can be carried out. (B86) Thread-safe: pure functions. */
public final class MappingRules {
    private MappingRules() {}

    /** What is wrong with a mapping, or null. */
    public static @Nullable String problem(MappingConfig mapping) {
        if (!Subjects.isValidFilter(mapping.source())) {
            return "invalid subject";
        }
        Set<String> seen = new HashSet<>();
        Map<String, Integer> weights = new HashMap<>();
        for (Destination destination : mapping.destinations()) {
            if (!seen.add(destination.subject())) {
                return "duplicate entry for \"" + destination.subject() + "\"";
            }
            String cluster = destination.cluster() == null ? "" : destination.cluster();
            if (weights.merge(cluster, destination.weight(), Integer::sum) > 100) {
                return "total weight needs to be <= 100";
            }
            try {
                SubjectTransform.mapping(mapping.source(), destination.subject());
            } catch (TransformException e) {
                return e.getMessage();
            }
        }
        return null;
    }
}
