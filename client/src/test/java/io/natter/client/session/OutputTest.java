package io.natter.client.session;

import static io.natter.client.transport.Patience.await;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.natter.client.BufferFullException;
import io.natter.client.ConnectionClosedException;
import io.natter.client.ConnectionEvent;
import io.natter.client.InterruptedWaitException;
import io.natter.client.NatsOptions;
import io.natter.client.NatsOptionsBuilder;
import io.natter.client.PayloadTooLargeException;
import io.natter.client.WhenDisconnected;
import io.natter.protocol.wire.ClientOperationDecoder;
import io.natter.protocol.wire.MessageView;
import io.natter.protocol.wire.WireLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes out, in which order, and what is kept when a connection is lost. */
class OutputTest {
    private static final int MAX_PAYLOAD = 1 << 20;

    private final List<String> droppedSubjects = Collections.synchronizedList(new ArrayList<>());
    private final AtomicBoolean isHandler = new AtomicBoolean();
    private @Nullable Output made;

    private Output output(NatsOptionsBuilder options) {
        made = new Output(options.build(), isHandler::get, this::dropped);
        return made;
    }

    private void dropped(ConnectionEvent event) {
        droppedSubjects.add(((ConnectionEvent.PublishDropped) event).subject());
    }

    private Output output() {
        return output(NatsOptions.builder());
    }

    private static FakeTransport attach(Output output) {
        var transport = new FakeTransport();
        output.prepare();
        output.attach(transport, new Operations(), MAX_PAYLOAD);
        output.gate(Gate.OPEN);
        output.writable(transport);
        return transport;
    }

    @AfterEach
    void close() {
        if (made != null) {
            made.close();
        }
    }

    private static void publish(Output output, String subject, String payload) {
        output.publish(subject, null, null, payload.getBytes(UTF_8), false);
    }

    private static String text(FakeTransport transport) {
        return new String(transport.taken(), UTF_8);
    }

