package io.natter.protocol;

/** The texts a server sends behind {@code -ERR}, letter by letter as nats-server's. Immutable. */
public final class ErrorText {
    /** A verb or a payload end that cannot be parsed; the connection is closed (C40). */
    public static final String UNKNOWN_PROTOCOL_OPERATION = "Unknown Protocol Operation";

    private ErrorText() {}
}
