package io.natter.server.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is appended arrives whole, once and in order, however the socket takes it; the twin is a growing array. */
final class OutputTest {
    private static final int STEPS = 3_000;
    private static final int RECEIVERS = 4;

    private final AtomicInteger loops = new AtomicInteger();
    private final EmbeddedChannel home = new EmbeddedChannel(); // where the loop's own tasks run

    /** How bytes get out. */
    enum Way {
        CHANNEL,
        SOCKET,
        SOCKET_WITH_ASSISTANT
    }

    /** A socket with room for so many bytes, and a channel over it that takes what it is given when there is room again. */
    private static final class Line extends EmbeddedChannel {
        private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
        private long room;
        private boolean isBroken;

        long write(long vectorsAddress, int count) throws IOException {
            if (isBroken) {
                throw new IOException("broken pipe");
            }
            assertThat(count).isLessThanOrEqualTo(1024);
            ByteBuffer vectors = Buffer.wrapMemoryAddressWithNativeOrder(vectorsAddress, count * 16);
            long taken = 0;
            for (int i = 0; i < count && room > 0; i++) {
                long address = vectors.getLong(i * 16);
                int part = (int) Math.min(vectors.getLong(i * 16 + 8), room);
                take(Unpooled.wrappedBuffer(Buffer.wrapMemoryAddressWithNativeOrder(address, part)));
                room -= part;
                taken += part;
            }
            return taken;
        }

        private void take(ByteBuf bytes) {
            byte[] copy = new byte[bytes.readableBytes()];
            bytes.readBytes(copy);
            arrived.writeBytes(copy);
        }

        @Override
        protected void doWrite(ChannelOutboundBuffer in) {
            for (Object next = in.current(); next != null; next = in.current()) {
                var bytes = (ByteBuf) next;
                int part = (int) Math.min(bytes.readableBytes(), room);
                take(bytes.readSlice(part));
                room -= part;
                in.progress(part);
                if (bytes.isReadable()) {
                    return;
                }
                in.remove();
            }
        }

        void makeRoom(long bytes) {
            room += bytes;
            flush();
            runPendingTasks();
        }
    }

    /** One receiver and its twin. */
    private static final class Receiver implements Output.Listener {
        private final Line line = new Line();
        private final Output output;
        private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
        private int drained;
        private @Nullable Exception broken;

        Receiver(Loop loop, Way way) {
            output = new Output(loop, line, this);
            if (way != Way.CHANNEL) {
                output.bypassPipeline(line::write);
            }
        }

        void append(byte[] bytes) {
            output.append(bytes);
            expected.writeBytes(bytes);
        }

        void append(Message m, int length) {
            output.appendTail(m, length);
            expected.write(m.tailBytes, m.tailTo - length, length);
        }

        boolean arrivedAsFarAsItCame() {
            byte[] arrived = line.arrived.toByteArray();
            return Arrays.equals(arrived, 0, arrived.length, expected.toByteArray(), 0, arrived.length);
        }

        @Override
        public void onDrained() {
            drained++;
        }

        @Override
        public void onBroken(Exception cause) {
            broken = cause;
        }
    }

    @BeforeEach
    void needsTheNativeLibrary() {
        assumeTrue(Epoll.isAvailable(), "epoll is not to be had here: " + Epoll.unavailabilityCause());
    }

    @ParameterizedTest(name = "{0}, seed {1}")
    @CsvSource({
        "CHANNEL, 1",
        "CHANNEL, 2",
        "SOCKET, 3",
        "SOCKET, 4",
        "SOCKET, 5",
        "SOCKET_WITH_ASSISTANT, 6",
        "SOCKET_WITH_ASSISTANT, 7",
        "SOCKET_WITH_ASSISTANT, 8"
    })
    void arrivesAsAppendedWhateverTheSocketTakes(Way way, long seed) {
        long memoryBefore = nativeBytes();
        Loop loop = loop(way);
        var receivers = receivers(loop, way);
        var random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            step(loop, receivers, random);
        }
        for (Receiver receiver : receivers) {
            receiver.line.makeRoom(Long.MAX_VALUE / 2);
        }
        endPass(loop, receivers);
        for (Receiver receiver : receivers) {
            assertThat(receiver.output.isBlocked()).isFalse();
            assertThat(receiver.output.pendingBytes()).isZero();
            assertThat(receiver.line.arrived.size()).isEqualTo(receiver.expected.size());
            assertThat(receiver.arrivedAsFarAsItCame()).isTrue();
        }
        release(loop, receivers);
        assertThat(nativeBytes()).isEqualTo(memoryBefore);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void closedAtAnyPointNothingIsMixedUpAndNothingIsKept(long seed) {
        long memoryBefore = nativeBytes();
        Way way = seed % 2 == 0 ? Way.SOCKET : Way.SOCKET_WITH_ASSISTANT;
        Loop loop = loop(way);
        var receivers = receivers(loop, way);
        var random = new Random(seed);
        for (Receiver receiver : receivers) {
            int steps = random.nextInt(300);
            for (int step = 0; step < steps; step++) {
                step(loop, receivers, random);
            }
            receiver.output.close();
            receiver.line.close();
        }
        for (int step = 0; step < 20; step++) {
            step(loop, receivers, random);
        }
        endPass(loop, receivers);
        for (Receiver receiver : receivers) {
            assertThat(receiver.arrivedAsFarAsItCame()).isTrue();
        }
        release(loop, receivers);
        assertThat(nativeBytes()).isEqualTo(memoryBefore);
    }

