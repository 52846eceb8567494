package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.json.GoTime;
import io.natter.protocol.subject.SubjectTransform;
import io.natter.protocol.subject.Subjects;
import io.natter.protocol.wire.ByteBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Publishes stored messages once more to another subject, for subscribers without a consumer (D75, D111).
 *
 * <p>Confined to the stream's loop. The message goes out when it is on disk.
 */
final class Republishing {
    private static final byte[] HEAD = "NATS/1.0\r\n".getBytes(US_ASCII);

    private final Stream stream;
    private @Nullable SubjectTransform transform;
    private boolean isHeadersOnly;

    Republishing(Stream stream) {
        this.stream = stream;
    }

    /** Takes over what the configuration says. */
    void configure(StreamConfig config) {
        var rule = config.republish();
        transform = rule == null ? null : SubjectTransform.of(rule.source(), rule.destination());
        isHeadersOnly = rule != null && rule.headersOnly();
    }

    /** Where a message goes as well, or null. */
    byte @Nullable [] destination(Publish message) {
        SubjectTransform rule = transform;
        if (rule == null) {
            return null;
        }
        byte[] subject = rule.apply(
                message.subject,
                message.subjectFrom,
                message.subjectLength,
                stream.environment().random()::nextInt);
        return subject == null || !Subjects.isValidPublish(subject, 0, subject.length) ? null : subject;
    }

    /** Adds the message to what goes out with the open unit. */
    void publish(Publish message, byte[] destination, long seq, long previousSeq, long timeNs) {
        Unit unit = stream.units().open();
        ByteBuilder out = unit.subject(destination, 0, destination.length);
        if (message.headersLength > 2) {
            out.append(message.headers, message.headersFrom, message.headersLength - 2);
        } else {
            out.append(HEAD);
        }
        out.append("Nats-Stream: ").append(stream.name()).append("\r\nNats-Subject: ");
        out.append(message.subject, message.subjectFrom, message.subjectLength);
        out.append("\r\nNats-Sequence: ").append(seq).append("\r\nNats-Time-Stamp: ");
        out.append(GoTime.format(Instant.ofEpochSecond(0, timeNs)));
        out.append("\r\nNats-Last-Sequence: ").append(previousSeq).crlf();
        if (isHeadersOnly) {
            out.append("Nats-Msg-Size: ").append((long) message.payloadLength).crlf();
        }
        out.crlf();
        unit.headersHere();
        if (!isHeadersOnly) {
            out.append(message.payload, message.payloadFrom, message.payloadLength);
        }
        unit.publicationHere();
    }
}