    // ---- encoding

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
        a.b    | -       | -                  | hello | PUB a.b 5~hello~
        a.b    | r.1     | -                  | hello | PUB a.b r.1 5~hello~
        a.b    | -       | NATS/1.0~A: b~~    | hi    | HPUB a.b 18 20~NATS/1.0~A: b~~hi~
        a.b    | r.1     | NATS/1.0~A: b~~    | hi    | HPUB a.b r.1 18 20~NATS/1.0~A: b~~hi~
        grüße  | -       | -                  | ü     | PUB grüße 2~ü~
        """)
    void encodesAPublish(
            String subject, @Nullable String reply, @Nullable String headers, String payload, String expected) {
        Output output = output();
        FakeTransport transport = attach(output);
        byte[] block = headers == null ? null : lines(headers).getBytes(UTF_8);
        output.publish(subject, reply, block, payload.getBytes(UTF_8), true);
        assertThat(text(transport)).isEqualTo(lines(expected));
    }

    private static String lines(String text) {
        return text.replace("~", "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\r\nPUB b 0", "a\tb", "\u0000"})
    void noSubjectBreaksOutOfItsLine(String subject) {
        Output output = output();
        assertThatIllegalArgumentException().isThrownBy(() -> publish(output, subject, "x"));
        assertThat(output.heldBytes()).isZero();
    }

    @Test
    void encodesControlOperations() {
        Output output = output();
        FakeTransport transport = attach(output);
        output.subscribe(7, "a.*", null);
        output.subscribe(8, "b", "workers");
        output.unsubscribe(7, 0);
        output.unsubscribe(8, 1_234_567_890_123L);
        output.pong();
        output.writable(transport);
        assertThat(text(transport))
                .isEqualTo("SUB a.* 7\r\nSUB b workers 8\r\nUNSUB 7\r\nUNSUB 8 1234567890123\r\nPONG\r\n");
    }

    // ---- who writes

    @Test
    void aQuietConnectionIsWrittenByTheCaller() {
        Output output = output();
        FakeTransport transport = attach(output);
        transport.wakes.drainPermits();
        publish(output, "a", "1");
        assertThat(text(transport)).isEqualTo("PUB a 1\r\n1\r\n");
        assertThat(transport.wakes.availablePermits()).isZero();
    }

    @Test
    void anUrgentPublishIsWrittenWithAllThatWaits() {
        Output output = output();
        FakeTransport transport = attach(output);
        transport.takes(count -> 0);
        publish(output, "a", "1");
        transport.takes(count -> count);
        publish(output, "a", "2"); // the socket said it is full
        assertThat(transport.takenCount()).isZero();
        output.writable(transport);
        output.publish("a", null, null, "3".getBytes(UTF_8), true);
        assertThat(text(transport)).isEqualTo("PUB a 1\r\n1\r\nPUB a 1\r\n2\r\nPUB a 1\r\n3\r\n");
    }

    @Test
    void theLoopIsWokenOnceForManyPublishes() {
        Output output = output();
        FakeTransport transport = attach(output);
        transport.takes(count -> 0);
        output.publish("a", null, null, new byte[100], true);
        transport.wakes.drainPermits();
        output.writable(transport); // full again
        transport.takes(count -> count);
        for (int i = 0; i < 100; i++) {
            publish(output, "a", "x");
        }
        assertThat(transport.wakes.availablePermits()).isLessThanOrEqualTo(1);
        output.writable(transport);
        assertThat(output.heldBytes()).isZero();
    }

    // ---- lost connections

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {11, 12, 13, 14, 15, 16})
    void whatWasTakenWholeIsGoneAndTheRestComesAgain(long seed) {
        var random = new Random(seed);
        Output output = output();
        List<String> owed = new ArrayList<>(); // publishes not yet taken whole, in order
        for (int round = 0; round < 60; round++) {
            FakeTransport transport = attach(output);
            transport.takes(count -> 1 + random.nextInt(count));
            var sent = new ArrayList<>(owed);
            for (int i = random.nextInt(40); i > 0; i--) {
                String payload = "m".repeat(random.nextInt(random.nextInt(10) == 0 ? 100_000 : 60));
                publish(output, "s." + round + "." + i, payload);
                sent.add("PUB s." + round + "." + i + " " + payload.length() + "\r\n" + payload + "\r\n");
                if (random.nextBoolean()) {
                    output.writable(transport);
                }
            }
            byte[] taken = transport.taken();
            byte[] all = String.join("", sent).getBytes(UTF_8);
            assertThat(taken).as("seed %d, round %d", seed, round).isEqualTo(Arrays.copyOf(all, taken.length));
            owed = notTaken(sent, taken.length);
            output.detach();
            output.gate(Gate.AWAY);
        }
        FakeTransport last = attach(output);
        while (output.heldBytes() > 0) {
            output.writable(last);
        }
        assertThat(text(last)).isEqualTo(String.join("", owed));
    }

    private static List<String> notTaken(List<String> sent, int takenBytes) {
        var left = new ArrayList<String>();
        long end = 0;
        for (String operation : sent) {
            end += operation.length();
            if (end > takenBytes) {
                left.add(operation);
            }
        }
        return left;
    }

    @Test
    void subscriptionsStandInFrontOfWhatWaited() {
        Output output = output();
        publish(output, "early", "1");
        output.subscribe(1, "lost", null); // not connected: it is restored
        output.prepare();
        output.unsubscribe(9, 0); // meanwhile
        var transport = new FakeTransport();
        var operations = new Operations();
        var line = new ControlLine();
        line.subscribe(2, "restored", null);
        operations.control(line);
        output.attach(transport, operations, MAX_PAYLOAD);
        output.writable(transport);
        assertThat(text(transport)).isEqualTo("SUB restored 2\r\nPUB early 1\r\n1\r\nUNSUB 9\r\n");
    }

    @Test
    void whatIsTooLargeForTheNextServerIsDropped() {
        Output output = output();
        publish(output, "small", "1");
        publish(output, "large", "x".repeat(2000));
        output.prepare();
        var transport = new FakeTransport();
        assertThat(output.attach(transport, new Operations(), 1000)).containsExactly("large");
        output.writable(transport);
        assertThat(text(transport)).isEqualTo("PUB small 1\r\n1\r\n");
        assertThat(output.figures().dropped()).isOne();
        assertThatExceptionOfType(PayloadTooLargeException.class)
                .isThrownBy(() -> output.publish("a", null, new byte[500], new byte[501], false))
                .withMessageContaining("1001")
                .withMessageContaining("max_payload, 1000");
    }

    @Test
    void aBrokenSocketLosesNothingThatItDidNotTake() {
        Output output = output();
        FakeTransport transport = attach(output);
        transport.breakDown();
        publish(output, "a", "1");
        output.detach();
        assertThat(text(attach(output))).isEqualTo("PUB a 1\r\n1\r\n");
    }

    // ---- fences

    @Test
    void pongsPassFencesInOrder() {
        Output output = output();
        attach(output);
        var first = new Fence(false, false);
        var second = new Fence(false, false);
        output.fence(first);
        output.fence(second);
        output.pong(System.nanoTime());
        assertThat(first.passed).isDone();
        assertThat(second.passed).isNotDone();
        assertThat(output.detach()).containsExactly(second);
    }

    @Test
    void aFenceMayWaitForTheNextConnection() {
        Output output = output();
        var patient = new Fence(true, false);
        var other = new Fence(false, false);
        assertThat(output.fence(patient)).isTrue();
        assertThat(output.fence(other)).isFalse();
        publish(output, "a", "1");
        assertThat(text(attach(output))).isEqualTo("PUB a 1\r\n1\r\nPING\r\n");
        output.pong(System.nanoTime());
        assertThat(patient.passed).isDone();
    }

    @Test
    void aHoldingFenceKeepsTheRestForTheNextConnection() {
        Output output = output();
        FakeTransport old = attach(output);
        publish(output, "a", "1");
        output.fenceBehind(List.of(4L), new Fence(false, true));
        publish(output, "a", "2");
        output.subscribe(5, "b", null);
        output.writable(old);
        assertThat(text(old)).isEqualTo("PUB a 1\r\n1\r\nUNSUB 4\r\nPING\r\n");
        output.leave();
        var next = new FakeTransport();
        output.attach(next, new Operations(), MAX_PAYLOAD);
        output.writable(next);
        assertThat(text(next)).isEqualTo("PUB a 1\r\n2\r\nSUB b 5\r\n");
    }

    // ---- room

    @Test
    void aFullBufferFailsADropsOrWaitsAsThePolicySays() {
        Output failing = output(NatsOptions.builder().bufferBytes(40).whenDisconnected(WhenDisconnected.FAIL));
        FakeTransport full = attach(failing).takes(count -> 0);
        publish(failing, "a", "1234567890");
        assertThatExceptionOfType(BufferFullException.class).isThrownBy(() -> publish(failing, "a", "1234567890"));
        output(NatsOptions.builder().bufferBytes(40).publishTimeout(Duration.ofMillis(1)));
        Output waiting = made();
        publish(waiting, "a", "1234567890");
        assertThatExceptionOfType(BufferFullException.class)
                .isThrownBy(() -> publish(waiting, "a", "1234567890"))
                .withMessageContaining("of 40");
        full.takes(count -> count);
        failing.close();
    }

    private Output made() {
        Output output = made;
        assertThat(output).isNotNull();
        return java.util.Objects.requireNonNull(output);
    }

    @Test
    void whatCanNeverFitFailsAtOnce() {
        Output output = output(NatsOptions.builder().bufferBytes(5));
        assertThatExceptionOfType(BufferFullException.class)
                .isThrownBy(() -> publish(output, "a", ""))
                .withMessageContaining("expected at most the buffer's size, 5");
        FakeTransport transport = attach(output);
        assertThat(output.fence(new Fence(false, false))).isTrue();
        assertThat(text(transport)).isEqualTo("PING\r\n");
    }

    @Test
    void thePolicyHoldsWithoutAConnection() {
        Output failing = output(NatsOptions.builder().whenDisconnected(WhenDisconnected.FAIL));
        assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> publish(failing, "a", "1"));
        Output dropping = output(NatsOptions.builder().whenDisconnected(WhenDisconnected.DROP));
        publish(dropping, "a", "1");
        publish(dropping, "b", "2");
        assertThat(droppedSubjects).containsExactly("a"); // once an episode
        FakeTransport transport = attach(dropping);
        publish(dropping, "c", "3");
        assertThat(text(transport)).isEqualTo("PUB c 1\r\n3\r\n");
        dropping.gate(Gate.AWAY);
        publish(dropping, "d", "4");
        assertThat(droppedSubjects).containsExactly("a", "d");
        assertThat(dropping.figures().dropped()).isEqualTo(3);
    }

    @ParameterizedTest(name = "{0}, handler {1}: {2}")
    @CsvSource(textBlock = """
        OPEN,     false, true
        OPEN,     true,  true
        DRAINING, false, false
        DRAINING, true,  true
        CLOSED,   false, false
        CLOSED,   true,  false
        """)
    void gatesAdmitWhoMayPublish(Gate gate, boolean isFromHandler, boolean isAdmitted) {
        Output output = output();
        attach(output);
        output.gate(gate);
        isHandler.set(isFromHandler);
        if (isAdmitted) {
            publish(output, "a", "1");
        } else {
            assertThatExceptionOfType(ConnectionClosedException.class).isThrownBy(() -> publish(output, "a", "1"));
        }
    }

    @Test
    void waitingPublishersGetRoomInOrder() throws Exception {
        Output output = output(NatsOptions.builder().bufferBytes(30));
        FakeTransport transport = attach(output).takes(count -> 0);
        publish(output, "a", "0123456789");
        var threads = new ArrayList<Thread>();
        for (int i = 1; i <= 5; i++) {
            String payload = i + "123456789";
            Thread thread = new Thread(() -> publish(output, "a", payload));
            thread.start();
            threads.add(thread);
            await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        }
        transport.takes(count -> count);
        for (Thread thread : threads) {
            await().pollInterval(Duration.ofMillis(1)).until(() -> {
                output.writable(transport);
                return !thread.isAlive();
            });
        }
        output.writable(transport);
        StringBuilder expected = new StringBuilder();
        for (int i = 0; i <= 5; i++) {
            expected.append("PUB a 10\r\n").append(i).append("123456789\r\n");
        }
        assertThat(text(transport)).isEqualTo(expected.toString());
    }

    @Test
    void anInterruptedWaitSendsNothingAndKeepsTheFlag() throws Exception {
        Output output = output(NatsOptions.builder().bufferBytes(30));
        publish(output, "a", "0123456789");
        var failure = new AtomicReference<@Nullable Throwable>();
        var hasFlag = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            try {
                publish(output, "a", "0123456789");
            } catch (InterruptedWaitException e) {
                failure.set(e);
                hasFlag.set(Thread.currentThread().isInterrupted());
            }
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        thread.interrupt();
        thread.join();
        assertThat(failure.get()).isInstanceOf(InterruptedWaitException.class);
        assertThat(hasFlag).isTrue();
        assertThat(output.figures().messages()).isOne();
    }

    @Test
    void aWaitingPublishLearnsOfTheEnd() {
        Output output = output(NatsOptions.builder().bufferBytes(30));
        publish(output, "a", "0123456789");
        CompletableFuture<Void> waiting = CompletableFuture.runAsync(() -> publish(output, "a", "0123456789"));
        output.close();
        assertThat(waiting)
                .failsWithin(Duration.ofMinutes(1))
                .withThrowableThat()
                .withCauseInstanceOf(ConnectionClosedException.class);
    }

    // ---- many threads

    @Test
    void operationsOfManyThreadsNeverMixAndEachThreadKeepsItsOrder() throws Exception {
        int threadCount = 4;
        int messageCount = 5_000;
        Output output = output(NatsOptions.builder().bufferBytes(100_000));
        FakeTransport transport =
                attach(output).takes(count -> 1 + ThreadLocalRandom.current().nextInt(count));
        var done = new CountDownLatch(threadCount);
        for (int t = 0; t < threadCount; t++) {
            String subject = "t" + t;
            new Thread(() -> {
                        for (int i = 0; i < messageCount; i++) {
                            byte[] payload = (i + "," + "x".repeat(i % 97)).getBytes(UTF_8);
                            output.publish(subject, null, null, payload, i % 11 == 0);
                        }
                        done.countDown();
                    })
                    .start();
        }
        while (!done.await(0, TimeUnit.NANOSECONDS) || output.heldBytes() > 0) {
            transport.wakes.tryAcquire(1, TimeUnit.MILLISECONDS);
            output.writable(transport);
        }
        assertOrder(transport.taken(), threadCount, messageCount);
        assertThat(output.figures().messages()).isEqualTo((long) threadCount * messageCount);
    }

    private static void assertOrder(byte[] wire, int threadCount, int messageCount) {
        Map<String, Integer> next = new HashMap<>();
        var decoder = new ClientOperationDecoder(WireLimits.OF_CLIENTS, new PublishSink() {
            @Override
            public void publish(MessageView message) {
                String payload = new String(message.payload(), UTF_8);
                int number = Integer.parseInt(payload.substring(0, payload.indexOf(',')));
                assertThat(number).isEqualTo(next.merge(message.subject(), 1, Integer::sum) - 1);
                assertThat(payload).hasSize(String.valueOf(number).length() + 1 + number % 97);
            }
        });
        assertThat(decoder.decode(wire, 0, wire.length)).isEqualTo(wire.length);
        assertThat(next).hasSize(threadCount).containsValue(messageCount);
        assertThat(next.values()).allMatch(count -> count == messageCount);
    }
}
