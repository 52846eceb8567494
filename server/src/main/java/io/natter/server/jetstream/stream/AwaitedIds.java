package io.natter.server.jetstream.stream;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Messages that wait while the ids of stored ones are read: by another thread, so that other streams of the loop need not wait too.
 *
 * <p>Confined to the stream's loop. The first message with an id after an opening has them read; it and all that come behind it go on in
 * their order when that is done. At most 4 MiB wait: past that the loop reads the rest, and publishers are held back as by any busy loop.
 */
final class AwaitedIds {
    static final int WAITING_BYTES_MAX = 4 << 20;

    private static final int MESSAGE_BYTES = 256; // what one costs beside its bytes

    private final Stream stream;
    private final MessageIds ids;
    private final Consumer<Publish> next;
    private final ArrayDeque<Publish> waiting = new ArrayDeque<>();
    private final PublishHeaders headers = new PublishHeaders();
    private long waitingBytes;

    /**
     * Nothing waits yet.
     *
     * @param next takes a message that need not wait any more
     */
    AwaitedIds(Stream stream, MessageIds ids, Consumer<Publish> next) {
        this.stream = stream;
        this.ids = ids;
        this.next = next;
    }

    /** Takes a message that has to wait; false when it can go on. */
    boolean holds(Publish message) {
        if (waiting.isEmpty() && (message.headersLength == 0 || ids.areKnown())) {
            return false;
        }
        if (waiting.isEmpty() && !hasId(message)) {
            return false;
        }
        if (waitingBytes > WAITING_BYTES_MAX || waiting.isEmpty() && ids.isReadAtOnce()) {
            ids.readAll();
        }
        if (ids.areKnown()) {
            goOn();
            return false;
        }
        boolean isFirst = waiting.isEmpty();
        waiting.add(message.copy());
        waitingBytes += message.sizeBytes() + MESSAGE_BYTES;
        if (isFirst) {
            readOn();
        }
        return true;
    }

    private boolean hasId(Publish message) {
        headers.read(message.headers, message.headersFrom, message.headersLength);
        return headers.has(PublishHeader.MESSAGE_ID);
    }

    private void readOn() {
        StoredIds.Request request = ids.unread(MessageIds.READ_AT_ONCE);
        stream.environment().work(() -> {
            StoredIds read = request.read();
            stream.environment().execute(() -> take(read));
        });
    }

    private void take(StoredIds read) {
        if (stream.isClosed() || waiting.isEmpty()) {
            return;
        }
        if (ids.take(read)) {
            goOn();
        } else {
            readOn();
        }
    }

    private void goOn() {
        waitingBytes = 0;
        for (Publish message = waiting.poll(); message != null; message = waiting.poll()) {
            next.accept(message);
        }
    }
}
