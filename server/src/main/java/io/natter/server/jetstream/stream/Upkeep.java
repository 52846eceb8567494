package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.server.jetstream.consumer.Registration;
import io.natter.store.RemovalListener;
import io.natter.store.RemovalReason;
import io.natter.store.StoreException;
import io.natter.store.StoredRecord;
import java.util.ArrayDeque;

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
        long next = Math.max(stream.writer().nextExpiryNs(), Math.max(wallNs + DELAY_NS_MIN, notBeforeNs));
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
        try {
            if (stream.writer().expire(stream.environment().wallNs(), EXPIRED_AT_ONCE) > 0) {
                stream.units().open();
            }
            placeMarkers();
        } catch (StoreException refused) {
            stream.warn("messages are not expired: " + refused.getMessage());
            notBeforeNs = stream.environment().wallNs() + REFUSED_NS;
        }
        plan();
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
        StoredRecord record = stream.reader().get(seq);
        if (record != null && record.headersLength() > 0) {
            headers.read(record.bytes(), record.headersFrom(), record.headersLength());
            isMarkerExpiring =
                    headers.has(PublishHeader.MARKER_REASON) || headers.is(PublishHeader.KV_OPERATION, PURGE);
        }
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
