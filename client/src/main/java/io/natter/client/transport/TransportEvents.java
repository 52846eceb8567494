package io.natter.client.transport;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** What a transport tells; all on its loop, one call at a time. What these methods throw closes the transport. */
public interface TransportEvents {
    /** A heap buffer with room, for the bytes that are there now; {@link #received} follows if any were. */
    ByteBuffer readBuffer();

    /** The buffer was filled as far as its position: one pass of reading is over. */
    void received();

    /** More can be written, or {@link Transport#wakeWriter} asked for this. */
    void writable();

    /** It is over; nothing more comes. The cause is null where {@link Transport#close} asked for it. */
    void closed(@Nullable Throwable cause);
}
