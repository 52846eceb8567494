package io.natter.client.transport;

import io.natter.client.TlsOptions.Mode;
import io.natter.client.transport.ServerAddress.Scheme;
import io.natter.protocol.ServerInfo;
import java.io.IOException;

/**
 * Whether a connection is encrypted, and when: what options, address and server say, taken together.
 *
 * <p>Immutable. Who asks for TLS never gets a connection without it.
 *
 * <pre>
 *  mode             nats://                  tls://     ws://    wss://
 *  AUTO             if the server demands    upgrade    plain    first
 *  REQUIRE          upgrade                  upgrade    first    first
 *  HANDSHAKE_FIRST  first                    first      first    first
 *  OFF              plain, or refused        refused    plain    refused
 * </pre>
 */
final class TlsPolicy {
    private TlsPolicy() {}

    /**
     * Whether TLS comes before the server's first word.
     *
     * @throws IOException if address and options contradict each other
     */
    static boolean isFirst(Mode mode, Scheme scheme) throws IOException {
        if (mode == Mode.OFF && scheme.isSecure()) {
            throw new IOException("tls: got an address that asks for it, and options that turn it off");
        }
        return mode == Mode.HANDSHAKE_FIRST || scheme == Scheme.WSS || (scheme == Scheme.WS && mode == Mode.REQUIRE);
    }

    /** Whether client or address ask for TLS, whatever the server says. */
    static boolean isWanted(Mode mode, Scheme scheme) {
        return mode == Mode.REQUIRE || mode == Mode.HANDSHAKE_FIRST || scheme.isSecure();
    }

    /**
     * Whether TLS follows the server's INFO.
     *
     * @throws IOException if only one of the two will have TLS
     */
    static boolean isUpgrade(Mode mode, Scheme scheme, ServerInfo info) throws IOException {
        if (scheme.isWebSocket() || isFirst(mode, scheme)) {
            return false;
        }
        boolean isWanted = isWanted(mode, scheme);
        if (isWanted && !info.tlsRequired() && !info.tlsAvailable()) {
            throw new IOException("tls: got a server without it, expected one that offers it");
        }
        if (mode == Mode.OFF && info.tlsRequired()) {
            throw new IOException("tls: got a server that requires it, and options that turn it off");
        }
        return isWanted || info.tlsRequired();
    }
}
