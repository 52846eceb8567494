package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.server.jetstream.consumer.Registration;
import io.natter.store.RemovalListener;
import io.natter.store.RemovalReason;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import io.natter.store.StreamWriter;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What a stream does as time goes by: messages expire, markers take their place, ids are forgotten, files are tidied.
 *
 * <p>Confined to the stream's loop.
 */
final class Upkeep implements RemovalListener {
    private static final int EXPIRED_AT_ONCE = 2_000;
    private static final int IDS_FORGOTTEN_AT_ONCE = 10_000;
    private static final long DELAY_NS_MIN = 20_000_000L;
    private static final long REFUSED_NS = 10_000_000_000L; // a disk that fails does so for long
    private static final long IDS_DELAY_NS_MIN = 1_000_000_000L;
    private static final long TIDY_DELAY_NS = 250_000_000L;
    private static final byte[] NONE = {};
    private static final byte[] PURGE = "PURGE".getBytes(US_ASCII);

    private final Stream stream;
    private final PublishHeaders headers = new PublishHeaders();
    private final Publish marker = new Publish();
    private final ArrayDeque<byte[]> markers = new ArrayDeque<>();
    private Registration expiry = Registration.NONE;
    private Registration tidying = Registration.NONE;
    private long expiryAtNs = Long.MAX_VALUE;
    private long notBeforeNs;
    private boolean isTidying;
    private boolean isMarkerExpiring;

    // of messages that expire and are not in memory
    private boolean isBringing; // another thread reads
    private boolean isReadHere; // the loop reads
    private @Nullable StoredRecord brought;
    private long broughtSeq; // its sequence, also when it could not be read

    Upkeep(Stream stream) {
        this.stream = stream;
    }

    /** Something changed: the next expiry may be another, and there may be something to tidy. */
    void onChange() {
        plan();
        if (!isTidying) {
            isTidying = true;
            tidying = stream.environment().schedule(TIDY_DELAY_NS, this::tidy);
        }
    }

    /** Ends it. */
    void stop() {
        expiry.cancel();
        tidying.cancel();
    }

    /** Sees to it that it wakes up for what expires next. */
    void plan() {
        long wallNs = stream.environment().wallNs();
        long expiryNs = isBringing ? Long.MAX_VALUE : stream.writer().nextExpiryNs();
        long next = Math.max(expiryNs, Math.max(wallNs + DELAY_NS_MIN, notBeforeNs));
        long ids = stream.storing().ids().nextForgettingNs();
        if (ids != Long.MAX_VALUE) {
            next = Math.min(next, Math.max(ids, wallNs + IDS_DELAY_NS_MIN));
        }
        if (next == Long.MAX_VALUE || next >= expiryAtNs) {
            return;
        }
        expiry.cancel();
        expiryAtNs = next;
        expiry = stream.environment().schedule(next - wallNs, this::expire);
    }

    private void expire() {
        expiryAtNs = Long.MAX_VALUE;
        if (stream.isClosed()) {
            return;
        }
        stream.storing().ids().forget(IDS_FORGOTTEN_AT_ONCE);
        if (!isBringing) {
            expireMessages();
        }
        plan();
    }

    private void expireMessages() {
        long wallNs = stream.environment().wallNs();
        try {
            StreamWriter.Expired expired = stream.writer().expireAtHand(wallNs, EXPIRED_AT_ONCE, brought);
            long coldSeq = expired.coldSeq();
            if (coldSeq != 0 && coldSeq == broughtSeq) {
                readHere(wallNs);
            } else if (coldSeq != 0) {
                bring(coldSeq);
            }
            brought = null;
            broughtSeq = 0;
            if (expired.count() > 0) {
                stream.units().open();
            }
            placeMarkers();
        } catch (StoreException refused) {
            stream.warn("messages are not expired: " + refused.getMessage());
            notBeforeNs = stream.environment().wallNs() + REFUSED_NS;
        }
    }

    // Another thread reads what is needed, and it goes on with that.
    private void bring(long seq) {
        isBringing = true;
        stream.environment().work(() -> {
            StoredRecord record = tryRead(seq);
            stream.environment().execute(() -> {
                isBringing = false;
                brought = record;
                broughtSeq = seq;
                expire();
            });
        });
    }

    private @Nullable StoredRecord tryRead(long seq) {
        try {
            return stream.reader().get(seq);
        } catch (StoreException unreadable) {
            return null; // the loop will see why
        }
    }

    // What was brought was let go again before it was used, or cannot be read.
    private void readHere(long wallNs) {
        isReadHere = true;
        try {
            if (stream.writer().expire(wallNs, EXPIRED_AT_ONCE) > 0) {
                stream.units().open();
            }
        } finally {
            isReadHere = false;
        }
    }

    private void placeMarkers() {
        while (!markers.isEmpty()) {
            placeMarker(markers.element());
            markers.remove();
        }
    }

    // Where the last message of a subject was (D108).
    private void placeMarker(byte[] subject) {
        byte[] block = markerHeaders(stream.config().deleteMarkerTtl().toSeconds());
        stream.storing().appendOwn(marker.subject(subject).headers(block).payload(NONE));
    }

    private void tidy() {
        isTidying = false;
        if (stream.isClosed()) {
            return;
        }
        try {
            if (stream.writer().maintain()) {
                onChange();
            }
        } catch (StoreException refused) {
            stream.warn("files are not tidied: " + refused.getMessage());
        }
    }

    @Override
    public void onExpiring(long seq) {
        isMarkerExpiring = false;
        if (stream.config().deleteMarkerTtl().isZero()) {
            return;
        }
        StoredRecord record = expiring(seq);
        if (record != null && record.headersLength() > 0) {
            headers.read(record.bytes(), record.headersFrom(), record.headersLength());
            isMarkerExpiring =
                    headers.has(PublishHeader.MARKER_REASON) || headers.is(PublishHeader.KV_OPERATION, PURGE);
        }
    }

    private @Nullable StoredRecord expiring(long seq) {
        StoredRecord known = brought;
        if (known != null && known.seq() == seq) {
            return known;
        }
        return isReadHere ? stream.reader().get(seq) : stream.reader().getAtHand(seq);
    }

    @Override
    public void onRemoved(long seq, byte[] subject, RemovalReason reason) {
        stream.consumers().onRemoved(seq, subject);
        boolean isAged = reason == RemovalReason.AGE || reason == RemovalReason.EXPIRED;
        if (isAged
                && !isMarkerExpiring
                && !stream.config().deleteMarkerTtl().isZero()
                && stream.reader().countOf(subject, 0, subject.length) == 0) {
            markers.add(subject.clone());
        }
    }

    // Of one that stays so many seconds.
    private static byte[] markerHeaders(long seconds) {
        return ("NATS/1.0\r\n" + JetStreamHeaders.MARKER_REASON + ": MaxAge\r\n" + JetStreamHeaders.TTL + ": "
                        + goDuration(seconds) + "\r\n" + JetStreamHeaders.ROLLUP + ": sub\r\n\r\n")
                .getBytes(US_ASCII);
    }

    private static String goDuration(long seconds) {
        long hours = seconds / 3600;
        long minutes = seconds / 60 % 60;
        String text = seconds % 60 + "s";
        if (hours > 0) {
            return hours + "h" + minutes + "m" + text;
        }
        return minutes > 0 ? minutes + "m" + text : text;
    }
}
