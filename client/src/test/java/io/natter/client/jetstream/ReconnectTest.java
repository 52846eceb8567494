package io.natter.client.jetstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.ConnectionEvent;
import io.natter.client.ConnectionState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReconnectTest {
    @ParameterizedTest(name = "{0} to {1}")
    @CsvSource(textBlock = """
            CONNECTING,   CONNECTED,    false
            RECONNECTING, CONNECTED,    true
            CONNECTED,    RECONNECTING, false
            """)
    void theFirstConnectionIsNone(ConnectionState from, ConnectionState to, boolean isReconnect) {
        assertThat(Api.isReconnect(new ConnectionEvent.StateChanged(from, to, "nats://a:4222", null)))
                .isEqualTo(isReconnect);
    }
}
