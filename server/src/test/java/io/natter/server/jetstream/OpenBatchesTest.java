package io.natter.server.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OpenBatchesTest {
    private final OpenBatches batches = new OpenBatches(100);

    @Test
    void noMoreWaitsThanMay() {
        assertThat(batches.tryHold(60)).isTrue();
        assertThat(batches.tryHold(41)).isFalse();
        assertThat(batches.tryHold(40)).isTrue();
        batches.release(60);
        assertThat(batches.tryHold(60)).isTrue();
        assertThat(batches.tryHold(1)).isFalse();
    }

    @Test
    void noMoreAreOpenThanMay() {
        assertThat(batches.tryOpen(true, 1)).isTrue();
        assertThat(batches.tryOpen(true, 1)).isFalse();
        assertThat(batches.tryOpen(false, 1)).isTrue();
        batches.close(true);
        assertThat(batches.tryOpen(true, 1)).isTrue();
    }
}
