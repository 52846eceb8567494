package io.natter.server.jetstream.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.PriorityPolicy;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Priority groups (ADR-42). */
final class PriorityGroupTest {
    private static final long MS = FakeStream.MS;
    private static final String PINNED = "$JS.EVENT.ADVISORY.CONSUMER.PINNED.S.C";
    private static final String UNPINNED = "$JS.EVENT.ADVISORY.CONSUMER.UNPINNED.S.C";

    private final FakeStream stream = new FakeStream();

    private Consumer create(PriorityPolicy policy) {
        return stream.create(ConsumerConfig.builder()
                .name("C")
                .durableName("C")
                .ackPolicy(AckPolicy.EXPLICIT)
                .maxAckPending(1000)
                .maxDeliver(-1)
                .priorityGroups(List.of("A"))
                .priorityPolicy(policy)
                .priorityTimeout(Duration.ofSeconds(5))
                .build());
    }

    @Test
    void overflowServesWhenEnoughIsPending() {
        create(PriorityPolicy.OVERFLOW);
        String high = stream.pull("C", "{\"batch\":5,\"group\":\"A\",\"min_pending\":3}");
        stream.append("a", "1");
        stream.append("a", "2");
        assertThat(stream.sent).isEmpty();
        stream.append("a", "3");
        assertThat(stream.sent).extracting(FakeStream.Sent::route).containsExactly(high);
        String low = stream.pull("C", "{\"batch\":1,\"group\":\"A\"}");
        assertThat(stream.sent).extracting(FakeStream.Sent::route).containsExactly(high, low);
    }

    @Test
    void overflowServesWhenEnoughAwaitsAcknowledgement() {
        create(PriorityPolicy.OVERFLOW);
        String high = stream.pull("C", "{\"batch\":5,\"group\":\"A\",\"min_ack_pending\":1}");
        stream.append("a", "1");
        stream.append("a", "2");
        assertThat(stream.sent).isEmpty();
        String any = stream.pull("C", "{\"batch\":1,\"group\":\"A\"}");
        assertThat(stream.sent).extracting(FakeStream.Sent::route).containsExactly(any, high);
    }

    @Test
    void prioritizedServesTheLowestNumberFirst() {
        create(PriorityPolicy.PRIORITIZED);
        String second = stream.pull("C", "{\"batch\":2,\"group\":\"A\",\"priority\":2}");
        String first = stream.pull("C", "{\"batch\":2,\"group\":\"A\",\"priority\":1}");
        String also = stream.pull("C", "{\"batch\":1,\"group\":\"A\",\"priority\":1}");
        for (int i = 0; i < 5; i++) {
            stream.append("a", "x");
        }
        assertThat(stream.sent).extracting(FakeStream.Sent::route).containsExactly(first, also, first, second, second);
    }

    @Test
    void pinnedServesOneClientAndTellsItItsId() {
        stream.listen(PINNED);
        create(PriorityPolicy.PINNED_CLIENT);
        String one = stream.pull("C", "{\"batch\":2,\"group\":\"A\"}");
        String other = stream.pull("C", "{\"batch\":2,\"group\":\"A\"}");
        stream.append("a", "1");
        stream.append("a", "2");
        stream.append("a", "3");
        assertThat(stream.sent).extracting(FakeStream.Sent::route).containsExactly(PINNED, one, one);
        assertThat(stream.sent.get(1).headers()).isEqualTo("NATS/1.0\r\nNats-Pin-Id: id1\r\n\r\n");
        assertThat(stream.sent.get(0).payload()).contains("\"group\":\"A\"", "\"pinned_id\":\"id1\"");
        String again = stream.pull("C", "{\"batch\":1,\"group\":\"A\",\"id\":\"id1\"}");
        assertThat(stream.sent.get(3).route()).isEqualTo(again).isNotEqualTo(other);
        assertThat(stream.consumer("C").info().priorityGroups().get(0).pinnedClientId())
                .isEqualTo("id1");
    }

    @Test
    void pinnedRefusesAnotherId() {
        create(PriorityPolicy.PINNED_CLIENT);
        stream.append("a", "1");
        stream.pull("C", "{\"batch\":1,\"group\":\"A\",\"id\":\"old\"}");
        assertThat(stream.taken().get(0).headers())
                .isEqualTo(
                        "NATS/1.0 423 Nats-Wrong-Pin-Id\r\nNats-Pending-Messages: 1\r\nNats-Pending-Bytes: 0\r\n\r\n");
        stream.pull("C", "{\"batch\":1,\"group\":\"A\"}");
        stream.taken();
        stream.pull("C", "{\"batch\":1,\"group\":\"A\",\"id\":\"old\"}");
        assertThat(stream.taken().get(0).headers()).isEqualTo("NATS/1.0 423 Nats-Pin-Id mismatch\r\n\r\n");
    }

    @Test
    void pinnedGoesToAnotherWhenTheClientIsSilentForTooLong() {
        stream.listen(UNPINNED);
        create(PriorityPolicy.PINNED_CLIENT);
        stream.pull("C", "{\"batch\":1,\"group\":\"A\"}");
        String other = stream.pull("C", "{\"batch\":1,\"group\":\"A\"}");
        stream.append("a", "1");
        stream.append("a", "2");
        stream.taken();
        stream.advance(5_000 * MS);
        assertThat(stream.sent).extracting(FakeStream.Sent::route).containsExactly(UNPINNED, other);
        assertThat(stream.sent.get(0).payload()).contains("\"reason\":\"timeout\"");
    }

    @Test
    void unpinLetsAnotherBePinned() {
        stream.listen(UNPINNED);
        Consumer consumer = create(PriorityPolicy.PINNED_CLIENT);
        stream.pull("C", "{\"batch\":1,\"group\":\"A\"}");
        String other = stream.pull("C", "{\"batch\":1,\"group\":\"A\"}");
        stream.append("a", "1");
        stream.append("a", "2");
        stream.taken();
        assertThat(consumer.unpin("B")).isFalse();
        assertThat(consumer.unpin("A")).isTrue();
        stream.pass();
        assertThat(stream.sent).extracting(FakeStream.Sent::route).containsExactly(UNPINNED, other);
        assertThat(stream.sent.get(0).payload()).contains("\"reason\":\"admin\"");
    }
}
