package io.natter.server.jetstream.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.natter.protocol.jetstream.SnapshotRequest;
import java.time.Duration;
import java.time.Instant;

/**
 * One backup under way: chunks go out as long as acknowledgements come in (D30).
 *
 * <p>Confined to the api loop; chunks are made on a thread that may wait for the disk, one at a time.
 *
 * <pre>
 *  chunk            reply $JS.SNAPSHOT.ACK.stream.id.length.number
 *  the last chunk   no reply
 *  the end          no payload: 204, or 408 and 500 with the reason where it failed
 * </pre>
 */
final class SnapshotSending {
    private static final int CHUNK_DEFAULT = 128 << 10;
    private static final int CHUNK_LEAST = 1 << 10;
    private static final int CHUNK_MOST = 1 << 20;
    private static final int WINDOW_DEFAULT = 8 << 20;
    private static final int WINDOW_MOST = 32 << 20;
    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration INTEREST_STEP = Duration.ofMillis(100);
    private static final int INTEREST_STEPS = 20;
    private static final byte[] NONE = {};

    private final ApiParts parts;
    private final ApiRequest request;
    private final String stream;
    private final SnapshotSource source;
    private final Transfers.Place place;
    private final byte[] deliverTo;
    private final String ackPrefix;
    private final int chunkBytes;
    private final int inflightMost;
    private final Instant start;
    private ApiPort.Cancellable acks = () -> {};
    private ApiPort.Cancellable timeout = () -> {};
    private int inflight;
    private int number;
    private boolean isReading;
    private boolean isOver;

    SnapshotSending(
            ApiParts parts, ApiRequest request, SnapshotRequest wanted, SnapshotSource source, Transfers.Place place) {
        this.parts = parts;
        this.request = request;
        this.stream = source.stream();
        this.source = source;
        this.place = place;
        this.deliverTo = wanted.deliverSubject().getBytes(UTF_8);
        this.ackPrefix = "$JS.SNAPSHOT.ACK." + stream + "." + parts.port().newId();
        this.chunkBytes = clamp(wanted.chunkSize(), CHUNK_DEFAULT, CHUNK_MOST);
        int window = Math.max(chunkBytes, clamp(wanted.windowSize(), WINDOW_DEFAULT, WINDOW_MOST));
        this.inflightMost = window / chunkBytes;
        this.start = parts.port().now();
    }

    private static int clamp(long wanted, int otherwise, int most) {
        return (int) Math.min(Math.max(wanted == 0 ? otherwise : wanted, CHUNK_LEAST), most);
    }

    /** Begins when somebody listens, or after two seconds. */
    void begin() {
        acks = parts.port().subscribe(request.account(), ackPrefix + ".>", acknowledged -> onAck());
        awaitInterest(INTEREST_STEPS);
        place.begun(() -> finish("500 server is stopping", "server is stopping"));
    }

    private void awaitInterest(int steps) {
        if (steps == 0 || parts.port().hasInterest(request.account(), deliverTo)) {
            expectAck();
            send();
        } else {
            timeout = parts.port().schedule(INTEREST_STEP, () -> awaitInterest(steps - 1));
        }
    }

    private void onAck() {
        if (isOver) {
            return;
        }
        inflight = Math.max(0, inflight - 1);
        expectAck();
        send();
    }

    private void expectAck() {
        timeout.cancel();
        timeout = parts.port().schedule(ACK_TIMEOUT, () -> finish("408 No Flow Response", "no flow response"));
    }

    private void send() {
        if (isOver || isReading || inflight >= inflightMost) {
            return;
        }
        isReading = true;
        parts.port().work(() -> {
            try {
                byte[] chunk = source.read(chunkBytes);
                parts.port().execute(() -> onChunk(chunk));
            } catch (RuntimeException unreadable) { // whatever it is: nobody else closes the source
                String why = String.valueOf(unreadable.getMessage());
                parts.port().execute(() -> onUnreadable(why));
            }
        });
    }

    private void onUnreadable(String why) {
        isReading = false;
        if (isOver) {
            close();
        } else {
            finish("500 " + why, why);
        }
    }

    private void onChunk(byte[] chunk) {
        isReading = false;
        if (isOver) {
            close();
            return;
        }
        if (chunk.length < chunkBytes) {
            if (chunk.length > 0) {
                parts.port().publish(request.account(), deliverTo, NONE, chunk);
            }
            finish(number == 0 ? "" : "204", "");
            return;
        }
        number++;
        byte[] reply = (ackPrefix + "." + chunk.length + "." + number).getBytes(UTF_8);
        if (parts.port().publish(request.account(), deliverTo, reply, NONE, chunk) == 0) {
            finish("408 No Interest", "no interest");
            return;
        }
        inflight++;
        expectAck();
        send();
    }

    private void finish(String status, String error) {
        if (isOver) {
            return;
        }
        isOver = true;
        timeout.cancel();
        acks.cancel();
        byte[] headers = status.isEmpty() ? NONE : ("NATS/1.0 " + status + "\r\n\r\n").getBytes(UTF_8);
        parts.port().publish(request.account(), deliverTo, headers, NONE);
        if (!isReading) {
            close();
        }
        parts.advisories().snapshotCompleted(request, stream, start, error);
    }

    private void close() {
        source.close();
        place.leave();
    }
}
