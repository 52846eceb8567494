package io.natter.client.session;

import static io.natter.client.transport.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.NatsOptions;
import io.natter.client.WhenDisconnected;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who writes when, and who waits for it. */
class SocketWriterTest {
    private static final int MAX_PAYLOAD = 1 << 20;
    private static final byte[] BODY = new byte[64 << 10];

    private final FakeTransport transport = new FakeTransport();
    private final Output output = output(WhenDisconnected.BUFFER);

    private Output output(WhenDisconnected policy) {
        Output made = new Output(NatsOptions.builder().whenDisconnected(policy).build(), () -> false, subject -> {});
        made.prepare();
        made.attach(transport, new Operations(), MAX_PAYLOAD);
        made.gate(Gate.OPEN);
        return made;
    }

    @AfterEach
    void close() {
        output.close();
    }

    private void publish() {
        output.publish("a", null, null, BODY, false);
    }

    @Test
    void aSocketThatIsReadyAgainBeforeItsWriterHasSaidThatItWasFullIsWrittenTo() {
        output.writable(transport);
        AtomicBoolean isFirst = new AtomicBoolean(true);
        transport.takes(remaining -> {
            if (isFirst.getAndSet(false)) {
                output.writable(transport); // the loop is quick: the caller has not come back from its write
                return 3;
            }
            return remaining;
        });
        output.publish("a.b", null, null, "hello".getBytes(UTF_8), true);
        assertThat(new String(transport.taken(), UTF_8)).isEqualTo("PUB a.b 5\r\nhello\r\n");
    }

    @Test
    void whoRunsFarAheadPausesUntilHalfOfItIsWritten() throws Exception {
        transport.takes(remaining -> 0);
        while (output.pendingBytes() <= Pace.AHEAD_BYTES) {
            publish();
        }
        Thread publisher = new Thread(this::publish);
        publisher.start();
        await().until(() ->
                output.pendingBytes() > Pace.AHEAD_BYTES + BODY.length); // after its pause: the socket takes nothing
        publisher.join();
        for (int i = 0; i < 20; i++) {
            publish(); // and nobody pauses for such a socket again
        }
        assertThat(output.pendingBytes()).isGreaterThan(Pace.AHEAD_BYTES + 21L * BODY.length);
        transport.takes(remaining -> remaining);
        output.writable(transport);
        await().until(() -> {
            output.writable(transport);
            return output.pendingBytes() == 0;
        });
        assertThat(transport.takenCount()).isGreaterThan((int) Pace.AHEAD_BYTES);
    }

    @Test
    void whoWillNotWaitDoesNotPause() {
        Output failing = output(WhenDisconnected.FAIL);
        transport.takes(remaining -> 0);
        while (failing.pendingBytes() <= Pace.AHEAD_BYTES + BODY.length) {
            failing.publish("a", null, null, BODY, false);
        }
        failing.close();
    }
}
