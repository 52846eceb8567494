package io.natter.client.objectstore;

import io.natter.client.InterruptedWaitException;
import io.natter.client.NatsException;
import io.natter.client.Outgoing;
import io.natter.client.RetryPolicy;
import io.natter.client.jetstream.PublishOptions;
import io.natter.protocol.Nuid;
import io.natter.protocol.jetstream.PubAck;
import io.natter.protocol.json.UnknownFields;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One put: its chunks are published with megabytes of them on their way at once, then what is said of the object.
 *
 * <p>Confined to one thread. The first chunk is waited for, and tried again where a stream has no leader; the others are not tried again, since they
 * might come to stand behind later ones. If anything fails, what is on its way is waited for and the chunks are purged.
 */
final class ChunkedPut {
    private static final System.Logger LOG = System.getLogger(ChunkedPut.class.getName());
    /** On their way at once to a server that is near: more would leave the processor's caches before it is written. */
    private static final int WINDOW_BYTES_NEAR = 2 << 20;
    /** The same for a server whose acknowledgements take longer than {@link #NEAR_NS}. */
    private static final int WINDOW_BYTES_FAR = 8 << 20;

    private static final long NEAR_NS = 20_000_000;
    private static final int WINDOW_CHUNKS_MAX = 1_024;

    private final StreamObjectStore store;
    private final ObjectMeta meta;
    private final TransferListener listener;
    private final int chunkBytes;
    private final String nuid = Nuid.next();
    private final String subject;
    private final Digest digest = new Digest();
    private final Deque<Sent> inFlight = new ArrayDeque<>();
    /** Arrays of whole chunks that are acknowledged, so that nobody reads them any more. */
    private final Deque<byte[]> free = new ArrayDeque<>();

    private int window;
    private long size;
    private long chunks;
    private long storedBytes;
    private long storedChunks;
    private long lastSequence;

    /** A chunk on its way. Confined to the put's thread. */
    private static final class Sent {
        private final CompletableFuture<PubAck> ack;
        private final byte[] chunk;
        private final long atNs = System.nanoTime();

        Sent(CompletableFuture<PubAck> ack, byte[] chunk) {
            this.ack = ack;
            this.chunk = chunk;
        }
    }

    ChunkedPut(StreamObjectStore store, ObjectMeta meta, TransferListener listener) {
        this.store = store;
        this.meta = meta;
        this.listener = listener;
        this.chunkBytes = meta.chunkBytes() == 0 ? ObjectMeta.DEFAULT_CHUNK_BYTES : meta.chunkBytes();
        this.window = window(WINDOW_BYTES_NEAR);
        this.subject = store.chunkSubject(nuid);
    }

    private int window(int bytes) {
        return Math.max(2, Math.min(WINDOW_CHUNKS_MAX, bytes / chunkBytes));
    }

    /** Puts all that the stream gives; {@code publishing} stores what is said of it. */
    ObjectInfo run(InputStream in, UnaryOperator<ObjectInfo> publishing) throws IOException {
        try {
            for (byte[] chunk = next(in); chunk.length > 0; chunk = next(in)) {
                send(chunk);
            }
            while (!inFlight.isEmpty()) {
                awaitFirst();
            }
            ObjectMeta kept = meta.withChunkBytes(chunkBytes);
            return publishing.apply(new ObjectInfo(
                    kept, store.name(), nuid, size, chunks, digest.text(), false, Instant.EPOCH, UnknownFields.NONE));
        } catch (Throwable failure) {
            abort(failure);
            throw failure;
        }
    }

    // Not the array of the last chunk: the connection may still be writing that.
    private byte[] next(InputStream in) throws IOException {
        byte[] reused = free.poll();
        byte[] chunk = reused == null ? new byte[chunkBytes] : reused;
        int count = in.readNBytes(chunk, 0, chunkBytes);
        return count == chunkBytes ? chunk : Arrays.copyOf(chunk, count);
    }

    private void send(byte[] chunk) {
        digest.update(chunk);
        Outgoing message = Outgoing.of(subject, chunk);
        if (chunks == 0) {
            stored(store.jetStream().publish(message, PublishOptions.DEFAULTS), chunk);
        } else {
            while (inFlight.size() >= window) {
                awaitFirst();
            }
            PublishOptions once = PublishOptions.DEFAULTS.withRetry(RetryPolicy.NONE);
            inFlight.add(new Sent(store.jetStream().publishAsync(message, once), chunk));
        }
        size += chunk.length;
        chunks++;
    }

    private void awaitFirst() {
        Sent first = inFlight.remove();
        try {
            stored(first.ack.get(), first.chunk);
            if (System.nanoTime() - first.atNs > NEAR_NS) {
                window = window(WINDOW_BYTES_FAR);
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof NatsException known ? known : new IllegalStateException(failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new InterruptedWaitException("put of \"" + meta.name() + "\": interrupted");
        }
    }

    private void stored(PubAck ack, byte[] chunk) {
        if (ack.sequence() <= lastSequence) {
            throw new IllegalStateException("put of \"" + meta.name() + "\": got chunk " + (storedChunks + 1)
                    + " at sequence " + ack.sequence() + ", expected more than " + lastSequence);
        }
        lastSequence = ack.sequence();
        storedBytes += chunk.length;
        storedChunks++;
        if (chunk.length == chunkBytes) {
            free.push(chunk);
        }
        listener.onProgress(storedBytes, storedChunks);
    }

    private void abort(Throwable failure) {
        boolean wasInterrupted = Thread.interrupted(); // or the purge would not be waited for
        try {
            if (chunks == 0 && inFlight.isEmpty() && lastSequence == 0 && !(failure instanceof NatsException)) {
                return; // nothing was sent
            }
            int failed = awaitRest();
            store.stream().purge(subject);
            LOG.log(System.Logger.Level.DEBUG, "put of {0}: given up, {1} chunks failed", meta.name(), failed);
        } catch (NatsException | InterruptedException alsoFailed) {
            failure.addSuppressed(alsoFailed);
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns how many of those on their way were not stored. */
    private int awaitRest() throws InterruptedException {
        int failed = 0;
        for (@Nullable Sent sent = inFlight.poll(); sent != null; sent = inFlight.poll()) {
            try {
                sent.ack.get();
            } catch (ExecutionException itIsNotThere) {
                failed++;
            }
        }
        return failed;
    }
}
