package io.natter.conformance.hostile;

import com.sun.management.UnixOperatingSystemMXBean;
import io.natter.conformance.TestServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Many connections of one thread, oldest first. Confined to that thread.
 *
 * <p>Each holds a file descriptor here and one in the server, which lives in this JVM too.
 */
final class Crowd implements AutoCloseable {
    /** For everything else this JVM has open. */
    private static final int SPARE_DESCRIPTORS = 1_500;

    private final InetSocketAddress address;
    private final Deque<SocketChannel> members = new ArrayDeque<>();

    Crowd(TestServer server) {
        this.address = new InetSocketAddress(server.host(), server.port());
    }

    /** As many as wanted, or as many as the limit of file descriptors lets one process have at both ends. */
    static int sizeUpTo(int wanted) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
            long atBothEnds = (unix.getMaxFileDescriptorCount() - SPARE_DESCRIPTORS) / 2;
            return (int) Math.max(100, Math.min(wanted, atBothEnds));
        }
        return wanted;
    }

    int size() {
        return members.size();
    }

    /** One more, which says {@code text} at once. */
    void join(String text) {
        try {
            SocketChannel member = SocketChannel.open(address);
            members.addLast(member);
            member.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new UncheckedIOException("connection " + members.size(), e);
        }
    }

    /** The oldest leaves without a farewell: its end is a reset, and keeps no port busy. */
    void reset() {
        try (SocketChannel member = members.removeFirst()) {
            member.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All that the oldest is told until the server closes it; then it is gone. */
    String awaitEnd() {
        var told = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(4096);
        try (SocketChannel member = members.removeFirst()) {
            while (member.read(buffer) >= 0) {
                told.append(StandardCharsets.ISO_8859_1.decode(buffer.flip()));
                buffer.clear();
            }
        } catch (IOException reset) {
            told.append(" (reset)");
        }
        return told.toString();
    }

    void resetAll() {
        while (!members.isEmpty()) {
            reset();
        }
    }

    @Override
    public void close() {
        resetAll();
    }
}
