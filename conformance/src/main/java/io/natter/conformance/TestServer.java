package io.natter.conformance;

/**
 * A running NATS server on a free loopback port, whichever program it is.
 *
 * <p><i>Thread-safe.</i>
 */
public interface TestServer extends AutoCloseable {
    /** What an operator can tell a running server. */
    enum Signal {
        /** Read the configuration again ({@code SIGHUP}). */
        RELOAD,
        /** Announce the end, then close the clients one by one ({@code SIGUSR2}). */
        LAME_DUCK,
        /** Shut down now ({@code SIGTERM}). */
        STOP
    }

    /** The program's name, for test names and messages. */
    String name();

    /** The address clients connect to. */
    default String host() {
        return "127.0.0.1";
    }

    /** The port clients connect to. */
    int port();

    /** The port of the monitoring pages, or -1 where the configuration asked for none. */
    int monitorPort();

    /** The URL an official client takes. */
    default String url() {
        return "nats://" + host() + ":" + port();
    }

    /** Delivers {@code signal}, and returns when the server has it; what it does about it may still be under way. */
    void signal(Signal signal);

    /** Replaces the text of the configuration file. The server notices at the next {@link Signal#RELOAD}. */
    void rewriteConfig(String config);

    /** Stops the server, and returns when its port is free. Closing twice is fine. */
    @Override
    void close();
}
