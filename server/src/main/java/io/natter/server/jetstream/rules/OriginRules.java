package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.ConsumerSource;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import io.natter.protocol.subject.Subjects;
import io.natter.protocol.subject.TransformException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a stream may copy from: its mirror or its sources (D71).
 *
 * <p>Confined to one check: collects what has to be looked at together.
 */
final class OriginRules {
    private final StreamContext context;
    private final Set<String> originSubjects = new LinkedHashSet<>(); // that match subjects of any length
    private final Set<String> originNames = new HashSet<>();
    private final Set<String> deliverPrefixes = new LinkedHashSet<>();
    private final Set<String> apiPrefixes = new LinkedHashSet<>();

    private OriginRules(StreamContext context) {
        this.context = context;
    }

    static StreamConfig checked(StreamConfig config, StreamContext context) {
        OriginRules rules = new OriginRules(context);
        StreamSource mirror = config.mirror();
        StreamConfig mirrored = mirror == null ? config : rules.mirrored(config, mirror);
        rules.checkSources(mirrored);
        rules.checkPrefixes();
        OriginCycles.check(mirrored, context.streams());
        return mirrored;
    }

    private StreamConfig mirrored(StreamConfig config, StreamSource mirror) {
        MirrorRules.checkOtherFeatures(config);
        MirrorRules.checkConsumer(mirror);
        if (!mirror.filterSubject().isEmpty() && !mirror.subjectTransforms().isEmpty()) {
            throw new RefusedException(ApiErrorCode.MIRROR_MULTIPLE_FILTERS_NOT_ALLOWED);
        }
        if (config.deleteMarkerTtl().compareTo(Duration.ZERO) > 0) {
            throw RefusedException.invalidConfig("subject delete markers forbidden on mirrors");
        }
        MirrorRules.checkTransforms(mirror.subjectTransforms());
        if (mirror.external() != null) {
            addPrefixes(mirror);
            return config;
        }
        if (!AssetTexts.isNameWellFormed(mirror.name())) {
            throw new RefusedException(ApiErrorCode.MIRROR_INVALID_STREAM_NAME);
        }
        StreamConfig origin = context.streams().stream(mirror.name());
        if (origin == null) {
            return config;
        }
        checkMessageSize(config, origin, ApiErrorCode.MIRROR_MAX_MESSAGE_SIZE_TOO_BIG);
        if (config.mirrorDirect() != origin.allowDirect()) {
            context.adjusts("origin stream has direct get set, mirror has it disabled");
        }
        return config.toBuilder().mirrorDirect(origin.allowDirect()).build();
    }

    private void checkSources(StreamConfig config) {
        if (!config.sources().isEmpty() && config.allowSchedules()) {
            throw new RefusedException(ApiErrorCode.SOURCE_WITH_MESSAGE_SCHEDULES);
        }
        Set<String> names = new HashSet<>();
        Set<String> consumers = new HashSet<>();
        for (StreamSource source : config.sources()) {
            if (!AssetTexts.isNameWellFormed(source.name())) {
                throw new RefusedException(ApiErrorCode.SOURCE_INVALID_STREAM_NAME);
            }
            if (!names.add(identity(source))) {
                throw new RefusedException(ApiErrorCode.SOURCE_DUPLICATE_DETECTED);
            }
            if (!source.filterSubject().isEmpty() && !source.subjectTransforms().isEmpty()) {
                throw new RefusedException(ApiErrorCode.SOURCE_MULTIPLE_FILTERS_NOT_ALLOWED);
            }
            checkTransforms(source.subjectTransforms());
            checkConsumer(source, consumers);
            checkOrigin(config, source);
        }
    }

    private void checkOrigin(StreamConfig config, StreamSource source) {
        if (source.external() != null) {
            addPrefixes(source);
            return;
        }
        StreamConfig origin = context.streams().stream(source.name());
        if (origin != null) {
            checkMessageSize(config, origin, ApiErrorCode.SOURCE_MAX_MESSAGE_SIZE_TOO_BIG);
        }
    }

    private void checkMessageSize(StreamConfig config, StreamConfig origin, ApiErrorCode tooBig) {
        if (originNames.add(origin.name())) {
            // no other subject can be met by one with more tokens
            origin.subjects().stream().filter(each -> each.endsWith(">")).forEach(originSubjects::add);
        }
        boolean areLimited = config.maxMessageBytes() > 0 && origin.maxMessageBytes() > 0;
        if (areLimited && config.maxMessageBytes() < origin.maxMessageBytes()) {
            throw new RefusedException(tooBig);
        }
    }

