package io.natter.server.config;

/** A way in that a user may take. (B67) */
public enum ConnectionType {
    /** A client over TCP or TLS. */
    STANDARD,
    /** A client over WebSocket. */
    WEBSOCKET,
    /** A leaf node. */
    LEAFNODE,
    /** A leaf node over WebSocket. */
    LEAFNODE_WS,
    /** An MQTT client. */
    MQTT,
    /** An MQTT client over WebSocket. */
    MQTT_WS,
    /** A client in the same process. */
    IN_PROCESS
}
