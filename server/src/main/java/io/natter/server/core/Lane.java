package io.natter.server.core;

import io.natter.server.interest.Subscription;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The way from one event loop to another: a batch being filled, batches on their way, and empty ones that came home.
 *
 * <p>Confined to the source loop, but for {@link #arrived}.
 *
 * <p>Bound: {@value #BYTES_MAX} bytes on their way or being filled in. Past it a connection that publishes over this lane is not read any more until half of
 * them have arrived; what its last read had brought still goes, so nothing is lost, and the bound is exceeded by one read of each publisher
 * at most. The target loop never waits, so this ends; two loops that hold back for each other go on delivering. What the server
 * itself publishes is staged past the bound: an {@link InternalLoop} is asked to look at {@link #isFull} before it goes on.
 */
final class Lane {
    /** How many bytes may be on their way before publishers are held back. */
    static final long BYTES_MAX = 4L << 20;

    /** Fewer, and a lane in full use allocates a hundred bytes for each message. */
    private static final int SPARE_MAX = 8;

    private final Loop source;
    private final Loop target;
    private final AtomicLong bytesOut = new AtomicLong();
    private final AtomicReferenceArray<@Nullable Handover> home = new AtomicReferenceArray<>(SPARE_MAX);
    private final List<Runnable> waiting = new ArrayList<>();
    private volatile boolean isAwaited;
    private @Nullable Handover filling;

    Lane(Loop source, Loop target) {
        this.source = source;
        this.target = target;
    }

    /** Bytes that the target loop has not delivered yet; may be asked by any thread. */
    long bytesOut() {
        return bytesOut.get();
    }

    /** Takes one delivery; the target loop decides then whether it can still be made. Always true. */
    boolean stage(@Nullable Connection publisher, Subscription subscription, Message m) {
        Handover batch = filling;
        if (batch == null) {
            batch = spare();
            filling = batch;
            source.passEnds();
        }
        batch.stage(publisher, subscription, m, source.messageSerial());
        if (batch.isFull()) {
            send();
        }
        if (publisher != null && isFull()) {
            publisher.holdBack().beginFor(this);
        }
        return true;
    }

    private Handover spare() {
        for (int i = 0; i < SPARE_MAX; i++) {
            Handover spare = home.get(i) == null ? null : home.getAndSet(i, null);
            if (spare != null) {
                return spare;
            }
        }
        return new Handover(this, target);
    }

    /** Hands over what was staged; one wake-up, however many messages. */
    void send() {
        Handover batch = filling;
        if (batch != null) {
            filling = null;
            bytesOut.addAndGet(batch.weightBytes());
            hand(batch);
        }
    }

    // A loop that has ended has no receivers left.
    private void hand(Handover batch) {
        try {
            target.eventLoop().execute(batch);
        } catch (RejectedExecutionException ended) {
            batch.forget();
        }
    }

    /** Whether so much is on its way, or about to be, that publishers should pause. */
    boolean isFull() {
        Handover batch = filling;
        return bytesOut.get() + (batch == null ? 0 : batch.weightBytes()) > BYTES_MAX;
    }

    /** Runs {@code onRoom} on the source loop when there is room again. */
    void await(Runnable onRoom) {
        waiting.add(onRoom);
        isAwaited = true;
        if (bytesOut.get() <= BYTES_MAX / 2) {
            release(); // it all arrived before anybody was seen to wait
        }
    }

    /** Called by the target loop when it has delivered a batch of so many bytes, which is empty now. */
    void arrived(Handover batch, long weightBytes) {
        bringHome(batch);
        if (bytesOut.addAndGet(-weightBytes) <= BYTES_MAX / 2 && isAwaited) {
            source.eventLoop().execute(this::release);
        }
    }

    // To the loop that made it: a buffer that wanders between loops costs a factor of two to five.
    private void bringHome(Handover batch) {
        for (int i = 0; i < SPARE_MAX; i++) {
            if (home.get(i) == null && home.compareAndSet(i, null, batch)) {
                return;
            }
        }
    }

    private void release() {
        isAwaited = false;
        List<Runnable> released = List.copyOf(waiting);
        waiting.clear();
        released.forEach(Runnable::run);
    }
}
