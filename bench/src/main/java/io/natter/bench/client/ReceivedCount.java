package io.natter.bench.client;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Counts messages received, in a file that the publisher, in another process, has mapped as well.
 *
 * <p>So the publisher can stay within its window without a message or a system call. One thread at a time counts, any
 * may read. Checks the order too: payloads hold the number of the message in the publisher's region.
 */
public final class ReceivedCount {
    private static final VarHandle LONG = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int NUMBER_AT = 4;

    private final ByteBuffer memory;
    private long count;
    private int next;
    private long outOfOrder;

    private ReceivedCount(ByteBuffer memory) {
        this.memory = memory;
    }

    /** Maps the file, which is made if it is not there. */
    public static ReceivedCount map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return new ReceivedCount(
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, Long.BYTES).order(ByteOrder.LITTLE_ENDIAN));
        }
    }

    /** Counts for this process alone: there is no file. */
    static ReceivedCount unshared() {
        return new ReceivedCount(ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN));
    }

    /** Starts from zero. */
    public void reset() {
        count = 0;
        next = 0;
        outOfOrder = 0;
        LONG.setVolatile(memory, 0, 0L);
    }

    /** One more message has come. */
    void add(byte[] payload) {
        int number = (int) INT.get(payload, NUMBER_AT);
        if (number != next && number != 0) {
            outOfOrder++;
        }
        next = number + 1;
        LONG.setRelease(memory, 0, ++count);
    }

    /** How many came, as far as is known here. */
    public long get() {
        return (long) LONG.getAcquire(memory, 0);
    }

    /** How many came in another order than sent; to be asked where they are counted. */
    long outOfOrder() {
        return outOfOrder;
    }
}
