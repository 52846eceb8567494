package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import io.natter.protocol.subject.SubjectTransform;
import io.natter.store.StoreException;
import io.natter.store.SubjectFilter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes of a message of an origin what the copying stream keeps of it (D240).
 *
 * <p>Confined to the loop of the stream that copies, but for {@link #filter}.
 */
final class OriginCopy {
    private final Stream stream;
    private final boolean isMirror;
    private final SourceName name;
    private final SubjectFilter filter;
    private final List<SubjectTransform> rules = new ArrayList<>();

    OriginCopy(Stream stream, StreamSource source, boolean isMirror) {
        this.stream = stream;
        this.isMirror = isMirror;
        this.name = SourceName.of(source);
        List<String> filters = new ArrayList<>();
        for (SubjectTransformConfig rule : source.subjectTransforms()) {
            String from = rule.source().isEmpty() ? ">" : rule.source();
            filters.add(from);
            if (!rule.destination().isEmpty()) {
                rules.add(SubjectTransform.of(from, rule.destination()));
            }
        }
        if (!source.filterSubject().isEmpty()) {
            filters.add(source.filterSubject());
        }
        this.filter = SubjectFilter.of(filters);
    }

    /** What tells the source from others. */
    SourceName name() {
        return name;
    }

    /** What is copied. Any thread. */
    SubjectFilter filter() {
        return filter;
    }

    /**
     * Stores a copy in the open unit; changes the ranges of {@code message}.
     *
     * @param seq its sequence in the origin
     * @param timeNs when it was stored there
     * @param identity which stream the origin is; empty when that is not known
     * @return why it was not stored, or null
     */
    @Nullable
    ApiError store(Publish message, long seq, long timeNs, String identity) {
        String subject = message.subjectText();
        transform(message);
        if (isMirror) {
            return mirror(message, seq, timeNs);
        }
        byte[] headers = HeaderEdits.forCopy(message.headers, message.headersFrom, message.headersLength);
        message.headers(HeaderEdits.with(
                headers, 0, headers.length, PublishHeader.STREAM_SOURCE.text(), name.header(seq, subject, identity)));
        return stream.takeCopy(message);
    }

    private @Nullable ApiError mirror(Publish message, long seq, long timeNs) {
        if (message.headersLength > 0) {
            message.headers(HeaderEdits.forMirror(message.headers, message.headersFrom, message.headersLength));
        }
        try {
            stream.storing().appendMirrored(message, seq, timeNs);
            return null;
        } catch (StoreException refused) {
            return Units.error(refused);
        }
    }

    private void transform(Publish message) {
        for (SubjectTransform rule : rules) {
            byte[] subject = rule.apply(
                    message.subject,
                    message.subjectFrom,
                    message.subjectLength,
                    stream.environment().random()::nextInt);
            if (subject != null) {
                message.subject(subject);
                return;
            }
        }
    }
}
