package io.natter.client.objectstore;

import io.natter.client.NatsException;
import io.natter.client.jetstream.ConsumeOptions;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamMessages;
import io.natter.client.jetstream.OrderedOptions;
import io.natter.client.objectstore.ObjectStoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of an object, chunk by chunk, several megabytes asked for ahead; the end checks size and digest.
 *
 * <p>Confined to one thread.
 */
final class ChunkInput extends InputStream {
    private static final int WINDOW_BYTES = 4 << 20;
    private static final int WINDOW_CHUNKS_MAX = 500;
    private static final byte[] NONE = new byte[0];

    private final StreamObjectStore store;
    private final ObjectInfo info;
    private final TransferListener listener;
    private final @Nullable JetStreamMessages messages;
    private final Digest digest = new Digest();
    private byte[] chunk = NONE;
    private int at;
    private long bytes;
    private long chunks;
    private boolean isLastChunk;
    private boolean isOver;
    private boolean isClosed;

    private ChunkInput(
            StreamObjectStore store, ObjectInfo info, TransferListener listener, @Nullable JetStreamMessages messages) {
        this.store = store;
        this.info = info;
        this.listener = listener;
        this.messages = messages;
    }

    static ChunkInput of(StreamObjectStore store, ObjectInfo info, TransferListener listener) {
        if (info.size() == 0) {
            return new ChunkInput(store, info, listener, null);
        }
        int chunkBytes = Math.max(
                1,
                info.meta().chunkBytes() == 0
                        ? ObjectMeta.DEFAULT_CHUNK_BYTES
                        : info.meta().chunkBytes());
        int ahead = (int) Math.min(Math.max(2, WINDOW_BYTES / chunkBytes), Math.max(1, info.chunks()));
        ConsumeOptions options = ConsumeOptions.DEFAULTS.withMaxMessages(Math.min(WINDOW_CHUNKS_MAX, ahead));
        OrderedOptions chunks = OrderedOptions.filtered(store.chunkSubject(info.nuid()));
        return new ChunkInput(
                store, info, listener, store.stream().orderedConsumer(chunks).messages(options));
    }

    ObjectInfo info() {
        return info;
    }

    @Override
    public int read() throws IOException {
        return fill() ? chunk[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        Objects.checkFromIndexSize(from, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - at);
        System.arraycopy(chunk, at, target, from, count);
        at += count;
        return count;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long before = bytes - (chunk.length - at);
        while (fill()) {
            out.write(chunk, at, chunk.length - at);
            at = chunk.length;
        }
        return bytes - before;
    }

    @Override
    public int available() {
        return chunk.length - at;
    }

    /** Makes sure that a byte is there; false at the end, which is checked first. */
    private boolean fill() throws IOException {
        while (at == chunk.length) {
            if (isClosed) {
                throw new IOException("object \"" + info.name() + "\": is closed");
            }
            if (isOver || bytes >= info.size()) {
                checkEnd();
                return false;
            }
            chunk = next();
            at = 0;
            digest.update(chunk);
            bytes += chunk.length;
            chunks++;
            listener.onProgress(bytes, chunks);
        }
        return true;
    }

    private byte[] next() throws IOException {
        try {
            Optional<JetStreamMessage> found = messages == null || isLastChunk
                    ? Optional.empty()
                    : messages.next(store.jetStream().options().timeout());
            JetStreamMessage message =
                    found.orElseThrow(() -> damaged("got " + bytes + " bytes and no more, expected " + info.size()));
            isLastChunk = message.metadata().pendingCount() == 0; // all chunks were stored before the object appeared
            return message.payload();
        } catch (NatsException failure) {
            throw new IOException(failure.getMessage(), failure);
        }
    }

    private void checkEnd() throws IOException {
        if (isOver) {
            return;
        }
        isOver = true;
        String got = digest.text();
        boolean isRight = bytes == info.size() && (info.digest().isEmpty() || Digest.isSame(got, info.digest()));
        if (!isRight) {
            ObjectStoreException damage = bytes == info.size()
                    ? damaged("got digest " + got + ", expected " + info.digest())
                    : damaged("got " + bytes + " bytes, expected " + info.size());
            throw new IOException(damage.getMessage(), damage);
        }
        close();
    }

    private ObjectStoreException damaged(String what) {
        return new ObjectStoreException(
                Kind.DAMAGED, "object \"" + info.name() + "\" of " + store.name() + ": " + what);
    }

    @Override
    public void close() {
        if (messages != null) {
            messages.close();
        }
        isClosed = !isOver;
    }
}
