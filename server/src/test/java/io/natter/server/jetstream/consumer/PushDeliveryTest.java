package io.natter.server.jetstream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.ReplayPolicy;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Push consumers: interest, heartbeats, flow control, rates (D148, D152, D188-D190; ADR-9). */
final class PushDeliveryTest {
    private static final long MS = FakeStream.MS;

    private final FakeStream stream = new FakeStream();

    private static ConsumerConfigBuilder config() {
        return ConsumerConfig.builder()
                .name("C")
                .durableName("C")
                .deliverSubject("d")
                .ackPolicy(AckPolicy.NONE)
                .maxDeliver(-1);
    }

    @Test
    void waitsUntilSomebodyListensAndWhileNobodyDoes() {
        Consumer consumer = stream.create(config().build());
        stream.append("a", "1");
        assertThat(stream.sent).isEmpty();
        assertThat(consumer.info().pushBound()).isFalse();
        stream.listen("d");
        assertThat(stream.sent).extracting(FakeStream.Sent::payload).containsExactly("1");
        assertThat(stream.sent.get(0).subject()).isEqualTo("a");
        assertThat(consumer.info().pushBound()).isTrue();
        stream.stopListening("d");
        stream.append("a", "2");
        assertThat(stream.sent).hasSize(1);
        stream.listen("d");
        assertThat(stream.sent).extracting(FakeStream.Sent::payload).containsExactly("1", "2");
    }

    @Test
    void asksForInterestOfItsGroup() {
        stream.listen("d");
        Consumer consumer = stream.create(config().deliverGroup("g").build());
        assertThat(consumer.isPushBound()).isFalse();
        stream.listen("d g");
        consumer.update(consumer.config());
        assertThat(consumer.isPushBound()).isTrue();
    }

    @Test
    void whoListensToEverythingIsNobodyToDeliverTo() {
        stream.listen(">");
        assertThat(stream.create(config().build()).isPushBound()).isFalse();
        stream.append("a", "1");
        assertThat(stream.sent).noneMatch(sent -> sent.route().equals("d"));
    }

    @Test
    void deliversOnlyWhatIsDurable() {
        stream.listen("d");
        stream.create(config().build());
        stream.heldBackFrom = 2;
        stream.append("a", "1");
        stream.append("a", "2");
        assertThat(stream.sent).extracting(FakeStream.Sent::payload).containsExactly("1");
        stream.release();
        assertThat(stream.sent).extracting(FakeStream.Sent::payload).containsExactly("1", "2");
    }

    @Test
    void beatsWhenNothingWasSentForAWhile() {
        stream.listen("d");
        stream.create(config().idleHeartbeat(Duration.ofMillis(200)).build());
        stream.advance(150 * MS);
        stream.append("a", "1");
        stream.advance(190 * MS);
        assertThat(stream.sent).hasSize(1);
        stream.advance(10 * MS);
        assertThat(stream.sent.get(1).headers())
                .isEqualTo("NATS/1.0 100 Idle Heartbeat\r\nNats-Last-Consumer: 1\r\nNats-Last-Stream: 1\r\n\r\n");
        stream.stopListening("d");
        stream.advance(1_000 * MS);
        assertThat(stream.sent).hasSize(2);
    }

    @Test
    void asksForFlowControlAndStopsUntilItIsAnswered() {
        stream.listen("d");
        stream.create(
                config().flowControl(true).idleHeartbeat(Duration.ofSeconds(1)).build());
        String megabyte = "x".repeat(1 << 20);
        for (int i = 0; i < 6; i++) {
            stream.append("a", megabyte);
        }
        assertThat(stream.sent)
                .extracting(FakeStream.Sent::status)
                .containsExactly("", "100 FlowControl Request", ""); // half of 2 MiB; the window is shut past it
        FakeStream.Sent request = stream.sent.get(1);
        assertThat(request.reply()).matches("\\$JS\\.FC\\.S\\.C\\.[0-9A-Za-z]{4}");
        stream.advance(1_000 * MS);
        assertThat(stream.sent.get(3).headers()).contains("Nats-Consumer-Stalled: " + request.reply() + "\r\n\r\n");
        stream.taken();
        stream.send("$JS.FC.S.C.none", "", "", "");
        assertThat(stream.sent).isEmpty();
        stream.send(request.reply(), "", "", "");
        assertThat(stream.sent.stream().filter(sent -> !sent.payload().isEmpty()))
                .hasSizeGreaterThanOrEqualTo(3);
    }

