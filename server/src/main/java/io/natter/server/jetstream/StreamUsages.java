package io.natter.server.jetstream;

import io.natter.protocol.jetstream.StorageType;
import io.natter.server.config.AccountJetStream;
import io.natter.server.jetstream.stream.StreamUsage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that the streams of one account hold, in memory and in files, against its limits and the server's.
 *
 * <p>Thread-safe. Streams of several loops may overshoot a limit by what they take at the same moment.
 */
final class StreamUsages implements StreamUsage {
    /**
     * Bytes of all accounts, against what the server may hold; -1 for any amount.
     *
     * <p>Thread-safe.
     */
    static final class Total {
        private volatile long memoryMax;
        private volatile long fileMax;
        private final AtomicLong memoryBytes = new AtomicLong();
        private final AtomicLong fileBytes = new AtomicLong();

        Total(long memoryMax, long fileMax) {
            this.memoryMax = memoryMax;
            this.fileMax = fileMax;
        }

        /** Other limits, from now on. */
        void configure(long memory, long file) {
            memoryMax = memory;
            fileMax = file;
        }

        long memoryMax() {
            return memoryMax;
        }

        long fileMax() {
            return fileMax;
        }

        long memoryBytes() {
            return memoryBytes.get();
        }

        long fileBytes() {
            return fileBytes.get();
        }
    }

    private final Total total;
    private final AtomicLong memoryBytes = new AtomicLong();
    private final AtomicLong fileBytes = new AtomicLong();
    private volatile AccountJetStream limits;

    StreamUsages(Total total, AccountJetStream limits) {
        this.total = total;
        this.limits = limits;
    }

    void configure(AccountJetStream newLimits) {
        limits = newLimits;
    }

    long memoryBytes() {
        return memoryBytes.get();
    }

    long fileBytes() {
        return fileBytes.get();
    }

    @Override
    public boolean isServerFull(StorageType storage) {
        return storage == StorageType.MEMORY
                ? total.memoryMax >= 0 && total.memoryBytes.get() > total.memoryMax
                : total.fileMax >= 0 && total.fileBytes.get() > total.fileMax;
    }

    @Override
    public boolean hasRoom(StorageType storage, long bytes) {
        return storage == StorageType.MEMORY
                ? limits.maxMemory() < 0 || memoryBytes.get() + bytes <= limits.maxMemory()
                : limits.maxStore() < 0 || fileBytes.get() + bytes <= limits.maxStore();
    }

    @Override
    public void add(StorageType storage, long bytes) {
        if (storage == StorageType.MEMORY) {
            memoryBytes.addAndGet(bytes);
            total.memoryBytes.addAndGet(bytes);
        } else {
            fileBytes.addAndGet(bytes);
            total.fileBytes.addAndGet(bytes);
        }
    }
}
