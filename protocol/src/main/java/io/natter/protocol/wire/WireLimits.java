package io.natter.protocol.wire;

/**
 * What a decoder accepts at most. Immutable.
 *
 * @param controlLineBytes longest arguments of a control line, in bytes
 * @param payloadBytes largest payload with its headers, in bytes; at most {@link #PAYLOAD_BYTES_MAX}
 */
public record WireLimits(int controlLineBytes, int payloadBytes) {
    /** The largest size that can be written: nine digits. */
    public static final int PAYLOAD_BYTES_MAX = 999_999_999;

    /** What nats-server accepts of a client unless configured (B20, B21). */
    public static final WireLimits OF_CLIENTS = new WireLimits(4096, 1 << 20);

    /** What a client should accept of any server: INFO may be long, and the server decides how large messages are. */
    public static final WireLimits OF_SERVERS = new WireLimits(1 << 20, PAYLOAD_BYTES_MAX);

    /** Checks both bounds. */
    public WireLimits {
        if (controlLineBytes < 1) {
            throw new IllegalArgumentException("controlLineBytes: got " + controlLineBytes + ", expected at least 1");
        }
        if (payloadBytes < 0 || payloadBytes > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "payloadBytes: got " + payloadBytes + ", expected 0 to " + PAYLOAD_BYTES_MAX);
        }
    }
}