    @Test
    void anAnswerToFlowControlAcknowledgesWhereThePolicySaysSo() {
        stream.listen("d");
        Consumer consumer = stream.create(config().ackPolicy(AckPolicy.FLOW_CONTROL)
                .flowControl(true)
                .maxAckPending(3)
                .idleHeartbeat(Duration.ofSeconds(1))
                .build());
        for (int i = 0; i < 5; i++) {
            stream.append("a", "" + i);
        }
        assertThat(stream.sent)
                .extracting(FakeStream.Sent::status)
                .containsExactly("", "", "", "100 FlowControl Request");
        assertThat(consumer.info().ackPendingCount()).isEqualTo(3);
        String reply = stream.sent.get(3).reply();
        stream.send(reply, "", "NATS/1.0\r\nNats-Last-Consumer: 2\r\nNats-Last-Stream: 2\r\n\r\n", "");
        assertThat(consumer.info().ackFloor().streamSequence()).isEqualTo(2);
        assertThat(stream.sent.stream().filter(sent -> sent.status().isEmpty())).hasSize(5);
    }

    @Test
    void replaysAtTheSpeedOfOld() {
        stream.append("a", "1");
        stream.advance(300 * MS);
        stream.append("a", "2");
        stream.advance(200 * MS);
        stream.append("a", "3");
        stream.listen("d");
        stream.create(config().replayPolicy(ReplayPolicy.ORIGINAL).build());
        assertThat(stream.sent).hasSize(1);
        stream.advance(299 * MS);
        assertThat(stream.sent).hasSize(1);
        stream.advance(MS);
        assertThat(stream.sent).hasSize(2);
        stream.advance(200 * MS);
        assertThat(stream.sent).hasSize(3);
        stream.advance(5_000 * MS);
        stream.append("a", "4");
        assertThat(stream.sent).as("new ones go at once").hasSize(4);
    }

    @Test
    void keepsToItsRate() {
        stream.config = stream.config.toBuilder().maxMessageBytes(100).build();
        stream.listen("d");
        stream.create(config().rateLimitBitsPerSecond(8_000).build()); // 1,000 bytes a second, 100 at once
        for (int i = 0; i < 11; i++) {
            stream.append("a", "x".repeat(40)); // some 90 bytes with its reply subject
        }
        int atOnce = stream.sent.size();
        assertThat(atOnce).isBetween(1, 2);
        stream.advance(500 * MS);
        assertThat(stream.sent).hasSizeBetween(atOnce + 4, atOnce + 7);
        stream.advance(1_000 * MS);
        assertThat(stream.sent).hasSize(11);
    }

    @Test
    void anotherSubjectGetsWhatWasNotAcknowledged() {
        stream.listen("d");
        stream.listen("e");
        Consumer consumer = stream.create(
                config().ackPolicy(AckPolicy.EXPLICIT).maxAckPending(10).build());
        stream.append("a", "1");
        stream.append("a", "2");
        stream.taken();
        consumer.update(consumer.config().toBuilder().deliverSubject("e").build());
        stream.pass();
        assertThat(stream.sent).extracting(FakeStream.Sent::route).containsExactly("e", "e");
        assertThat(stream.sent.get(0).reply()).startsWith("$JS.ACK.S.C.2.1.3.");
    }
}
