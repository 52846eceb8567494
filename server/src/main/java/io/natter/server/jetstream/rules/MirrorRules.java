package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import io.natter.protocol.subject.Subjects;
import io.natter.protocol.subject.TransformException;
import java.util.List;

/**
 * What a mirror cannot be besides, and how it filters (D71).
 *
 * <p>Immutable.
 */
final class MirrorRules {
    private MirrorRules() {}

    static void checkOtherFeatures(StreamConfig config) {
        refuse(config.firstSequence() != 0, ApiErrorCode.MIRROR_WITH_FIRST_SEQUENCE);
        refuse(!config.subjects().isEmpty(), ApiErrorCode.MIRROR_WITH_SUBJECTS);
        refuse(!config.sources().isEmpty(), ApiErrorCode.MIRROR_WITH_SOURCES);
        refuse(config.allowCounter(), ApiErrorCode.MIRROR_WITH_COUNTERS);
        refuse(config.allowAtomic(), ApiErrorCode.MIRROR_WITH_ATOMIC_PUBLISH);
        refuse(config.allowBatched(), ApiErrorCode.MIRROR_WITH_BATCH_PUBLISH);
        refuse(config.allowSchedules(), ApiErrorCode.MIRROR_WITH_MESSAGE_SCHEDULES);
    }

    static void checkConsumer(StreamSource mirror) {
        if (mirror.consumer() != null) {
            refuse(
                    !OriginRules.isReadThrough(mirror, mirror.consumer()),
                    ApiErrorCode.MIRROR_DURABLE_CONSUMER_CONFIG_INVALID);
        }
    }

    static void checkTransforms(List<SubjectTransformConfig> transforms) {
        FilterSet sources = FilterSet.ofTransforms(transforms);
        for (int i = 0; i < transforms.size(); i++) {
            checkTransform(transforms.get(i));
            refuse(sources.overlapsAnother(i), ApiErrorCode.MIRROR_OVERLAPPING_SUBJECT_FILTERS);
        }
    }

    private static void checkTransform(SubjectTransformConfig transform) {
        if (!transform.source().isEmpty() && !Subjects.isValidFilter(transform.source())) {
            throw new RefusedException(
                    ApiErrorCode.MIRROR_INVALID_SUBJECT_FILTER, "invalid subject " + transform.source());
        }
        try {
            RewriteRules.checkMapping(transform.source(), transform.destination());
        } catch (TransformException e) {
            throw new RefusedException(
                    ApiErrorCode.MIRROR_INVALID_TRANSFORM_DESTINATION.error(String.valueOf(e.getMessage())));
        }
    }

    private static void refuse(boolean isRefused, ApiErrorCode code) {
        if (isRefused) {
            throw new RefusedException(code);
        }
    }
}
