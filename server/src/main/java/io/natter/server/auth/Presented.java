package io.natter.server.auth;

import io.natter.protocol.ConnectOptions;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a connection shows of itself when it asks to be let in. Immutable.
 *
 * @param connect its CONNECT, or {@link ConnectOptions#DEFAULTS} when its first verb was another
 * @param nonce what INFO told it to sign; empty when INFO had none
 * @param type how it came in
 * @param host its address, without port
 * @param isTls whether the bytes are encrypted
 * @param certificates the verified client certificate chain, leaf first; empty without one
 */
public record Presented(
        ConnectOptions connect,
        String nonce,
        ConnectionType type,
        String host,
        boolean isTls,
        List<X509Certificate> certificates) {

    /** How a connection came in (B67). */
    public enum ConnectionType {
        STANDARD,
        WEBSOCKET,
        LEAFNODE,
        LEAFNODE_WS,
        MQTT,
        MQTT_WS,
        IN_PROCESS
    }
}
