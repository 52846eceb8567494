package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.store.Limits;
import io.natter.store.StreamOptions;

/**
 * What a stream's configuration means for its store.
 *
 * <p>Thread-safe: pure functions. Sizes are counted as nats-server counts them (H8), so that limits mean the same.
 */
public final class StreamLimits {
    private static final int FILE_BYTES = 30; // lengths, sequence, time, checksum
    private static final int FILE_HEADERS_BYTES = 4;
    private static final int MEMORY_BYTES = 16;

    private StreamLimits() {}

    /** How a stream's store is opened; its limits follow when its configuration is known. */
    public static StreamOptions options(StorageType storage, Packing packing) {
        return storage == StorageType.MEMORY
                ? StreamOptions.defaults().withOverhead(MEMORY_BYTES, 0)
                : StreamOptions.defaults()
                        .withOverhead(FILE_BYTES, FILE_HEADERS_BYTES)
                        .withCompression(packing);
    }

    /** What it may hold. A full stream that refuses what is new is held to its totals before, not after. */
    static Limits of(StreamConfig config) {
        boolean isOld = config.discard() == DiscardPolicy.OLD;
        return new Limits(
                isOld ? bound(config.maxMessages()) : 0,
                isOld ? bound(config.maxBytes()) : 0,
                bound(config.maxMessagesPerSubject()),
                bound(config.maxAge().toNanos()));
    }

    private static long bound(long limit) {
        return Math.max(limit, 0);
    }

    /** What a message counts. */
    static int countedBytes(StreamConfig config, int subjectLength, int headersLength, int payloadLength) {
        int content = subjectLength + headersLength + payloadLength;
        if (config.storage() == StorageType.MEMORY) {
            return content + MEMORY_BYTES;
        }
        return content + FILE_BYTES + (headersLength == 0 ? 0 : FILE_HEADERS_BYTES);
    }
}
