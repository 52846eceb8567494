package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.jetstream.MessageGetRequest;
import io.natter.protocol.wire.ByteBuilder;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import io.natter.store.SubjectFilter;
import org.jspecify.annotations.Nullable;

/**
 * A batch of messages from a sequence on, with an end that says what remains (ADR-31).
 *
 * <p>Confined to one thread; runs in pieces.
 */
final class DirectBatch implements Runnable {
    private static final int PIECE = 256;
    private static final long PIECE_BYTES = 1 << 20;
    private static final byte[] NONE = {};

    /** Which messages: those of a filter from a sequence on, until so many bytes were sent. */
    record Selection(SubjectFilter filter, long startSeq, long bytesMost) {}

    private final StreamReader reader;
    private final DirectAnswer answers;
    private final DirectGet.Sink sink;
    private final MessageGetRequest request;
    private final SubjectFilter filter;
    private final long bytesMost;
    private final long validThrough;
    private long seq;
    private long pending;
    private long lastSeq;
    private long sent;
    private long sentBytes;

    DirectBatch(
            StreamReader reader,
            DirectAnswer answers,
            DirectGet.Sink sink,
            MessageGetRequest request,
            Selection selection) {
        this.reader = reader;
        this.answers = answers;
        this.sink = sink;
        this.request = request;
        this.filter = selection.filter();
        this.seq = selection.startSeq();
        this.bytesMost = selection.bytesMost();
        this.validThrough = reader.lastSeq();
        this.pending = reader.pending(filter, seq);
    }

    @Override
    public void run() {
        long before = sentBytes;
        for (int i = 0; i < PIECE && sentBytes - before < PIECE_BYTES; i++) {
            if (sent >= request.batch() || (sent > 0 && sentBytes >= bytesMost)) {
                end();
                return;
            }
            StoredRecord record = next();
            if (record == null && sent == 0) {
                sink.send(new ByteBuilder(64).append(ApiStatus.MESSAGE_NOT_FOUND.headerBlock("")), NONE, 0, 0);
                return;
            }
            if (record == null) {
                end();
                return;
            }
            send(record);
        }
        sink.next(this);
    }

    private @Nullable StoredRecord next() {
        try {
            return reader.next(filter, seq);
        } catch (StoreException unreadable) {
            return null;
        }
    }

    private void send(StoredRecord record) {
        seq = record.seq() + 1;
        pending = Math.max(0, pending - 1);
        ByteBuilder headers = request.noHeaders() ? new ByteBuilder(1) : answers.inBatch(record, pending, lastSeq);
        sink.send(headers, record.bytes(), record.payloadFrom(), record.payloadLength());
        lastSeq = record.seq();
        sent++;
        sentBytes += record.subjectLength() + record.headersLength() + record.payloadLength();
    }

    private void end() {
        long remaining = reader.lastSeq() > validThrough ? reader.pending(filter, seq) : pending;
        sink.send(answers.end(remaining, lastSeq), NONE, 0, 0);
    }
}
