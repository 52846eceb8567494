package io.natter.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** Starts servers for tests, and skips the test where the program is absent. */
public final class Servers {
    private Servers() {}

    /** A server on a free port. */
    public static TestServer start(ServerProgram program, String config, Path directory) {
        return start(program, config, -1, directory);
    }

    /** A server on {@code port}, to come back where one was before. */
    public static TestServer start(ServerProgram program, String config, int port, Path directory) {
        program.whyAbsent().ifPresent(reason -> assumeTrue(false, reason));
        return program.start(config, port, directory);
    }
}
