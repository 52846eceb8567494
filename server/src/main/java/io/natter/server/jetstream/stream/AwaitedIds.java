package io.natter.server.jetstream.stream;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * Messages that wait while the ids of stored ones are read, so that other streams of the loop need not wait too.
 *
 * <p>Confined to the stream's loop. The first message with an id after an opening has them read; it and all that come behind it go on in
 * their order when that is done. At most 4 MiB wait: past that the rest is read at once, and publishers are held back as by any busy loop.
 */
final class AwaitedIds {
    static final int READ_AT_ONCE = 2_000;
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
        if (waiting.isEmpty() && (!hasId(message) || ids.read(READ_AT_ONCE))) {
            return false;
        }
        if (waitingBytes > WAITING_BYTES_MAX) {
            ids.read(Integer.MAX_VALUE);
        }
        if (ids.areKnown()) {
            goOn();
            return false;
        }
        if (waiting.isEmpty()) {
            stream.environment().execute(this::step);
        }
        waiting.add(message.copy());
        waitingBytes += message.sizeBytes() + MESSAGE_BYTES;
        return true;
    }

    private boolean hasId(Publish message) {
        headers.read(message.headers, message.headersFrom, message.headersLength);
        return headers.has(PublishHeader.MESSAGE_ID);
    }

    private void step() {
        if (stream.isClosed() || waiting.isEmpty()) {
            return;
        }
        if (ids.read(READ_AT_ONCE)) {
            goOn();
        } else {
            stream.environment().execute(this::step);
        }
    }

    private void goOn() {
        waitingBytes = 0;
        for (Publish message = waiting.poll(); message != null; message = waiting.poll()) {
            next.accept(message);
        }
    }
}
