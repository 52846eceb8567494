package io.natter.server.jetstream.consumer;

/**
 * How many bytes may be on their way to a client that answers flow control requests (D188).
 *
 * <p>Confined to the stream's loop.
 *
 * <pre>
 *  pending bytes:  0 ......... half the window ......... window
 *                  deliver     ask, and go on           past it: wait for the answer
 * </pre>
 *
 * <p>Each answer doubles the window, up to {@value #BYTES_MAX} bytes.
 */
final class FlowWindow {
    static final long BYTES_MAX = 32L << 20;
    private static final long BYTES_FIRST = BYTES_MAX / 16;

    private long windowBytes = BYTES_FIRST;
    private long pendingBytes;
    private long askedBytes;
    private String asked = "";

    /** Whether nothing more may be delivered before an answer. */
    boolean isShut() {
        return pendingBytes > windowBytes;
    }

    /** The request that is unanswered; empty for none. */
    String asked() {
        return asked;
    }

    /**
     * Counts a delivery.
     *
     * @param isStalled whether acknowledgements that come with the answer are what delivery waits for
     * @return whether it is time to ask
     */
    boolean deliver(long bytes, boolean isStalled) {
        pendingBytes += bytes;
        if (asked.isEmpty()) {
            return pendingBytes > windowBytes / 2 || isStalled;
        }
        if (pendingBytes - askedBytes >= windowBytes) {
            askedBytes += bytes;
        }
        return false;
    }

    /** The client is asked with this subject. */
    void ask(String subject) {
        asked = subject;
        askedBytes = pendingBytes;
    }

    /** An answer came; false when it is not to the request that waits for one. */
    boolean answer(String subject) {
        if (asked.isEmpty() || !asked.equals(subject)) {
            return false;
        }
        windowBytes = Math.min(windowBytes * 2, BYTES_MAX);
        pendingBytes = Math.max(0, pendingBytes - askedBytes);
        askedBytes = 0;
        asked = "";
        return true;
    }
}
