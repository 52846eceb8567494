package io.natter.server.account;

import io.natter.protocol.subject.Subjects;
import io.natter.protocol.subject.TransformException;
import io.natter.server.config.MappingConfig;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What an account's subject mappings turn a published subject into (B86, C115).
 *
 * <p>Immutable. One source decides about a subject, and what it becomes is not mapped again: a source without
 * wildcards before others, then as configured. (nats-server takes any of several that match.) Sources are tried one
 * after the other, which is quick for some dozens of them; an account without any has no instance of this at all.
 */
public final class SubjectMappings {
    /** What {@link #map} returns for the share of messages that are mapped to nowhere. */
    private static final byte[] NOWHERE = new byte[0];

    private static final int PERCENT = 100;

    private final Source[] sources;

    private SubjectMappings(Source[] sources) {
        this.sources = sources;
    }

    /**
     * Compiles mappings; null when there are none. Of two with the same source the later holds.
     *
     * @param cluster name of the cluster this server is in, or null
     * @throws IllegalArgumentException with nats-server's reason, when a source, destination or weight is wrong
     */
    public static @Nullable SubjectMappings of(List<MappingConfig> configs, @Nullable String cluster) {
        if (configs.isEmpty()) {
            return null;
        }
        Map<String, Source> bySource = new LinkedHashMap<>();
        for (MappingConfig config : configs) {
            bySource.put(config.source(), source(config, cluster));
        }
        List<Source> sources = new ArrayList<>(bySource.values());
        sources.sort(Comparator.comparing(source -> !source.isLiteral)); // stable: the order of configuration otherwise
        return new SubjectMappings(sources.toArray(Source[]::new));
    }

    private static Source source(MappingConfig config, @Nullable String cluster) {
        String source = config.source();
        if (!Subjects.isValidFilter(source)) {
            throw new IllegalArgumentException(
                    "Error adding mapping for \"" + source + "\" : invalid subject, expected tokens between dots");
        }
        try {
            return new Source(source, MappingDestinations.of(config, cluster));
        } catch (IllegalArgumentException | TransformException e) {
            throw new IllegalArgumentException("Error adding mapping for \"" + source + "\" : " + e.getMessage(), e);
        }
    }

    /**
     * The mapped subject, or null when no mapping applies, or chance keeps the subject.
     *
     * <p>Empty for the share of messages that goes nowhere: a source named among its own destinations with less than
     * the whole weight loses the rest, as in nats-server.
     */
    public byte @Nullable [] map(byte[] bytes, int from, int length) {
        return map(bytes, from, length, ThreadLocalRandom.current()::nextInt);
    }

    /**
     * The same, with chance given.
     *
     * @param random given a bound, a number from 0 to below it
     */
    byte @Nullable [] map(byte[] bytes, int from, int length, IntUnaryOperator random) {
        for (Source source : sources) {
            if (source.matches(bytes, from, length)) {
                MappingDestinations destinations = source.destinations;
                MappingDestinations.Share share =
                        destinations.choose(destinations.isCertain() ? 0 : random.applyAsInt(PERCENT));
                return share == null ? NOWHERE : share.apply(bytes, from, length, random);
            }
        }
        return null;
    }

    /** Whether some source matches, so that {@link #map} may change the subject. */
    public boolean matchesAny(byte[] bytes, int from, int length) {
        for (Source source : sources) {
            if (source.matches(bytes, from, length)) {
                return true;
            }
        }
        return false;
    }

    /** A source and what it becomes. Immutable. */
    private static final class Source {
        final byte[] filter;
        final boolean isLiteral;
        final MappingDestinations destinations;

        Source(String filter, MappingDestinations destinations) {
            this.filter = filter.getBytes(StandardCharsets.UTF_8);
            this.isLiteral = Subjects.isLiteral(filter);
            this.destinations = destinations;
        }

        boolean matches(byte[] bytes, int from, int length) {
            return isLiteral
                    ? Arrays.equals(filter, 0, filter.length, bytes, from, from + length)
                    : Subjects.matches(bytes, from, length, filter, 0, filter.length);
        }
    }
}
