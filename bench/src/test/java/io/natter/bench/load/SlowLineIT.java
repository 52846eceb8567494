package io.natter.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The line against a server that sends back what it gets. */
class SlowLineIT {
    private static final Duration DELAY = Duration.ofMillis(20);

    @Test
    void bytesArriveWholeInOrderAndLate() throws IOException {
        byte[] sent = new byte[3_000_000];
        new Random(1).nextBytes(sent);
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0))) {
            CompletableFuture<Void> echo =
                    CompletableFuture.runAsync(() -> echo(server), task -> new Thread(task).start());
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            try (SlowLine line = SlowLine.to(Endpoint.loopback(port), DELAY);
                    SocketChannel client = SocketChannel.open(line.endpoint().address())) {
                long startNs = System.nanoTime();
                CompletableFuture<Void> writing =
                        CompletableFuture.runAsync(() -> write(client, sent), task -> new Thread(task).start());
                ByteBuffer got = ByteBuffer.allocate(sent.length);
                read(client, got.limit(1));
                assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isGreaterThanOrEqualTo(DELAY.multipliedBy(2));
                read(client, got.limit(sent.length));
                writing.join();
                assertThat(got.array()).isEqualTo(sent);
            }
            echo.join();
        }
    }

    private static void read(SocketChannel from, ByteBuffer target) throws IOException {
        while (target.hasRemaining()) {
            assertThat(from.read(target)).isPositive();
        }
    }

    private static void write(SocketChannel to, byte[] bytes) {
        try {
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                to.write(left);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void echo(ServerSocketChannel server) {
        try (SocketChannel channel = server.accept()) {
            ByteBuffer bytes = ByteBuffer.allocate(100_000);
            while (channel.read(bytes.clear()) >= 0) {
                bytes.flip();
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            }
        } catch (IOException reset) {
            // the line was cut
        }
    }
}
