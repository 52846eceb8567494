package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.StreamConfig;
import io.natter.store.PurgeRequest;
import io.natter.store.RecordDraft;
import io.natter.store.StreamWriter;
import io.natter.store.SubjectFilter;
import java.util.Arrays;
import java.util.Locale;

/**
 * Puts messages that were checked into the store, with all that follows from one: ids, rollup, republish, consumers.
 *
 * <p>Confined to the stream's loop.
 */
final class Storing {
    private static final byte[] PURGE = "purge".getBytes(UTF_8);

    private final Stream stream;
    private final Republishing republishing;
    private final MessageIds ids;
    private final RecordDraft draft = new RecordDraft();
    private final PublishHeaders own = new PublishHeaders();
    private long lastTimeNs;

    Storing(Stream stream) {
        this.stream = stream;
        this.republishing = new Republishing(stream);
        this.ids = new MessageIds(stream);
        this.lastTimeNs = stream.reader().lastTimeNs();
        configure(stream.config());
    }

    /** Takes over what the configuration says. */
    void configure(StreamConfig config) {
        ids.windowNs(config.duplicateWindow().toNanos());
        republishing.configure(config);
    }

    /** The ids of what is stored. */
    MessageIds ids() {
        return ids;
    }

    /** The sequence of the message with the same id that is there already, or 0. */
    long duplicateOf(PublishHeaders headers) {
        if (!headers.has(PublishHeader.MESSAGE_ID) || stream.config().mirror() != null) {
            return 0;
        }
        return ids.find(headers);
    }

    /**
     * Stores a message.
     *
     * @return its sequence
     * @throws io.natter.store.StoreException when the store refuses; nothing of it is stored
     */
    long append(Publish message, PublishHeaders headers) {
        return append(message, headers, 0, time());
    }

    /** Stores a message of the stream itself, which nobody waits for. */
    void appendOwn(Publish message) {
        own.read(message.headers, message.headersFrom, message.headersLength);
        append(message, own);
    }

    /** Begins an empty mirror at a sequence: what is before was never in it. */
    void beginMirror(long seq) {
        long from = Math.min(seq, StreamWriter.SEQ_MAX); // what a configuration says may be anything
        if (stream.reader().lastSeq() + 1 < from) {
            stream.units().open();
            stream.writer().skipTo(from);
        }
    }

    /** Stores a message as it is in the stream this one mirrors; sequences that are missing there are missing here. */
    void appendMirrored(Publish message, long seq, long timeNs) {
        own.read(message.headers, message.headersFrom, message.headersLength);
        long lastSeq = stream.reader().lastSeq();
        if (seq - lastSeq > StreamWriter.LEAP_MAX) {
            stream.units().commit();
        }
        if (seq > lastSeq && seq <= StreamWriter.SEQ_MAX) {
            lastTimeNs = Math.max(lastTimeNs, timeNs);
            append(message, own, seq, timeNs);
        }
    }

    // 0 for never.
    private long expiryNs(PublishHeaders headers, long timeNs) {
        return stream.config().allowMessageTtl() ? MessageTtl.expiryNs(headers, timeNs) : 0;
    }

    private long append(Publish message, PublishHeaders headers, long wantedSeq, long timeNs) {
        byte[] republished = republishing.destination(message);
        long previousSeq = republished == null
                ? 0
                : stream.reader().lastSeqOf(message.subject, message.subjectFrom, message.subjectLength);
        draft.subject(message.subject, message.subjectFrom, message.subjectLength)
                .headers(message.headers, message.headersFrom, message.headersLength)
                .payload(message.payload, message.payloadFrom, message.payloadLength)
                .timeNs(timeNs)
                .expiryNs(expiryNs(headers, timeNs))
                .seq(wantedSeq);
        long seq = stream.appendToStore(draft);
        ids.onStored(headers, seq, timeNs);
        stream.consumers().onAppended(seq, message.subject, message.subjectFrom, message.subjectLength);
        if (!headers.isEmpty()) {
            replace(message, headers, 1);
        }
        stream.schedules().onStored(seq, message, headers, timeNs);
        if (republished != null) {
            republishing.publish(message, republished, seq, previousSeq, timeNs);
        }
        return seq;
    }

    /** Counts a message that nobody is interested in, without keeping it (D110); returns its sequence. */
    long skip(Publish message, PublishHeaders headers) {
        long seq = stream.reader().lastSeq() + 1;
        stream.units().open();
        stream.writer().skipTo(seq + 1);
        ids.onStored(headers, seq, time());
        if (!headers.isEmpty()) {
            replace(message, headers, 0);
        }
        return seq;
    }

    // What a message replaces goes (D106); of what matches, so many stay.
    private void replace(Publish message, PublishHeaders headers, int keepCount) {
        StreamConfig config = stream.config();
        if (!config.allowRollup() || config.denyPurge()) {
            return;
        }
        if (headers.is(PublishHeader.SCHEDULE_NEXT, PURGE) && headers.has(PublishHeader.SCHEDULER)) {
            String scheduler = headers.text(PublishHeader.SCHEDULER);
            purge(SubjectFilter.exactly(scheduler.getBytes(UTF_8)), scheduler, 0);
        }
        if (!headers.has(PublishHeader.ROLLUP)) {
            return;
        }
        String value = headers.text(PublishHeader.ROLLUP).toLowerCase(Locale.ROOT);
        if (value.equals("sub")) {
            byte[] subject = Arrays.copyOfRange(
                    message.subject, message.subjectFrom, message.subjectFrom + message.subjectLength);
            purge(SubjectFilter.exactly(subject), new String(subject, UTF_8), keepCount);
        } else if (value.equals("all")) {
            purge(SubjectFilter.all(), "", keepCount);
        }
    }

    private void purge(SubjectFilter filter, String subject, int keepCount) {
        stream.writer().purge(new PurgeRequest(filter, Long.MAX_VALUE, keepCount));
        stream.consumers().onPurged(subject);
    }

    // Times never go back, so that a time can be looked up.
    private long time() {
        lastTimeNs = Math.max(lastTimeNs, stream.environment().wallNs());
        return lastTimeNs;
    }
}
