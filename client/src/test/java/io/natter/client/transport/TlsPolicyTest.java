package io.natter.client.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.TlsOptions.Mode;
import io.natter.client.transport.ServerAddress.Scheme;
import io.natter.protocol.ServerInfo;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who asks for TLS never gets a connection without it. */
class TlsPolicyTest {
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            mode            | scheme | server without | server offers | server requires
            AUTO            | NATS   | plain          | plain         | upgrade
            REQUIRE         | NATS   | refused        | upgrade       | upgrade
            HANDSHAKE_FIRST | NATS   | first          | first         | first
            OFF             | NATS   | plain          | plain         | refused
            AUTO            | TLS    | refused        | upgrade       | upgrade
            REQUIRE         | TLS    | refused        | upgrade       | upgrade
            HANDSHAKE_FIRST | TLS    | first          | first         | first
            OFF             | TLS    | refused        | refused       | refused
            AUTO            | WS     | plain          | plain         | plain
            REQUIRE         | WS     | first          | first         | first
            HANDSHAKE_FIRST | WS     | first          | first         | first
            OFF             | WS     | plain          | plain         | plain
            AUTO            | WSS    | first          | first         | first
            REQUIRE         | WSS    | first          | first         | first
            HANDSHAKE_FIRST | WSS    | first          | first         | first
            OFF             | WSS    | refused        | refused       | refused
            """)
    void decidesByOptionsAddressAndServer(Mode mode, Scheme scheme, String without, String offers, String requires) {
        assertThat(decision(mode, scheme, ServerInfo.builder().build())).isEqualTo(without);
        assertThat(decision(
                        mode, scheme, ServerInfo.builder().tlsAvailable(true).build()))
                .isEqualTo(offers);
        assertThat(decision(mode, scheme, ServerInfo.builder().tlsRequired(true).build()))
                .isEqualTo(requires);
    }

    private static String decision(Mode mode, Scheme scheme, ServerInfo info) {
        try {
            if (TlsPolicy.isFirst(mode, scheme)) {
                return "first";
            }
            return TlsPolicy.isUpgrade(mode, scheme, info) ? "upgrade" : "plain";
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("tls: ");
            return "refused";
        }
    }
}
