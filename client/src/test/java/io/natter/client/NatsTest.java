package io.natter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Addresses that are none; connections that exist are tested elsewhere. */
class NatsTest {
    private static final String NOT_AN_ADDRESS = "nats://host:99999";

    @Test
    void refusesWhatIsNoAddress() {
        assertThatIllegalArgumentException().isThrownBy(() -> Nats.connect(NOT_AN_ADDRESS));
    }

    @Test
    void theFutureFailsAsTheCallWould() {
        assertThat(Nats.connectAsync(NatsOptions.of(NOT_AN_ADDRESS)))
                .failsWithin(Duration.ofSeconds(30))
                .withThrowableThat()
                .withCauseInstanceOf(IllegalArgumentException.class);
    }
}
