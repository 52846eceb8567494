package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.handler.flow.FlowControlHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One reader, whose time a test lets pass. */
class MonitorConnectionTest {
    private static final String REQUEST = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n";

    private final Queue<Runnable> rendering = new ArrayDeque<>();
    private final PendingPages pending = new PendingPages();
    private final EmbeddedChannel channel = channel(rendering::add);

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    @Test
    void aReaderThatNeverFinishesItsRequestIsClosed() {
        for (int second = 0; second < 4; second++) {
            send(channel, REQUEST.substring(second, second + 1));
            pass(1);
        }
        assertThat(channel.isOpen()).isTrue();
        send(channel, REQUEST.substring(4, 5));
        pass(2);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aReaderMayComeBackForAMinute() {
        send(channel, REQUEST);
        pass(30);
        assertThat(channel.isOpen()).as("a page may take its time").isTrue();
        render();
        assertThat(received(channel)).startsWith("HTTP/1.1 200 OK").endsWith("{\"status\":\"ok\"}");
        pass(59);
        assertThat(channel.isOpen()).isTrue();
        pass(2);
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void theNextRequestWaitsForThePageBefore() {
        send(channel, REQUEST + REQUEST + REQUEST);
        assertThat(rendering).hasSize(1);
        render();
        assertThat(rendering).hasSize(1);
        render();
        render();
        assertThat(rendering).isEmpty();
        assertThat(received(channel).split("HTTP/1.1 200 OK", -1)).hasSize(4);
    }

    @Test
    void whenTooManyWaitTheReaderIsToldToComeBack() {
        EmbeddedChannel refused = channel(task -> {
            throw new RejectedExecutionException("full");
        });
        send(refused, REQUEST);
        assertThat(received(refused)).startsWith("HTTP/1.1 503 ");
        assertThat(refused.isOpen()).isFalse();
        refused.finishAndReleaseAll();
    }

    @Test
    void aPageThatDoesNotFitBesideOthersIsNotSent() {
        assertThat(pending.tryKeep(1 << 30)).as("a huge page alone").isTrue();
        send(channel, REQUEST);
        render();
        assertThat(received(channel)).startsWith("HTTP/1.1 503 ");
        pending.sent(1 << 30);
        send(channel, REQUEST);
        render();
        assertThat(received(channel)).startsWith("HTTP/1.1 200 ");
        assertThat(pending.tryKeep(Integer.MAX_VALUE)).as("nothing is left").isTrue();
    }

    @Test
    void whateverBytesComeTheReaderIsAnsweredOrClosed() {
        long seed = Long.getLong("natter.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 500; round++) {
            EmbeddedChannel reader = channel(Runnable::run);
            byte[] bytes =
                    (REQUEST + "GET /connz?limit=%41&sort=x;y HTTP/1.1\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
            for (int change = random.nextInt(6); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int cut = random.nextInt(bytes.length);
            reader.writeInbound(Unpooled.copiedBuffer(bytes, 0, cut));
            if (reader.isOpen()) {
                reader.writeInbound(Unpooled.copiedBuffer(bytes, cut, bytes.length - cut));
            }
            reader.runPendingTasks();
            reader.advanceTimeBy(61, TimeUnit.SECONDS);
            reader.runScheduledPendingTasks();
            assertThat(reader.isOpen()).as("seed %d, round %d", seed, round).isFalse();
            reader.checkException();
            reader.finishAndReleaseAll();
        }
    }

    private EmbeddedChannel channel(Executor pageThreads) {
        EmbeddedChannel reader = new EmbeddedChannel();
        reader.config().setAutoRead(false);
        reader.freezeTime();
        reader.pipeline()
                .addLast(new HttpServerCodec())
                .addLast(new HttpServerKeepAliveHandler())
                .addLast(new FlowControlHandler())
                .addLast(new MonitorConnection(RenderedPage.pages(new FakeServerState(), ""), pageThreads, pending));
        reader.pipeline().fireChannelActive();
        return reader;
    }

    private static void send(EmbeddedChannel reader, String bytes) {
        reader.writeInbound(Unpooled.copiedBuffer(bytes, StandardCharsets.US_ASCII));
    }

    private void render() {
        rendering.remove().run();
        channel.runPendingTasks();
    }

    private void pass(long seconds) {
        channel.advanceTimeBy(seconds, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
    }

    private static String received(EmbeddedChannel reader) {
        StringBuilder text = new StringBuilder();
        for (ByteBuf bytes = reader.readOutbound(); bytes != null; bytes = reader.readOutbound()) {
            text.append(bytes.toString(StandardCharsets.UTF_8));
            bytes.release();
        }
        return text.toString();
    }
}
