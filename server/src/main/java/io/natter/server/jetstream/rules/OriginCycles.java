package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.subject.Subjects;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds streams that would copy from themselves by way of others (D71).
 *
 * <p>Confined to one check.
 */
final class OriginCycles {
    private final StreamDirectory streams;
    private final Deque<StreamConfig> toVisit = new ArrayDeque<>();
    private final Set<String> visited = new HashSet<>();

    private OriginCycles(StreamDirectory streams) {
        this.streams = streams;
    }

    static void check(StreamConfig config, StreamDirectory streams) {
        OriginCycles cycles = new OriginCycles(streams);
        cycles.toVisit.add(config);
        while (!cycles.toVisit.isEmpty()) {
            cycles.visit(cycles.toVisit.remove());
        }
    }

    // Bounded: a stream that was visited is not visited again.
    private void visit(StreamConfig config) {
        visited.add(config.name());
        for (StreamSource source : config.sources()) {
            if (source.external() == null) {
                follow(source.name(), overlaps(config.subjects(), source.filterSubject()));
            }
        }
        StreamSource mirror = config.mirror();
        if (mirror != null && mirror.external() == null) {
            follow(mirror.name(), true);
        }
    }

    private void follow(String name, boolean carriesSubjects) {
        if (visited.contains(name)) {
            if (carriesSubjects) {
                throw RefusedException.invalidConfig("detected cycle");
            }
            return;
        }
        StreamConfig origin = streams.stream(name);
        if (origin != null) {
            toVisit.add(origin);
        }
    }

    private static boolean overlaps(List<String> subjects, String filter) {
        return filter.isEmpty() || subjects.stream().anyMatch(subject -> Subjects.collide(subject, filter));
    }
}
