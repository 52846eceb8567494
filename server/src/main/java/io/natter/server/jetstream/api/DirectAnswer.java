package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.json.GoTime;
import io.natter.protocol.wire.ByteBuilder;
import io.natter.store.StoredRecord;
import java.time.Instant;

/**
 * Writes the headers of what answers a direct get: those the message has, and where it stands (ADR-31).
 *
 * <p>Confined to one thread; serves for any number of answers.
 */
final class DirectAnswer {
    private static final byte[] VERSION = "NATS/1.0\r\n".getBytes(UTF_8);
    private static final int CRLF_LENGTH = 2;

    private final byte[] stream;
    private final ByteBuilder out = new ByteBuilder(256);

    DirectAnswer(String streamName) {
        this.stream = streamName.getBytes(UTF_8);
    }

    /** The headers of a message that is the whole answer. */
    ByteBuilder alone(StoredRecord record) {
        begin(record);
        return out.crlf();
    }

    /** The headers of a message that others follow, or an end. */
    ByteBuilder inBatch(StoredRecord record, long pending, long lastSeq) {
        begin(record);
        number(JetStreamHeaders.PENDING_COUNT, pending);
        number(JetStreamHeaders.LAST_SEQUENCE, lastSeq);
        return out.crlf();
    }

    /** The headers that end a batch. */
    ByteBuilder end(long pending, long lastSeq) {
        beginEnd(pending, lastSeq);
        return out.crlf();
    }

    /** The headers that end the last messages of subjects. */
    ByteBuilder end(long pending, long lastSeq, long upToSeq) {
        beginEnd(pending, lastSeq);
        number(JetStreamHeaders.UP_TO_SEQUENCE, upToSeq);
        return out.crlf();
    }

    private void beginEnd(long pending, long lastSeq) {
        out.clear();
        out.append("NATS/1.0 204 EOB").crlf();
        number(JetStreamHeaders.PENDING_COUNT, pending);
        number(JetStreamHeaders.LAST_SEQUENCE, lastSeq);
    }

    private void begin(StoredRecord record) {
        out.clear();
        if (record.headersLength() == 0) {
            out.append(VERSION);
        } else {
            out.append(record.bytes(), record.headersFrom(), record.headersLength() - CRLF_LENGTH);
        }
        field(JetStreamHeaders.STREAM).append(stream).crlf();
        field(JetStreamHeaders.SUBJECT)
                .append(record.bytes(), record.subjectFrom(), record.subjectLength())
                .crlf();
        number(JetStreamHeaders.SEQUENCE, record.seq());
        Instant time = Instant.ofEpochSecond(0, record.timeNs());
        field(JetStreamHeaders.TIMESTAMP).append(GoTime.format(time)).crlf();
    }

    private ByteBuilder field(String name) {
        return out.append(name).append(": ");
    }

    private void number(String name, long value) {
        ByteBuilder value64 = field(name);
        if (value < 0) {
            value64.append(Long.toUnsignedString(value)).crlf();
        } else {
            value64.append(value).crlf();
        }
    }
}
