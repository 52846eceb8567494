package io.natter.client.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.SyncSubscription;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A received message costs itself and its payload, and nothing else (C10). */
class AllocationTest {
    private static final int PASSES = 2_000;
    private static final int MESSAGES_A_PASS = 100;
    private static final int MESSAGE_BYTES = 40;
    private static final int PAYLOAD_BYTES = 16 + 16; // header of the array, and the bytes
    private static final int ROUNDING_BYTES = 4;

    private final Rig rig = new Rig();

    @ParameterizedTest(name = "filter {0}")
    @CsvSource({"a.b.c", "a.>"})
    void oneObjectAndOneArrayAMessage(String filter) throws Exception {
        SyncSubscription subscription = rig.messaging.subscribe(filter, Rig.defaults());
        byte[] pass =
                Rig.msg("a.b.c", 2, "0123456789abcdef").repeat(MESSAGES_A_PASS).getBytes(UTF_8);
        run(subscription, pass); // loads classes, grows the queue
        long before = allocated();
        run(subscription, pass);
        long each = (allocated() - before) / (PASSES * MESSAGES_A_PASS);
        assertThat(each).isLessThanOrEqualTo(MESSAGE_BYTES + PAYLOAD_BYTES + ROUNDING_BYTES);
    }

    private void run(SyncSubscription subscription, byte[] pass) {
        for (int i = 0; i < PASSES; i++) {
            rig.receive(pass);
            for (int j = 0; j < MESSAGES_A_PASS; j++) {
                if (subscription.poll() == null) {
                    throw new AssertionError("a message is missing");
                }
            }
        }
    }

    /** Bytes this thread allocated so far. By reflection, since the client's module does not read the one that counts. */
    private static long allocated() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getCurrentThreadAllocatedBytes")
                .invoke(threads);
    }
}
