package io.natter.server.jetstream.rules;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.Republish;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import io.natter.protocol.subject.SubjectTransform;
import io.natter.protocol.subject.Subjects;
import io.natter.protocol.subject.TransformException;
import org.jspecify.annotations.Nullable;

/**
 * How a stream may rewrite subjects: what it stores, what it publishes again, what it copies (D74, D75).
 *
 * <p>Immutable.
 */
final class RewriteRules {
    private RewriteRules() {}

    static StreamConfig checked(StreamConfig config, StreamContext context) {
        checkTransform(config.subjectTransform());
        Republish republish = config.republish();
        return republish == null ? config : republished(config, republish, context);
    }

    /**
     * Checks a transform by the rules of mappings; without a destination there is none.
     *
     * @throws TransformException if it cannot be
     */
    static void checkMapping(String source, String destination) {
        if (!destination.isEmpty()) {
            SubjectTransform.mapping(source, destination);
        }
    }

    /** Checks filters without transforms, which nats-server looks at only when the stream is made. */
    static void checkOriginFilters(StreamConfig config) {
        StreamSource mirror = config.mirror();
        if (mirror != null && !mirror.filterSubject().isEmpty() && !Subjects.isValidFilter(mirror.filterSubject())) {
            throw new RefusedException(
                    ApiErrorCode.STREAM_CREATE,
                    "subject filter '" + mirror.filterSubject() + "' for the mirror invalid subject");
        }
        for (StreamSource source : config.sources()) {
            if (!source.filterSubject().isEmpty() && !Subjects.isValidFilter(source.filterSubject())) {
                throw new RefusedException(
                        ApiErrorCode.STREAM_CREATE,
                        "subject filter '" + source.filterSubject() + "' for the source: invalid subject");
            }
        }
    }

    private static void checkTransform(@Nullable SubjectTransformConfig transform) {
        if (transform == null) {
            return;
        }
        if (!transform.source().isEmpty() && !Subjects.isValidFilter(transform.source())) {
            throw new RefusedException(
                    ApiErrorCode.STREAM_TRANSFORM_INVALID_SOURCE, "invalid subject " + transform.source());
        }
        try {
            checkMapping(transform.source(), transform.destination());
        } catch (TransformException e) {
            throw new RefusedException(
                    ApiErrorCode.STREAM_TRANSFORM_INVALID_DESTINATION.error(String.valueOf(e.getMessage())));
        }
    }

    private static StreamConfig republished(StreamConfig config, Republish requested, StreamContext context) {
        Republish republish = withSource(config, requested, context);
        if (config.subjects().stream().anyMatch(subject -> Subjects.collide(republish.destination(), subject))) {
            throw RefusedException.invalidConfig("stream configuration for republish destination forms a cycle");
        }
        try {
            if (!republish.destination().isEmpty()) {
                SubjectTransform.of(republish.source(), republish.destination());
            }
        } catch (TransformException e) {
            throw RefusedException.invalidConfig("stream configuration for republish with transform from '"
                    + republish.source() + "' to '" + republish.destination() + "' not valid");
        }
        return config.toBuilder().republish(republish).build();
    }

    private static Republish withSource(StreamConfig config, Republish requested, StreamContext context) {
        if (requested.source().isEmpty()) {
            context.adjusts("republish source can not be empty");
        }
        String source = requested.source().isEmpty() ? ">" : requested.source();
        SubjectTransformConfig transform = config.subjectTransform();
        boolean isWhole = source.equals(">") && requested.destination().equals(">");
        boolean isAllTransformed = transform != null
                && config.subjects().size() == 1
                && transform.source().equals(config.subjects().get(0));
        if (isWhole && isAllTransformed && transform != null) {
            context.adjusts("implicit republish based on subject transform");
            return new Republish(transform.destination(), transform.destination(), requested.headersOnly());
        }
        return new Republish(source, requested.destination(), requested.headersOnly());
    }
}
