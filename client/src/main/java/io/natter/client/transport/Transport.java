package io.natter.client.transport;

import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/**
 * A connected stream of bytes to a server, whatever it runs over.
 *
 * <p>{@link #write} is for one caller at a time, on any thread; the rest is thread-safe. No call blocks.
 */
public interface Transport {
    /**
     * Begins to read: from now on the events come, on the transport's loop.
     *
     * <p>Bytes that came with the handshake come first.
     */
    void start(TransportEvents events);

    /**
     * Takes what it can of the bytes. An interrupt of the calling thread does no harm.
     *
     * @return whether all were taken; if not, {@link TransportEvents#writable} comes when more can be
     * @throws IOException if the connection is broken; {@link TransportEvents#closed} comes as well
     */
    boolean write(ByteBuffer bytes) throws IOException;

    /** Has {@link TransportEvents#writable} called soon on the loop. Cheap while such a call is already due. */
    void wakeWriter();

    /** Stops reading, until {@link #resumeReading}. */
    void pauseReading();

    /** Reads on. */
    void resumeReading();

    /** What was agreed on when it was encrypted, or null where it is not. */
    @Nullable
    SSLSession tlsSession();

    /** Closes it; {@link TransportEvents#closed} comes once, on the loop. A second call does nothing. */
    void close();
}
