package io.natter.server.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A subject that becomes another one when it is published to. Immutable. (B86)
 *
 * @param source subject, with wildcards if several
 * @param destinations what it becomes, chosen by weight; weights of one cluster are at most 100 together, the rest
 *     keeps the subject
 */
public record MappingConfig(String source, List<Destination> destinations) {
    /** Checks every value. */
    public MappingConfig {
        destinations = Copy.of(destinations);
    }

    /**
     * One of the subjects it may become. Immutable.
     *
     * @param subject subject, with {@code $1} or {@code {{wildcard(1)}}} for tokens of the source
     * @param weight share of the messages, 0 to 100 percent
     * @param cluster name of the cluster this holds in, or null for all others
     */
    public record Destination(
            String subject, int weight, @Nullable String cluster) {
        /** Checks the weight. */
        public Destination {
            Check.inRange("weight", weight, 0, 100);
        }
    }

    /** Every message published to {@code source} goes to {@code destination}. */
    public static MappingConfig of(String source, String destination) {
        return new MappingConfig(source, List.of(new Destination(destination, 100, null)));
    }

    /** A copy with another source. */
    public MappingConfig withSource(String source) {
        return Copy.with(this, "source", source);
    }

    /** A copy with another destinations. */
    public MappingConfig withDestinations(List<Destination> destinations) {
        return Copy.with(this, "destinations", destinations);
    }
}
