package io.natter.server.jetstream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Acknowledgements of all kinds (D182-D185), and what happens without them. */
final class AcknowledgementTest {
    private static final long MS = FakeStream.MS;
    private static final String ADVISORY = "$JS.EVENT.ADVISORY.CONSUMER.";

    private final FakeStream stream = new FakeStream();

    @BeforeEach
    void listen() {
        stream.listen("reply");
    }

    private static ConsumerConfigBuilder config() {
        return ConsumerConfig.builder()
                .name("C")
                .durableName("C")
                .ackPolicy(AckPolicy.EXPLICIT)
                .ackWait(Duration.ofSeconds(1))
                .maxAckPending(1000)
                .maxDeliver(-1);
    }

    private void append(int count) {
        for (int i = 1; i <= count; i++) {
            stream.append("a", "m" + i);
        }
    }

    /** Pulls, and returns the reply subjects of what came. */
    private List<String> pull(int count) {
        stream.taken();
        stream.pull("C", "" + count);
        return stream.taken().stream().map(FakeStream.Sent::reply).toList();
    }

    private ConsumerInfo info() {
        return java.util.Objects.requireNonNull(stream.consumers.find("C")).info();
    }

    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "+ACK", "+OK"})
    void anAcknowledgementIsAnsweredOnceItIsDone(String body) {
        stream.create(config().build());
        append(1);
        String reply = pull(1).get(0);
        stream.send(reply, "reply", "", body);
        assertThat(stream.taken()).containsExactly(new FakeStream.Sent("reply", "reply", "", "", ""));
        assertThat(info().ackPendingCount()).isZero();
        assertThat(info().ackFloor().streamSequence()).isEqualTo(1);
        assertThat(stream.acked).containsExactly(1L);
        stream.send(reply, "reply", "", body);
        assertThat(stream.taken()).as("a repeated one is answered too").hasSize(1);
        assertThat(stream.acked).hasSize(1);
    }

    @Test
    void bothFormsOfTheSubjectAreUnderstood() {
        stream.create(config().build());
        append(2);
        List<String> replies = pull(2);
        assertThat(replies.get(0)).matches("\\$JS\\.ACK\\.S\\.C\\.1\\.1\\.1\\.\\d+\\.1");
        stream.send(replies.get(0).replace("ACK.S", "ACK._.hash1234.S") + ".more.tokens", "", "", "");
        assertThat(info().ackPendingCount()).isEqualTo(1);
        stream.send(replies.get(1).replace("ACK.S", "ACK._.hash1234.S") + ".x", "", "", "");
        assertThat(info().ackPendingCount()).isZero();
    }

    @Test
    void theLongFormIsSentWhereItIsAskedFor() {
        stream.usesLongAckSubjects = true;
        stream.domain = "hub";
        stream.create(config().build());
        append(1);
        assertThat(pull(1).get(0)).startsWith("$JS.ACK.hub.hash1234.S.C.1.1.1.");
    }

    @Test
    void aNakDeliversAgainAtOnceAndTellsSo() {
        stream.listen(ADVISORY + "MSG_NAKED.S.C");
        stream.create(config().build());
        append(2);
        String reply = pull(1).get(0);
        stream.send(reply, "reply", "", "-NAK");
        assertThat(stream.sent).extracting(FakeStream.Sent::route).containsExactly(ADVISORY + "MSG_NAKED.S.C", "reply");
        assertThat(stream.sent.get(0).payload())
                .contains("\"type\":\"io.nats.jetstream.advisory.v1.nak\"", "\"deliveries\":1", "\"stream_seq\":1");
        assertThat(pull(2))
                .satisfiesExactly(
                        again -> assertThat(again).startsWith("$JS.ACK.S.C.2.1.2."),
                        next -> assertThat(next).startsWith("$JS.ACK.S.C.1.2.3."));
        assertThat(info().redeliveredCount()).isEqualTo(1);
    }

    @Test
    void aDeliveryThatCameToNobodyComesAtOnceAndDoesNotCount() {
        Consumer consumer = stream.create(config().maxDeliver(1).build());
        append(2);
        String reply = pull(1).get(0);
        consumer.onUndelivered(reply.getBytes(StandardCharsets.UTF_8));
        stream.pass();
        List<String> again = pull(2);
        assertThat(again)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("$JS.ACK.S.C.1.1.2."),
                        next -> assertThat(next).startsWith("$JS.ACK.S.C.1.2.3."));
        assertThat(info().redeliveredCount()).isZero();

        stream.restart(false);
        assertThat(info().ackPendingCount()).isEqualTo(2);
        stream.send(again.get(0), "", "", "");
        stream.consumer("C").onUndelivered(again.get(0).getBytes(StandardCharsets.UTF_8));
        stream.pass();
        assertThat(pull(2)).as("acknowledged meanwhile").isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-NAK {\"delay\":300000000}", "-NAK 300ms", "-NAK  300ms "})
    void aNakWithADelayDeliversAgainThen(String body) {
        stream.create(config().build());
        append(1);
        stream.send(pull(1).get(0), "", "", body);
        assertThat(pull(1)).isEmpty();
        stream.advance(299 * MS);
        assertThat(stream.sent).isEmpty();
        stream.advance(2 * MS);
        assertThat(stream.sent).hasSize(1);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"-NAK {\"delay\":", "-NAK soon", "-NAK {\"delay\":-5}", "-NAK {\"delay\":\"x\"}"})
    void aNakWithoutASenseDeliversAgainAtOnce(String body) {
        stream.create(config().build());
        append(1);
        stream.send(pull(1).get(0), "", "", body);
        stream.advance(10 * MS);
        assertThat(pull(1)).hasSize(1);
    }

    @Test
    void workInProgressBeginsTheTimeAnew() {
        stream.create(config().build());
        append(1);
        String reply = pull(1).get(0);
        stream.advance(900 * MS);
        stream.send(reply, "", "", "+WPI");
        assertThat(pull(1)).isEmpty();
        stream.advance(999 * MS);
        assertThat(stream.sent).isEmpty();
        stream.advance(10 * MS);
        assertThat(stream.sent)
                .extracting(FakeStream.Sent::reply)
                .allMatch(again -> again.startsWith("$JS.ACK.S.C.2.1.2."));
    }

    @Test
    void aTermEndsItAndTellsWhy() {
        stream.listen(ADVISORY + "MSG_TERMINATED.S.C");
        stream.create(config().build());
        append(1);
        stream.send(pull(1).get(0), "reply", "", "+TERM  cannot be read ");
        assertThat(stream.sent.get(0).payload()).isEmpty();
        assertThat(stream.sent.get(1).payload()).contains("\"reason\":\"cannot be read\"", "\"deliveries\":1");
        assertThat(stream.sent).hasSize(2);
        stream.advance(5_000 * MS);
        assertThat(pull(1)).isEmpty();
        assertThat(info().ackFloor().streamSequence()).isEqualTo(1);
    }

    @Test
    void nextAcknowledgesAndAsksForMore() {
        stream.create(config().build());
        append(4);
        String reply = pull(1).get(0);
        stream.send(reply, "reply", "", "+NXT");
        assertThat(stream.sent)
                .extracting(FakeStream.Sent::route, FakeStream.Sent::payload)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("reply", "m2"));
        stream.send(stream.taken().get(0).reply(), "reply", "", "+NXT {\"batch\":2}");
        assertThat(stream.taken()).extracting(FakeStream.Sent::payload).containsExactly("m3", "m4");
        assertThat(info().ackPendingCount()).isEqualTo(2);
        stream.send(reply, "reply", "", "+NXT {\"batch\":");
        assertThat(stream.taken().get(0).status()).startsWith("400 Bad Request");
    }

    @Test
    void whatIsNotUnderstoodIsAnsweredAndChangesNothing() {
        stream.create(config().build());
        append(1);
        String reply = pull(1).get(0);
        stream.send(reply, "reply", "", "hello");
        assertThat(stream.taken()).hasSize(1);
        assertThat(info().ackPendingCount()).isEqualTo(1);
        for (String strange : List.of(
                "$JS.ACK.S.C.1.99.99.1.0", "$JS.ACK.S.C.1.18446744073709551615.1.1.0", "$JS.ACK.S.C.a.b.c.d.e")) {
            for (String body : List.of("", "-NAK", "+WPI", "+TERM")) {
                stream.send(strange, "", "", body);
            }
        }
        assertThat(info().ackPendingCount()).isEqualTo(1);
        assertThat(info().ackFloor().streamSequence()).isZero();
    }

    @Test
    void allBeforeAreAcknowledgedTooWhereThePolicySaysSo() {
        stream.create(config().ackPolicy(AckPolicy.ALL).build());
        append(5);
        List<String> replies = pull(5);
        stream.send(replies.get(2), "reply", "", "");
        assertThat(stream.taken()).hasSize(1);
        assertThat(info().ackPendingCount()).isEqualTo(2);
        assertThat(info().ackFloor().streamSequence()).isEqualTo(3);
        assertThat(stream.acked).containsExactly(1L, 2L, 3L);
        stream.send(replies.get(0), "reply", "", "");
        assertThat(stream.taken()).as("a stale one is answered").hasSize(1);
        stream.send("$JS.ACK.S.C.1.5.999999.1.0", "", "", "");
        assertThat(info().ackFloor().consumerSequence())
                .as("no delivery of this number")
                .isEqualTo(3);
    }

    @Test
    void nothingIsToBeAcknowledgedWhereThePolicySaysSo() {
        stream.create(config().ackPolicy(AckPolicy.NONE).build());
        append(2);
        String reply = pull(2).get(0);
        assertThat(info().ackFloor().streamSequence()).isEqualTo(2);
        assertThat(info().ackPendingCount()).isZero();
        assertThat(stream.acked).containsExactly(1L, 2L);
        assertThat(stream.offer(reply, "", "", "")).isZero();
    }

    @Test
    void messagesComeAgainUntilTheyCameOftenEnough() {
        String advisory = ADVISORY + "MAX_DELIVERIES.S.C";
        stream.listen(advisory);
        stream.create(config().maxDeliver(2).build());
        append(1);
        pull(1);
        stream.advance(1_100 * MS);
        assertThat(pull(1)).hasSize(1);
        stream.advance(1_100 * MS);
        stream.taken();
        stream.pull("C", "1");
        assertThat(stream.taken()).extracting(FakeStream.Sent::route).containsExactly(advisory);
        assertThat(info().ackPendingCount()).isZero();
        assertThat(info().redeliveredCount()).isEqualTo(1);
        assertThat(info().ackFloor().streamSequence()).as("as with nats-server").isZero();
        assertThat(stream.consumers.isWanted(1, new byte[] {'a'}))
                .as("stays in the stream")
                .isTrue();
        stream.advance(5_000 * MS);
        assertThat(stream.taken()).isEmpty();
    }

    @Test
    void backoffsAreWaitedForOneAfterTheOther() {
        stream.create(config().ackWait(Duration.ofMillis(100))
                .backoff(List.of(Duration.ofMillis(100), Duration.ofMillis(300)))
                .maxDeliver(10)
                .build());
        append(1);
        stream.pull("C", "10");
        stream.advance(105 * MS);
        assertThat(stream.sent).hasSize(2);
        stream.advance(290 * MS);
        assertThat(stream.sent).hasSize(2);
        stream.advance(20 * MS);
        assertThat(stream.sent).hasSize(3);
        stream.advance(280 * MS);
        assertThat(stream.sent).hasSize(3);
        stream.advance(20 * MS);
        assertThat(stream.sent).hasSize(4);
    }

    @Test
    void someAreReportedWhereThatIsAskedFor() {
        String metric = "$JS.EVENT.METRIC.CONSUMER.ACK.S.C";
        stream.listen(metric);
        stream.create(config().sampleFrequency("100%").build());
        append(1);
        String reply = pull(1).get(0);
        stream.advance(5 * MS);
        stream.send(reply, "", "", "");
        assertThat(stream.sent.get(0).payload())
                .contains(
                        "\"type\":\"io.nats.jetstream.metric.v1.consumer_ack\"",
                        "\"ack_time\":5000000",
                        "\"deliveries\":1");
    }

    @Test
    void whatIsRemovedFromTheStreamIsTerminated() {
        stream.listen(ADVISORY + "MSG_TERMINATED.S.C");
        stream.create(config().build());
        append(3);
        pull(2);
        stream.remove(1);
        stream.remove(3);
        assertThat(stream.taken().get(0).payload()).contains("\"reason\":\"Unacknowledged message was deleted\"");
        assertThat(info().ackPendingCount()).isEqualTo(1);
        assertThat(info().pendingCount()).isZero();
        assertThat(info().ackFloor().streamSequence()).isEqualTo(1);
    }

    @Test
    void aPurgeMovesEverythingBehindIt() {
        stream.create(config().build());
        append(5);
        pull(3);
        stream.purge("", Long.MAX_VALUE, 1);
        assertThat(info().ackPendingCount()).isZero();
        assertThat(info().pendingCount()).isEqualTo(1);
        assertThat(info().delivered().streamSequence()).isEqualTo(4);
        assertThat(info().ackFloor().streamSequence()).isEqualTo(4);
        assertThat(pull(1).get(0)).startsWith("$JS.ACK.S.C.1.5.4.");
    }
}
