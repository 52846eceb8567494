package io.natter.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private static final long SECOND = 1_000_000_000L;

    private final FailedLogins failed = new FailedLogins();

    @Test
    void refusesAGuesserButNobodyElse() {
        int looked = guess("1.2.3.4", "a", 10_000, SECOND);

        assertThat(looked).isBetween(45, 55);
        assertThat(failed.mayTry("1.2.3.4", "a", SECOND)).isFalse();
        assertThat(failed.mayTry("1.2.3.4", "b", SECOND)).isTrue();
        assertThat(failed.mayTry("1.2.3.5", "a", SECOND)).isTrue();
    }

    @Test
    void refusesAnAddressThatTriesManyNames() {
        int looked = 0;
        for (int i = 0; i < 10_000; i++) {
            looked += guess("1.2.3.4", "user" + i, 1, i * SECOND / 10_000);
        }

        assertThat(looked).isBetween(500, 560);
        assertThat(failed.mayTry("1.2.3.5", "a", SECOND)).isTrue();
    }

    @Test
    void forgivesWithTime() {
        guess("1.2.3.4", "a", 1_000, 0);

        assertThat(failed.mayTry("1.2.3.4", "a", SECOND / 2)).isFalse();
        assertThat(failed.mayTry("1.2.3.4", "a", 2 * SECOND)).isTrue();
        assertThat(guess("1.2.3.4", "a", 1_000, 1_000 * SECOND)).isEqualTo(50);
    }

    @Test
    void forgetsTheCountOfAUserThatCameIn() {
        guess("1.2.3.4", "a", 49, 0);
        failed.onAdmitted("1.2.3.4", "a");

        assertThat(guess("1.2.3.4", "a", 49, 0)).isEqualTo(49);
    }

    @Test
    void holdsNoMoreThanItsBound() {
        for (int i = 0; i < 100_000; i++) {
            failed.onFailed("address" + i, "user" + i, i);
        }

        assertThat(failed.size()).isEqualTo(20_000);
    }

    /** Guesses at an even pace within one second from {@code startNanos}; how many were looked at. */
    private int guess(String address, String user, int times, long startNanos) {
        int looked = 0;
        for (int i = 0; i < times; i++) {
            if (failed.mayTry(address, user, startNanos)) {
                looked++;
                failed.onFailed(address, user, startNanos);
            }
        }
        return looked;
    }
}
