package io.natter.conformance;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The two programs that are held against each other. Immutable.
 *
 * <p>Tests are parameterised over these, so that each claim about ours is first a claim about the reference.
 */
public enum ServerProgram {
    /** Our server, embedded in the JVM of the test. */
    NATTER("natter") {
        @Override
        public TestServer start(String config, int port, Path directory) {
            return NatterUnderTest.start(config, port, directory);
        }

        @Override
        public Optional<String> whyAbsent() {
            return Optional.empty();
        }
    },

    /** The reference server, as a process. */
    NATS_SERVER("nats-server") {
        @Override
        public TestServer start(String config, int port, Path directory) {
            return ReferenceServer.start(config, port, directory);
        }

        @Override
        public Optional<String> whyAbsent() {
            return ReferenceServer.whyAbsent();
        }
    };

    private final String title;

    ServerProgram(String title) {
        this.title = title;
    }

    /** Starts the program on a free port, and returns when clients can connect. */
    public final TestServer start(String config, Path directory) {
        return start(config, -1, directory);
    }

    /**
     * Starts the program, and returns when clients can connect.
     *
     * @param config text in the nats configuration language, without {@code listen}, {@code port} and {@code host}
     * @param port where to listen, -1 for a free port; a number serves to restart a server where it was
     * @param directory where the configuration and what the server writes may live
     * @throws IllegalStateException when the server does not come up; nothing is left running
     */
    public abstract TestServer start(String config, int port, Path directory);

    /** The reason why this program cannot be started on this machine, empty where it can. */
    public abstract Optional<String> whyAbsent();

    @Override
    public String toString() {
        return title;
    }
}
