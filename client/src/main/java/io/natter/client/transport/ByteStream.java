package io.natter.client.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * Bytes over a socket that does not block: the socket itself, or TLS or a WebSocket over another stream.
 *
 * <p>One thread reads and one writes, at the same time; {@link #close} is for whoever reads.
 */
interface ByteStream {
    /**
     * Reads what is there into a heap buffer with room.
     *
     * @return how many bytes, 0 if none are there now, -1 at the end
     */
    int read(ByteBuffer target) throws IOException;

    /** Whether {@link #read} has something without the socket saying so. */
    boolean hasBuffered();

    /** Takes what it can of the bytes. */
    void write(ByteBuffer source) throws IOException;

    /**
     * Sends on what was taken and is still here.
     *
     * @return whether nothing is left
     */
    boolean flush() throws IOException;

    /** What was agreed on when it was encrypted, or null where it is not. */
    @Nullable
    SSLSession tlsSession();

    /** Says good-bye if that is possible at once, and closes the socket. */
    void close();
}
