package io.natter.server.jetstream.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.DeliverPolicy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a consumer starts, how it changes, pauses and ends, and what outlives the process. */
final class ConsumerLifeTest {
    private static final long MS = FakeStream.MS;

    private final FakeStream stream = new FakeStream();

    private static ConsumerConfigBuilder config() {
        return ConsumerConfig.builder()
                .name("C")
                .durableName("C")
                .ackPolicy(AckPolicy.EXPLICIT)
                .ackWait(Duration.ofSeconds(30))
                .maxAckPending(1000)
                .maxDeliver(-1);
    }

    private static ConsumerConfigBuilder ephemeral() {
        return config().durableName("");
    }

    private Consumer consumer() {
        return Objects.requireNonNull(stream.consumers.find("C"));
    }

    private List<Long> pull(int count) {
        stream.taken();
        stream.pull("C", "{\"no_wait\":true,\"batch\":" + count + "}");
        return stream.taken().stream()
                .filter(sent -> !sent.reply().isEmpty())
                .map(sent -> FakeStream.number(sent.reply(), 5))
                .toList();
    }

    @ParameterizedTest(name = "{0} {1} {2}: {3}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            policy             | filters | start | sequences  | delivered before
            ALL                |         | 0     | 2 3 4 5 6  | 1
            ALL                | b       | 0     | 3 5        | 1
            ALL                | b c     | 0     | 3 4 5      | 1
            LAST               |         | 0     | 6          | 5
            LAST               | b       | 0     | 5          | 4
            LAST               | none    | 0     |            | 1
            NEW                |         | 0     |            | 6
            BY_START_SEQUENCE  |         | 4     | 4 5 6      | 3
            BY_START_SEQUENCE  |         | 1     | 2 3 4 5 6  | 1
            BY_START_SEQUENCE  |         | 9     |            | 8
            BY_START_TIME      |         | 4     | 4 5 6      | 3
            BY_START_TIME      |         | 99    |            | 6
            LAST_PER_SUBJECT   | >       | 0     | 4 5 6      | 3
            LAST_PER_SUBJECT   | a b     | 0     | 5 6        | 4
            """)
    void startsWhereItIsToldTo(String policy, String filters, long start, String sequences, long before) {
        List<Instant> times = new java.util.ArrayList<>();
        for (String subject : List.of("a", "a", "b", "c", "b", "a")) { // the first is removed
            times.add(stream.now());
            stream.append(subject, "x");
            stream.advance(10 * MS);
        }
        stream.remove(1);
        var wanted = DeliverPolicy.valueOf(policy);
        ConsumerConfigBuilder config = config().deliverPolicy(wanted)
                .filterSubjects(filters == null ? List.of() : List.of(filters.split(" ")));
        if (wanted == DeliverPolicy.BY_START_SEQUENCE) {
            config.startSequence(start);
        } else if (wanted == DeliverPolicy.BY_START_TIME) {
            config.startTime(start > 6 ? stream.now() : times.get((int) start - 1));
        }
        Consumer consumer = stream.create(config.build());
        List<Long> expected = sequences == null
                ? List.of()
                : Arrays.stream(sequences.split(" ")).map(Long::valueOf).toList();
        assertThat(consumer.info().delivered().streamSequence()).isEqualTo(before);
        assertThat(consumer.info().pendingCount()).isEqualTo(expected.size());
        assertThat(pull(10)).isEqualTo(expected);
        if (filters == null && start != 9) {
            long next = stream.append("n", "x");
            assertThat(pull(10)).containsExactly(next);
        }
    }

    @ParameterizedTest(name = "killed: {0}")
    @ValueSource(booleans = {true, false})
    void goesOnAfterARestartWhereItWas(boolean isKilled) {
        stream.create(config().description("it").build());
        for (int i = 0; i < 6; i++) {
            stream.append("a", "x");
        }
        stream.pull("C", "4");
        List<FakeStream.Sent> sent = stream.taken();
        stream.listen("reply");
        stream.send(sent.get(0).reply(), "", "", "+ACK");
        stream.send(sent.get(2).reply(), "reply", "", "+ACK");
        assertThat(stream.taken()).as("on disk by now").hasSize(1);
        var before = consumer().info();
        stream.restart(isKilled);
        var after = consumer().info();
        assertThat(after.config()).isEqualTo(before.config());
        assertThat(after.created()).isEqualTo(before.created());
        assertThat(after.ackFloor()).isEqualTo(before.ackFloor());
        assertThat(after.delivered()).isEqualTo(before.delivered());
        assertThat(after.ackPendingCount()).isEqualTo(2);
        assertThat(after.pendingCount()).isEqualTo(2);
        assertThat(pull(10)).containsExactly(5L, 6L);
        stream.advance(30_010 * MS);
        assertThat(pull(10)).as("the time to acknowledge goes on").containsExactly(2L, 4L, 5L, 6L);
    }

    @Test
    void aStartFurtherOnIsKeptOverARestart() {
        stream.append("a", "x");
        stream.create(config().deliverPolicy(DeliverPolicy.BY_START_SEQUENCE)
                .startSequence(4)
                .build());
        stream.restart(true);
        for (int i = 0; i < 4; i++) {
            stream.append("a", "x");
        }
        assertThat(pull(10)).containsExactly(4L, 5L);
    }

    @Test
    void aListOfLastMessagesIsGoneOnWithAfterARestart() {
        for (String subject : List.of("a", "b", "a", "c", "b", "d")) {
            stream.append(subject, "x");
        }
        stream.create(config().deliverPolicy(DeliverPolicy.LAST_PER_SUBJECT)
                .filterSubject(">")
                .build());
        assertThat(pull(2)).containsExactly(3L, 4L);
        stream.advance(200 * MS);
        stream.restart(true);
        stream.append("a", "x");
        assertThat(pull(10)).containsExactly(5L, 6L, 7L);
    }

    @Test
    void aDamagedStateIsSetAsideAndTheConsumerStartsAnew() {
        stream.create(config().build());
        stream.append("a", "x");
        pull(1);
        stream.advance(200 * MS);
        byte[] state = Objects.requireNonNull(stream.side().get("consumer/C/state"));
        state[state.length - 1] ^= 1;
        stream.side().put("consumer/C/state", state);
        stream.side().put("consumer/D/config", "no json".getBytes(StandardCharsets.UTF_8));
        stream.restart(true);
        assertThat(stream.side().get("consumer/C/state.damaged")).isEqualTo(state);
        assertThat(stream.side().get("consumer/D/config")).isNotNull();
        assertThat(pull(1)).containsExactly(1L);
    }

    @Test
    void whatIsKeptInMemoryIsGoneAfterARestart() {
        stream.create(config().memoryStorage(true).build());
        stream.restart(false);
        assertThat(stream.consumers.all()).isEmpty();
        assertThat(stream.side().keys()).isEmpty();
    }

    @Test
    void anEphemeralPullConsumerGoesWhenNobodyAsksForAWhile() {
        stream.create(ephemeral().build());
        stream.advance(4_000 * MS);
        stream.pull("C", "{\"batch\":1,\"expires\":" + 7_000 * MS + "}");
        stream.advance(6_900 * MS);
        assertThat(stream.consumers.all()).as("somebody waits").hasSize(1);
        stream.advance(20_000 * MS);
        assertThat(stream.deleted).containsExactly("C");
        assertThat(stream.consumers.all()).isEmpty();
        assertThat(stream.side().keys()).isEmpty();
    }

    @Test
    void aPullConsumerStaysWhileWhatItDeliveredIsWorkedOn() {
        stream.create(ephemeral().build());
        stream.append("a", "x");
        pull(1);
        stream.advance(64_000 * MS); // delivered again in vain after 30 seconds
        assertThat(stream.consumers.all()).hasSize(1);
        stream.advance(3_000 * MS);
        assertThat(stream.consumers.all()).isEmpty();
    }

    @Test
    void anEphemeralPushConsumerGoesWhenNobodyListensForAWhile() {
        stream.listen("d");
        stream.create(ephemeral().deliverSubject("d").ackPolicy(AckPolicy.NONE).build());
        stream.advance(60_000 * MS);
        stream.stopListening("d");
        stream.advance(4_000 * MS);
        stream.listen("d");
        stream.advance(60_000 * MS);
        assertThat(stream.consumers.all()).hasSize(1);
        stream.stopListening("d");
        stream.advance(6_000 * MS);
        assertThat(stream.consumers.all()).isEmpty();
    }

    @Test
    void aDurableStaysUnlessItHasAThreshold() {
        stream.create(config().build());
        stream.create(config().name("D")
                .durableName("D")
                .inactiveThreshold(Duration.ofSeconds(2))
                .build());
        stream.advance(3_600_000 * MS);
        assertThat(stream.deleted).containsExactly("D");
    }

    @Test
    void deliversNothingWhileItPauses() {
        String advisory = "$JS.EVENT.ADVISORY.CONSUMER.PAUSE.S.C";
        stream.listen(advisory);
        Consumer consumer = stream.create(config().build());
        consumer.pause(stream.now().plusSeconds(10));
        stream.pass();
        stream.append("a", "x");
        stream.pull("C", "1");
        assertThat(stream.taken()).extracting(FakeStream.Sent::route).containsExactly(advisory);
        assertThat(consumer.info().paused()).isTrue();
        assertThat(consumer.info().pauseRemaining()).isEqualTo(Duration.ofSeconds(10));
        stream.advance(10_000 * MS);
        assertThat(stream.taken()).extracting(FakeStream.Sent::payload).anyMatch("x"::equals);
        assertThat(consumer.info().paused()).isFalse();
        consumer.pause(stream.now().plusSeconds(10));
        consumer.pause(null);
        stream.append("a", "y");
        assertThat(pull(1)).containsExactly(2L);
    }

    @Test
    void startsAgainWhereItIsToldTo() {
        Consumer consumer = stream.create(config().build());
        for (int i = 0; i < 5; i++) {
            stream.append("a", "x");
        }
        pull(4);
        assertThat(consumer.reset(2)).isEqualTo(new Reset(2, ""));
        assertThat(consumer.info().ackPendingCount()).isZero();
        assertThat(consumer.info().delivered().consumerSequence()).isZero();
        assertThat(consumer.info().pendingCount()).isEqualTo(4);
        assertThat(pull(2)).containsExactly(2L, 3L);
        assertThat(consumer.reset(0).seq()).isEqualTo(2);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"NEW, not allowed", "BY_START_SEQUENCE, below start seq", "BY_START_TIME, below start time"})
    void doesNotStartAgainWhereItMayNot(DeliverPolicy policy, String refusal) {
        stream.append("a", "x");
        stream.advance(MS);
        stream.append("a", "x");
        ConsumerConfigBuilder config = config().deliverPolicy(policy);
        if (policy == DeliverPolicy.BY_START_SEQUENCE) {
            config.startSequence(2);
        } else if (policy == DeliverPolicy.BY_START_TIME) {
            config.startTime(stream.now());
        }
        assertThat(stream.create(config.build()).reset(1)).isEqualTo(new Reset(0, refusal));
    }

    @Test
    void otherFiltersLetOtherMessagesThrough() {
        Consumer consumer = stream.create(config().filterSubject("a").build());
        stream.append("a", "x");
        stream.append("b", "x");
        stream.append("c", "x");
        consumer.update(consumer.config().toBuilder()
                .filterSubject("")
                .filterSubjects(List.of("b", "c"))
                .build());
        assertThat(consumer.info().pendingCount()).isEqualTo(2);
        assertThat(pull(5)).containsExactly(2L, 3L);
        stream.append("a", "x");
        stream.append("c", "x");
        assertThat(consumer.info().pendingCount()).isEqualTo(1);
        assertThat(pull(5)).containsExactly(5L);
    }

    @Test
    void tellsOfItsBeginningAndEnd() {
        stream.listen("$JS.EVENT.ADVISORY.CONSUMER.>");
        stream.create(config().build()).delete();
        assertThat(stream.sent)
                .extracting(FakeStream.Sent::route)
                .containsExactly("$JS.EVENT.ADVISORY.CONSUMER.CREATED.S.C", "$JS.EVENT.ADVISORY.CONSUMER.DELETED.S.C");
        assertThat(stream.sent.get(0).payload())
                .startsWith(
                        "{\"type\":\"io.nats.jetstream.advisory.v1.consumer_action\",\"id\":\"id1\",\"timestamp\":\"")
                .endsWith("\"stream\":\"S\",\"consumer\":\"C\",\"action\":\"create\"}");
    }

    @Test
    void aNameIsTakenOnce() {
        stream.create(config().build());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> stream.consumers.create(config().build().name(), config().build()));
    }

    @Test
    void streamsOfInterestAreToldWhatIsWanted() {
        byte[] a = {'a'};
        byte[] b = {'b'};
        stream.create(config().filterSubject("a").build());
        assertThat(stream.consumers.isInterested(a, 0, 1)).isTrue();
        assertThat(stream.consumers.isInterested(b, 0, 1)).isFalse();
        stream.append("a", "x");
        stream.append("b", "x");
        assertThat(stream.consumers.isWanted(1, a)).isTrue();
        assertThat(stream.consumers.isWanted(2, b)).isFalse();
        stream.pull("C", "1");
        assertThat(stream.consumers.isWanted(1, a)).isTrue();
        stream.send(stream.sent.get(0).reply(), "", "", "");
        assertThat(stream.consumers.isWanted(1, a)).isFalse();
    }

    @Test
    void oneThatIsDeletedWaitsForNothingAnyMore() {
        stream.heldBackFrom = 1;
        stream.append("a", "x");
        for (int i = 0; i < 3; i++) {
            Consumer consumer = stream.create(config().build());
            stream.pull("C", "1");
            assertThat(stream.consumers.aheadCount()).isOne();
            consumer.delete();
            assertThat(stream.consumers.aheadCount()).isZero();
        }
        stream.create(config().build());
        String inbox = stream.pull("C", "1");
        stream.release();
        assertThat(stream.taken())
                .filteredOn(sent -> sent.route().equals(inbox))
                .hasSize(1);
    }

    @Test
    void aPurgeOfOtherSubjectsLeavesItsMessages() {
        Consumer consumer = stream.create(config().filterSubject("a").build());
        for (String subject : List.of("b", "a", "b", "a")) {
            stream.append(subject, "x");
        }
        stream.purge("b", Long.MAX_VALUE, 0);
        assertThat(consumer.info().pendingCount()).isEqualTo(2);
        assertThat(pull(1)).containsExactly(2L);
        stream.purge("a", Long.MAX_VALUE, 0);
        assertThat(consumer.info().pendingCount()).isZero();
        assertThat(consumer.info().ackPendingCount()).isZero();
    }
}
