package io.natter.server;

/** Which nats-server level the server speaks, and which Natter it is. Immutable. */
public final class ServerVersion {
    /** The nats-server release whose behaviour is implemented; clients switch features by it. */
    public static final String NATS = "2.15.1";

    /** The JetStream API level that release has. */
    public static final int API_LEVEL = 5;

    /** Natter's own version. */
    public static final String NATTER = "0.1.0";

    private ServerVersion() {}
}