    @Test
    void aReceiverThatDoesNotReadHoldsNoSharedMemory() {
        Loop loop = loop(Way.SOCKET);
        var receivers = receivers(loop, Way.SOCKET);
        Receiver slow = receivers.get(0);
        Message m = message(new byte[4096]);
        for (int i = 0; i < 200; i++) {
            loop.nextMessage();
            for (Receiver receiver : receivers) {
                receiver.append(m, 4096);
                if (receiver != slow) {
                    receiver.line.room = Integer.MAX_VALUE;
                }
            }
            endPass(loop, receivers);
            assertThat(loop.sharedTails().hasRoomFor(-2)).isTrue();
        }
        assertThat(slow.output.pendingBytes()).isEqualTo(200 * 4096);
        assertThat(slow.line.arrived.size()).isZero();
        for (Receiver receiver : receivers.subList(1, RECEIVERS)) {
            assertThat(receiver.line.arrived.size()).isEqualTo(200 * 4096);
        }
        slow.line.makeRoom(Integer.MAX_VALUE);
        endPass(loop, receivers);
        assertThat(slow.line.arrived.size()).isEqualTo(200 * 4096);
        assertThat(slow.drained).isPositive();
        release(loop, receivers);
    }

    @ParameterizedTest
    @EnumSource(names = {"SOCKET", "SOCKET_WITH_ASSISTANT"})
    void aBrokenSocketIsToldAndTheOthersGoOn(Way way) {
        Loop loop = loop(way);
        var receivers = receivers(loop, way);
        Receiver broken = receivers.get(1);
        broken.line.isBroken = true;
        Message m = message(new byte[60_000]);
        for (Receiver receiver : receivers) {
            receiver.line.room = Integer.MAX_VALUE;
            receiver.append(m, 60_000);
        }
        endPass(loop, receivers);
        assertThat(receivers).filteredOn(receiver -> receiver.broken != null).containsExactly(broken);
        for (Receiver receiver : receivers) {
            assertThat(receiver.line.arrived.size()).isEqualTo(receiver == broken ? 0 : 60_000);
        }
        release(loop, receivers);
    }

    private void step(Loop loop, List<Receiver> receivers, Random random) {
        int kind = random.nextInt(100);
        Receiver one = receivers.get(random.nextInt(RECEIVERS));
        if (kind < 40) {
            one.append(bytes(random, 1 + random.nextInt(200)));
        } else if (kind < 80) {
            deliver(loop, receivers, random, 1 + random.nextInt(kind < 75 ? 5_000 : 100_000));
        } else if (kind == 80) {
            deliver(loop, receivers, random, 1_000_000 + random.nextInt(200_000));
        } else if (kind < 90) {
            endPass(loop, receivers);
        } else {
            one.line.makeRoom(random.nextInt(200_000));
        }
    }

    private static void deliver(Loop loop, List<Receiver> receivers, Random random, int length) {
        loop.nextMessage();
        Message m = message(bytes(random, length));
        for (Receiver receiver : receivers) {
            if (random.nextInt(4) > 0) {
                receiver.append(bytes(random, 1 + random.nextInt(40)));
                receiver.append(m, random.nextInt(8) > 0 ? length : 1 + random.nextInt(length));
            }
        }
    }

    private void endPass(Loop loop, List<Receiver> receivers) {
        loop.writes().run();
        receivers.forEach(receiver -> receiver.output.flush());
        home.runPendingTasks();
    }

    private Loop loop(Way way) {
        String assistant = way == Way.SOCKET_WITH_ASSISTANT ? "test-write-" + loops.getAndIncrement() : null;
        return new Loop(home.eventLoop(), 0, assistant, failure -> {
            throw failure;
        });
    }

    private static List<Receiver> receivers(Loop loop, Way way) {
        List<Receiver> receivers = new ArrayList<>();
        for (int i = 0; i < RECEIVERS; i++) {
            receivers.add(new Receiver(loop, way));
        }
        return receivers;
    }

    private void release(Loop loop, List<Receiver> receivers) {
        for (Receiver receiver : receivers) {
            receiver.output.close();
            receiver.line.close(); // what it still held is failed, and released by that
        }
        loop.release();
        home.finishAndReleaseAll();
    }

    private static Message message(byte[] tail) {
        var m = new Message();
        m.tailBytes = tail;
        m.tailFrom = 0;
        m.tailTo = tail.length;
        return m;
    }

    private static byte[] bytes(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static long nativeBytes() {
        return UnpooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
    }
}
