package io.natter.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AuthenticationPoolTest {
    private final CountDownLatch mayDecide = new CountDownLatch(1);
    private final CountDownLatch isDeciding = new CountDownLatch(1);
    private final BlockingQueue<Outcome> outcomes = new LinkedBlockingQueue<>();

    @Test
    void refusesWithATimeoutWhenTooManyWait() throws InterruptedException {
        try (AuthenticationPool pool = AuthenticationPool.open(1, 1)) {
            pool.authenticate(new Waiting(), Presents.nothing(), outcomes::add);
            isDeciding.await();
            pool.authenticate(new Waiting(), Presents.nothing(), outcomes::add);
            pool.authenticate(new Waiting(), Presents.nothing(), outcomes::add);

            assertThat(outcomes).hasSize(1);
            assertThat(errorText(outcomes.take())).isEqualTo("Authentication Timeout");
            mayDecide.countDown();
            assertThat(errorText(outcomes.take())).isEqualTo("from natter-auth-1");
            assertThat(errorText(outcomes.take())).isEqualTo("from natter-auth-1");
        }
    }

    @Test
    void refusesWhenTheAuthenticatorFails() throws InterruptedException {
        try (AuthenticationPool pool = AuthenticationPool.open(1, 1)) {
            Authenticator defective = new Waiting() {
                @Override
                public Outcome authenticate(Presented presented) {
                    throw new IllegalStateException("planted");
                }
            };

            pool.authenticate(defective, Presents.nothing(), outcomes::add);

            Outcome outcome = outcomes.poll(60, TimeUnit.SECONDS);
            assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        }
    }

    @Test
    void refusesAfterItWasClosed() {
        AuthenticationPool pool = AuthenticationPool.open(1, 1);
        pool.close();
        pool.close();

        pool.authenticate(new Waiting(), Presents.nothing(), outcomes::add);

        assertThat(outcomes).hasSize(1);
    }

    private static String errorText(Outcome outcome) {
        return ((Outcome.Refused) outcome).errorText();
    }

    /** Decides when the test lets it, and tells the thread it decided on. */
    private class Waiting implements Authenticator {
        @Override
        public boolean isRequired() {
            return true;
        }

        @Override
        public boolean needsNonce() {
            return false;
        }

        @Override
        public boolean isCheap(Presented presented) {
            return false;
        }

        @Override
        public Outcome authenticate(Presented presented) {
            isDeciding.countDown();
            try {
                mayDecide.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new Outcome.Refused("from " + Thread.currentThread().getName(), "");
        }

        @Override
        public Reauthorization reauthorize(Presented presented, Identity current, Authenticator previous) {
            throw new UnsupportedOperationException("reauthorize: got a call, expected none in this test");
        }
    }
}
