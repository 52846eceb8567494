package io.natter.client.messaging;

/**
 * The log of the client, {@code io.natter.client}, looked up when the first line is written.
 *
 * <p>Thread-safe. Looking it up searches the whole class path for a provider, which would be most of the time of a first connect.
 */
public final class ClientLog {
    private ClientLog() {}

    /** The log. */
    public static System.Logger get() {
        return LookedUp.LOG;
    }

    /** Thread-safe. */
    private static final class LookedUp {
        static final System.Logger LOG = System.getLogger("io.natter.client");
    }
}
