package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.ApiError;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.server.core.MessageTrace;
import org.jspecify.annotations.Nullable;

/**
 * Tells what becomes of a message whose way is told; nothing for any other (D118).
 *
 * <p>Confined to the stream's loop.
 */
final class TraceReport {
    private static final String TOO_LARGE = "maximum payload exceeded";
    private static final String DUPLICATE = "msgid is duplicate";

    private final Stream stream;

    TraceReport(Stream stream) {
        this.stream = stream;
    }

    /** The stream took it. */
    void stored(Publish message) {
        MessageTrace trace = takenFrom(message);
        if (trace != null) {
            boolean isUnwanted = stream.config().retention() == RetentionPolicy.INTEREST
                    && !stream.isInteresting(message.subject, message.subjectFrom, message.subjectLength);
            trace.stored(stream.name(), message.subjectText(), isUnwanted);
        }
    }

    /** The stream has it already. */
    void duplicate(Publish message) {
        MessageTrace trace = takenFrom(message);
        if (trace != null) {
            trace.refusedBy(stream.name(), DUPLICATE);
        }
    }

    /** The stream refused it. */
    void refused(Publish message, PublishHeaders headers, ApiError error) {
        MessageTrace trace = takenFrom(message);
        if (trace != null) {
            trace.refusedBy(stream.name(), text(headers, error));
        }
    }

    // In the words of nats-server, where they are not those of its answer.
    private String text(PublishHeaders headers, ApiError error) {
        if (error.errorCode() == ApiErrorCode.STREAM_MESSAGE_EXCEEDS_MAXIMUM.errorCode()) {
            return TOO_LARGE;
        }
        boolean isLast = error.errorCode() == ApiErrorCode.STREAM_WRONG_LAST_SEQUENCE.errorCode()
                && headers.has(PublishHeader.EXPECTED_LAST_SEQUENCE);
        return isLast
                ? "last sequence mismatch: " + headers.number(PublishHeader.EXPECTED_LAST_SEQUENCE) + " vs "
                        + stream.reader().lastSeq()
                : error.description();
    }

    private static @Nullable MessageTrace takenFrom(Publish message) {
        MessageTrace trace = message.trace;
        message.trace = null;
        return trace;
    }
}