    private static void checkTransforms(List<SubjectTransformConfig> transforms) {
        for (SubjectTransformConfig transform : transforms) {
            if (!transform.source().isEmpty() && !Subjects.isValidFilter(transform.source())) {
                throw new RefusedException(
                        ApiErrorCode.SOURCE_INVALID_SUBJECT_FILTER, "invalid subject " + transform.source());
            }
            try {
                RewriteRules.checkMapping(transform.source(), transform.destination());
            } catch (TransformException e) {
                throw new RefusedException(
                        ApiErrorCode.SOURCE_INVALID_TRANSFORM_DESTINATION.error(String.valueOf(e.getMessage())));
            }
        }
        FilterSet sources = FilterSet.ofTransforms(transforms);
        for (int i = 0; i < transforms.size(); i++) {
            if (sources.isSubsetOfAnother(i)) {
                throw new RefusedException(ApiErrorCode.SOURCE_OVERLAPPING_SUBJECT_FILTERS);
            }
        }
    }

    private static void checkConsumer(StreamSource source, Set<String> consumers) {
        ConsumerSource consumer = source.consumer();
        if (consumer == null) {
            return;
        }
        if (!isReadThrough(source, consumer)) {
            throw new RefusedException(ApiErrorCode.SOURCE_DURABLE_CONSUMER_CONFIG_INVALID);
        }
        if (!consumers.add(originName(source) + " " + consumer.name())) {
            throw new RefusedException(ApiErrorCode.SOURCE_DURABLE_CONSUMER_DUPLICATE_DETECTED);
        }
    }

    /** Whether an origin can be read through a consumer that was made for it; nothing else may say where to start. */
    static boolean isReadThrough(StreamSource origin, ConsumerSource consumer) {
        return AssetTexts.isNameWellFormed(consumer.name())
                && Subjects.isValidPublish(consumer.deliverSubject())
                && origin.startSequence() == 0
                && origin.startTime() == null
                && origin.filterSubject().isEmpty();
    }

    private void addPrefixes(StreamSource origin) {
        if (origin.external() == null) {
            return;
        }
        if (!origin.external().deliverPrefix().isEmpty()) {
            deliverPrefixes.add(origin.external().deliverPrefix());
        }
        if (!origin.external().apiPrefix().isEmpty()) {
            apiPrefixes.add(origin.external().apiPrefix());
        }
    }

    private void checkPrefixes() {
        for (String prefix : deliverPrefixes) {
            if (!Subjects.isValidPublish(prefix)) {
                throw new RefusedException(ApiErrorCode.STREAM_INVALID_EXTERNAL_DELIVERY_SUBJECT, prefix);
            }
            for (String subject : originSubjects) {
                if (Subjects.collide(subject, prefix + "." + subject)) {
                    throw new RefusedException(
                            ApiErrorCode.STREAM_EXTERNAL_DELIVER_PREFIX_OVERLAPS.error(prefix, subject));
                }
            }
        }
        for (String prefix : apiPrefixes) {
            if (!Subjects.isValidPublish(prefix)) {
                throw RefusedException.invalidConfig("stream external api prefix " + AssetTexts.quoted(prefix)
                        + " must be a valid subject without wildcards");
            }
            if (Subjects.collide(prefix, "$JS.API")) {
                throw new RefusedException(ApiErrorCode.STREAM_EXTERNAL_API_OVERLAP.error(prefix, "$JS.API"));
            }
        }
    }

    // What tells a source from the others of a stream.
    private static String identity(StreamSource source) {
        StringBuilder identity = new StringBuilder(originName(source));
        @Nullable ConsumerSource consumer = source.consumer();
        if (consumer != null) {
            identity.append(":C=").append(consumer.name());
        }
        if (source.subjectTransforms().isEmpty()) {
            return identity.append(' ')
                    .append(orAll(source.filterSubject()))
                    .append(" >")
                    .toString();
        }
        for (SubjectTransformConfig transform : source.subjectTransforms()) {
            identity.append(' ').append(orAll(transform.source())).append('\f').append(orAll(transform.destination()));
        }
        return identity.toString();
    }

    private static String originName(StreamSource source) {
        return source.external() == null
                ? source.name()
                : source.name() + ":" + source.external().apiPrefix();
    }

    private static String orAll(String filter) {
        return filter.isEmpty() ? ">" : filter;
    }
}
