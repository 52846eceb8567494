package io.natter.server.monitor;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One account. Immutable.
 *
 * @param nameTag the name that people use; the account's name when it has no other
 * @param updated when its settings last changed
 * @param connectionCount client connections that live in it now
 * @param traffic what its clients sent (in) and received (out)
 * @param jwt the account JWT and who signed it, or null for an account of the configuration file
 */
public record AccountFacts(
        String name,
        String nameTag,
        Instant updated,
        boolean isSystem,
        boolean isExpired,
        int connectionCount,
        Traffic traffic,
        long slowConsumerCount,
        InterestFacts interest,
        List<Mapping> mappings,
        @Nullable Jwt jwt) {
    public AccountFacts {
        mappings = List.copyOf(mappings);
    }

    /** Where messages to one subject go instead. Immutable. */
    public record Mapping(String source, List<Destination> destinations) {
        public Mapping {
            destinations = List.copyOf(destinations);
        }
    }

    /**
     * One of the subjects a mapping leads to. Immutable.
     *
     * @param weightPercent its share of the messages
     * @param cluster only for messages of this cluster, or null for all
     */
    public record Destination(
            String subject, int weightPercent, @Nullable String cluster) {}

    /** The claims an account came from. Immutable. */
    public record Jwt(String text, String issuerKey, List<String> tags) {
        public Jwt {
            tags = List.copyOf(tags);
        }
    }
}
