package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ApiStatus;
import io.natter.protocol.wire.ByteBuilder;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The last messages of several subjects, in the order of their sequences, with an end (ADR-31).
 *
 * <p>Confined to one thread; runs in pieces.
 */
final class DirectLasts implements Runnable {
    private static final int PIECE = 256;
    private static final long PIECE_BYTES = 1 << 20;
    private static final byte[] NONE = {};

    private final StreamReader reader;
    private final DirectAnswer answers;
    private final DirectGet.Sink sink;
    private final long[] seqs;
    private final long upToSeq;
    private long batchMost;
    private long bytesMost;
    private int at;
    private long lastSeq;
    private long sent;
    private long sentBytes;

    DirectLasts(StreamReader reader, DirectAnswer answers, DirectGet.Sink sink, long[] seqs, long upToSeq) {
        this.reader = reader;
        this.answers = answers;
        this.sink = sink;
        this.seqs = seqs;
        this.upToSeq = upToSeq;
    }

    /** Leaves out what is before a sequence; false when nothing remains. */
    boolean startAt(long seq) {
        while (at < seqs.length && seqs[at] < seq) {
            at++;
        }
        return at < seqs.length;
    }

    /** Ends early. */
    DirectLasts limit(long batch, long bytes) {
        batchMost = batch;
        bytesMost = bytes;
        return this;
    }

    @Override
    public void run() {
        long before = sentBytes;
        for (int i = 0; i < PIECE && at < seqs.length && sentBytes - before < PIECE_BYTES; i++) {
            StoredRecord record = read(seqs[at]);
            if (record == null) {
                ByteBuilder headers = new ByteBuilder(64);
                headers.append(ApiStatus.MESSAGE_NOT_FOUND.headerBlock(""));
                sink.send(headers, NONE, 0, 0);
                return;
            }
            at++;
            send(record);
            if (sentBytes >= bytesMost || (batchMost > 0 && sent >= batchMost)) {
                end();
                return;
            }
        }
        if (at < seqs.length) {
            sink.next(this);
        } else {
            end();
        }
    }

    private @Nullable StoredRecord read(long seq) {
        try {
            return reader.get(seq);
        } catch (StoreException unreadable) {
            return null;
        }
    }

    private void send(StoredRecord record) {
        ByteBuilder headers = answers.inBatch(record, seqs.length - at, lastSeq);
        sink.send(headers, record.bytes(), record.payloadFrom(), record.payloadLength());
        lastSeq = record.seq();
        sent++;
        sentBytes += record.subjectLength() + record.headersLength() + record.payloadLength();
    }

    private void end() {
        sink.send(answers.end(seqs.length - at, lastSeq, upToSeq), NONE, 0, 0);
    }
}
