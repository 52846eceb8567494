package io.natter.cli.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.cli.command.UsageException;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.DeliverPolicy;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StartPolicyTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T15:04:05Z"), ZoneOffset.UTC);

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            word    | policy            | sequence | time
            all     | ALL               | 0        |
            next    | NEW               | 0        |
            last    | LAST              | 0        |
            subject | LAST_PER_SUBJECT  | 0        |
            17      | BY_START_SEQUENCE | 17       |
            1h      | BY_START_TIME     | 0        | 2026-11-21T14:04:05Z
            """)
    void readsWordsNumbersAndDurations(String word, DeliverPolicy policy, long sequence, @Nullable Instant time) {
        ConsumerConfigBuilder builder = ConsumerConfig.builder();
        StartPolicy.apply(word, builder, CLOCK);
        ConsumerConfig config = builder.build();
        assertThat(config.deliverPolicy()).isEqualTo(policy);
        assertThat(config.startSequence()).isEqualTo(sequence);
        assertThat(config.startTime()).isEqualTo(time);
    }

    @Test
    void refusesOtherWords() {
        assertThatThrownBy(() -> StartPolicy.apply("nope", ConsumerConfig.builder(), CLOCK))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
            2026-12-24 18:00:00, 2026-12-24T18:00:00Z
            1h30m,               2026-11-21T16:34:05Z
            """)
    void pausesUntilATimeOrForADuration(String text, Instant time) {
        assertThat(PauseTime.parse(text, CLOCK)).isEqualTo(time);
        assertThatThrownBy(() -> PauseTime.parse("noon", CLOCK)).isInstanceOf(UsageException.class);
    }
}
