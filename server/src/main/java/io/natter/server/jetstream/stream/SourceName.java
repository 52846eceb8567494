package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What tells one source of a stream from another, as it stands in the header of what was copied (D240).
 *
 * <p>Immutable.
 *
 * @param origin the stream's name, and a hash of how it is reached
 * @param filters what is copied of it
 * @param destinations what its subjects become
 */
record SourceName(String origin, String filters, String destinations) {
    static SourceName of(StreamSource source) {
        String origin = source.name();
        if (source.external() != null) {
            origin += ":" + NameHash.of(source.external().apiPrefix());
        }
        if (source.consumer() != null) {
            origin += ":C=" + NameHash.of(source.consumer().name());
        }
        List<SubjectTransformConfig> transforms = source.subjectTransforms();
        if (transforms.isEmpty()) {
            return new SourceName(origin, orAll(source.filterSubject()), ">");
        }
        return new SourceName(
                origin,
                transforms.stream().map(rule -> orAll(rule.source())).collect(Collectors.joining("\f")),
                transforms.stream().map(rule -> orAll(rule.destination())).collect(Collectors.joining("\f")));
    }

    /** The header's value for a message of this sequence and subject, of a stream of this identity, if that is known. */
    String header(long seq, String subject, String identity) {
        String header = origin + " " + Long.toUnsignedString(seq) + " " + filters + " " + destinations + " " + subject;
        return identity.isEmpty() ? header : header + " " + identity;
    }

    /** The source that a copy with this header is of; null when the header tells none. */
    static @Nullable SourceName in(String header) {
        String[] fields = header.split(" ", -1);
        return fields.length < 4 ? null : new SourceName(fields[0], fields[2], fields[3]);
    }

    /** How far a copy with this header says that its source was copied; null when it does not. */
    static @Nullable SourcePosition positionIn(String header) {
        String[] fields = header.split(" ", -1);
        long seq = fields.length < 4 ? 0 : PublishHeaders.digits(fields[1].getBytes(UTF_8), 0, fields[1].length());
        return seq > 0 ? new SourcePosition(seq, fields.length > 5 ? fields[5] : "", 0) : null;
    }

    /** What stands for it where it must be short. */
    String key() {
        return NameHash.of(text());
    }

    /** All that tells it from others. */
    String text() {
        return origin + " " + filters + " " + destinations;
    }

    private static String orAll(String filter) {
        return filter.isEmpty() ? ">" : filter;
    }
}
