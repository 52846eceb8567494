package io.natter.server.account;

import io.natter.protocol.subject.SubjectTransform;
import io.natter.server.config.MappingConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What one source of a mapping may become, each with its share of a hundred (B86).
 *
 * <p>Immutable.
 *
 * <pre>
 *   foo: [{bar, 20%}, {baz, 30%}]      0      20        50                    100
 *                                      | bar  |   baz   |   foo, unchanged    |
 * </pre>
 */
final class MappingDestinations {
    private static final int PERCENT = 100;

    private final List<Share> shares;

    private MappingDestinations(List<Share> shares) {
        this.shares = shares;
    }

    /** The destinations that hold in {@code cluster}: its own if it has some, otherwise those without a cluster. */
    static MappingDestinations of(MappingConfig config, @Nullable String cluster) {
        checkWeights(config.destinations());
        List<MappingConfig.Destination> own = inCluster(config, cluster);
        List<MappingConfig.Destination> chosen = own.isEmpty() ? inCluster(config, null) : own;
        for (MappingConfig.Destination destination : config.destinations()) {
            SubjectTransform.mapping(config.source(), destination.subject()); // also those for other clusters
        }

        List<Share> shares = new ArrayList<>();
        int end = 0;
        for (MappingConfig.Destination destination : chosen) {
            end += destination.weight();
            shares.add(new Share(SubjectTransform.mapping(config.source(), destination.subject()), end));
        }
        boolean namesItself = config.destinations().stream()
                .anyMatch(destination -> destination.subject().equals(config.source()));
        if (end < PERCENT && !namesItself) {
            shares.add(new Share(null, PERCENT));
        }
        return new MappingDestinations(List.copyOf(shares));
    }

    private static List<MappingConfig.Destination> inCluster(MappingConfig config, @Nullable String cluster) {
        return config.destinations().stream()
                .filter(destination ->
                        cluster == null ? destination.cluster() == null : cluster.equals(destination.cluster()))
                .sorted(Comparator.comparingInt(MappingConfig.Destination::weight))
                .toList();
    }

    private static void checkWeights(List<MappingConfig.Destination> destinations) {
        Set<String> seen = new HashSet<>();
        for (MappingConfig.Destination destination : destinations) {
            if (!seen.add(destination.subject())) {
                throw new IllegalArgumentException("duplicate entry for \"" + destination.subject() + "\"");
            }
            int total = destinations.stream()
                    .filter(other -> Objects.equals(other.cluster(), destination.cluster()))
                    .mapToInt(MappingConfig.Destination::weight)
                    .sum();
            if (total > PERCENT) {
                throw new IllegalArgumentException("total weight needs to be <= 100");
            }
        }
    }

    /** Whether chance has no say. */
    boolean isCertain() {
        return shares.size() == 1 && shares.get(0).end == PERCENT;
    }

    /** The destination that {@code draw}, 0 to 99, falls to; null when it falls to none. */
    @Nullable
    Share choose(int draw) {
        for (int i = 0; i < shares.size(); i++) { // no iterator: asked per message
            Share share = shares.get(i);
            if (draw < share.end) {
                return share;
            }
        }
        return null;
    }

    /**
     * One destination. Immutable.
     *
     * @param transform what it makes of a subject, or null to keep that
     * @param end first draw that is not its own any more
     */
    record Share(@Nullable SubjectTransform transform, int end) {

        byte @Nullable [] apply(byte[] bytes, int from, int length, IntUnaryOperator random) {
            return transform == null ? null : transform.apply(bytes, from, length, random);
        }
    }
}
