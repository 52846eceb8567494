package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.subject.Subjects;
import java.util.List;

/**
 * Which subjects a stream may store (D61).
 *
 * <p>Immutable.
 */
final class SubjectRules {
    private static final List<String> JETSTREAM_SPACES = List.of("$JS.>", "$JSC.>", "$NRG.>");

    private SubjectRules() {}

    static StreamConfig checked(StreamConfig config) {
        if (config.subjects().isEmpty()) {
            boolean hasOrigins = config.mirror() != null || !config.sources().isEmpty();
            return hasOrigins
                    ? config
                    : config.toBuilder().subjects(List.of(config.name())).build();
        }
        List<String> subjects = config.subjects();
        FilterSet filters = FilterSet.of(subjects);
        for (int i = 0; i < subjects.size(); i++) {
            String subject = subjects.get(i);
            if (!FilterSet.isValid(subject)) {
                throw RefusedException.invalidConfig("invalid subject");
            }
            checkSpaces(subject, config);
            int other = filters.firstOverlapAfter(i);
            if (other >= 0) {
                throw RefusedException.invalidConfig("subject " + AssetTexts.quoted(subject) + " overlaps with "
                        + AssetTexts.quoted(subjects.get(other)));
            }
        }
        return config;
    }

    /** Checks that no other stream of the account stores any of the subjects. */
    static void checkOverlap(StreamConfig config, StreamDirectory streams) {
        FilterSet own = FilterSet.of(config.subjects());
        for (StreamConfig other : streams.streams()) {
            boolean isOther = !other.name().equals(config.name());
            if (isOther && other.subjects().stream().anyMatch(own::overlaps)) {
                throw new RefusedException(ApiErrorCode.STREAM_SUBJECT_OVERLAP);
            }
        }
    }

    private static void checkSpaces(String subject, StreamConfig config) {
        if (subject.equals(">")) {
            if (!config.noAck()) {
                throw RefusedException.invalidConfig("capturing all subjects requires no-ack to be true");
            }
            if (config.replicas() != 1) {
                throw RefusedException.invalidConfig("capturing all subjects requires replicas of 1");
            }
        }
        if (config.noAck()) {
            return;
        }
        boolean isEvent = Subjects.isSubset(subject, "$JS.EVENT.>");
        if (!isEvent && JETSTREAM_SPACES.stream().anyMatch(space -> Subjects.collide(subject, space))) {
            throw RefusedException.invalidConfig("subjects that overlap with jetstream api require no-ack to be true");
        }
        if (Subjects.collide(subject, "$SYS.>") && !Subjects.isSubset(subject, "$SYS.ACCOUNT.>")) {
            throw RefusedException.invalidConfig("subjects that overlap with system api require no-ack to be true");
        }
    }
}
