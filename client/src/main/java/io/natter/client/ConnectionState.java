package io.natter.client;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a connection stands.
 *
 * <pre>
 *  from          to
 *  CONNECTING    CONNECTED  DISCONNECTED (policy gave up)  DRAINING  CLOSED
 *  CONNECTED     RECONNECTING (lost, forced, lame duck)    DRAINING  CLOSED
 *  RECONNECTING  CONNECTED  DISCONNECTED (policy gave up)  DRAINING  CLOSED
 *  DISCONNECTED  RECONNECTING (revived by reconnect())     DRAINING  CLOSED
 *  DRAINING      CLOSED
 *  CLOSED        -
 * </pre>
 */
public enum ConnectionState {
    /** Never connected yet; tried in the background. */
    CONNECTING,
    /** A server answers. */
    CONNECTED,
    /** Lost, and tried again. */
    RECONNECTING,
    /** Lost, and not tried again until {@link NatsConnection#reconnect} is called. */
    DISCONNECTED,
    /** Ending: what came is still handled, what handlers publish is still sent. */
    DRAINING,
    /** Ended, for ever. */
    CLOSED;

    /** The states that may follow. */
    public Set<ConnectionState> next() {
        return switch (this) {
            case CONNECTING, RECONNECTING -> EnumSet.of(CONNECTED, DISCONNECTED, DRAINING, CLOSED);
            case CONNECTED -> EnumSet.of(RECONNECTING, DISCONNECTED, DRAINING, CLOSED);
            case DISCONNECTED -> EnumSet.of(RECONNECTING, DRAINING, CLOSED);
            case DRAINING -> EnumSet.of(CLOSED);
            case CLOSED -> EnumSet.noneOf(ConnectionState.class);
        };
    }
}
