package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Collectors;

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
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int HASH_LENGTH = 8;

    static SourceName of(StreamSource source) {
        String origin = source.name();
        if (source.external() != null) {
            origin += ":" + hash(source.external().apiPrefix());
        }
        if (source.consumer() != null) {
            origin += ":C=" + hash(source.consumer().name());
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

    /** The header's value for a message of this sequence and subject. */
    String header(long seq, String subject) {
        return origin + " " + seq + " " + filters + " " + destinations + " " + subject;
    }

    /** The sequence in a header's value of this source, or 0 when it is another's. */
    long seqIn(String header) {
        String[] fields = header.split(" ", -1);
        boolean isIt = fields.length >= 4
                && fields[0].equals(origin)
                && fields[2].equals(filters)
                && fields[3].equals(destinations);
        return isIt ? Math.max(PublishHeaders.digits(fields[1].getBytes(UTF_8), 0, fields[1].length()), 0) : 0;
    }

    private static String orAll(String filter) {
        return filter.isEmpty() ? ">" : filter;
    }

    /** Eight characters that stand for a name. */
    static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
            var text = new StringBuilder();
            for (int i = 0; i < HASH_LENGTH; i++) {
                text.append(DIGITS.charAt((digest[i] & 0xff) % DIGITS.length()));
            }
            return text.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
