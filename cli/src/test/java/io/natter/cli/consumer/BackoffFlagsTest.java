package io.natter.cli.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.cli.command.UsageException;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BackoffFlagsTest {
    private final BackoffFlags flags = new BackoffFlags();

    @Test
    void saysNothingWithoutAMode() {
        assertThat(flags.pauses()).isNull();
        flags.mode = BackoffFlags.Mode.NONE;
        assertThat(flags.pauses()).isEmpty();
    }

    @Test
    void growsInEqualSteps() {
        flags.mode = BackoffFlags.Mode.LINEAR;
        flags.steps = 3;
        flags.shortest = Duration.ofSeconds(1);
        flags.longest = Duration.ofSeconds(7);
        assertThat(flags.pauses()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(3), Duration.ofSeconds(5));
        flags.longest = Duration.ZERO;
        assertThatThrownBy(flags::pauses).isInstanceOf(UsageException.class);
    }

    @Test
    void showsFirstAndLastOfMany() {
        assertThat(ConsumerConfigSheet.backoff(IntStream.rangeClosed(1, 16)
                        .mapToObj(Duration::ofSeconds)
                        .toList()))
                .isEqualTo("1s, 2s, 3s, 4s, 5s, ..., 12s, 13s, 14s, 15s, 16s (16 total)");
    }
}
