package io.natter.conformance.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SequencesTest {
    @Test
    void theSameSeedMakesTheSameSequences() {
        JetStreamSequences one = new JetStreamSequences(42);
        JetStreamSequences other = new JetStreamSequences(42);
        for (int i = 0; i < 200; i++) {
            assertThat(one.next()).isEqualTo(other.next());
        }
    }

    @Test
    void everyKindOfRequestComesUp() {
        JetStreamSequences sequences = new JetStreamSequences(1);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            sequences.next().forEach(step -> all.append(step).append('\n'));
        }
        String text = all.toString();
        List<String> expected = List.of(
                "STREAM.CREATE",
                "STREAM.UPDATE",
                "STREAM.DELETE",
                "STREAM.PURGE",
                "STREAM.INFO",
                "STREAM.NAMES",
                "STREAM.MSG.GET",
                "STREAM.MSG.DELETE",
                "DIRECT.GET",
                "CONSUMER.CREATE",
                "CONSUMER.INFO",
                "CONSUMER.LIST",
                "CONSUMER.NAMES",
                "CONSUMER.DELETE",
                "pull ",
                "ack #",
                "Nats-Msg-Id",
                "+TERM",
                "-NAK");
        assertThat(expected).filteredOn(each -> !text.contains(each)).isEmpty();
    }
}
