package io.natter.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class CountdownTest {
    @Test
    void endsWhenAllThatWereTakenAreDealtWith() {
        Countdown countdown = new Countdown(2);
        assertThat(countdown.take()).isTrue();
        assertThat(countdown.take()).isTrue();
        assertThat(countdown.take()).isFalse();
        countdown.finish();
        assertThat(countdown.done()).isNotDone();
        countdown.finish();
        assertThat(countdown.done()).isDone();
    }

    @Test
    void reservesNoMoreThanAreWanted() {
        Countdown countdown = new Countdown(700);
        assertThat(countdown.reserve(500)).isEqualTo(500);
        assertThat(countdown.reserve(500)).isEqualTo(200);
        assertThat(countdown.reserve(500)).isZero();
        countdown.giveBack(150);
        assertThat(countdown.reserve(500)).isEqualTo(150);
        assertThat(countdown.take()).isFalse();
    }
}
