package io.natter.conformance;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Servers of older lines, to see that nothing is dropped in silence by one. Immutable.
 *
 * <p>They come from older suites of the distribution: {@code conformance/bin/reference-server 2.10}.
 */
public enum OldServer {
    /** Before consumers with several filters, metadata and subject transforms. */
    V2_9("2.9"),
    /** Before TTL of messages, pauses, priority groups and batches. */
    V2_10("2.10");

    private final String line;

    OldServer(String line) {
        this.line = line;
    }

    /** Starts it on a free port, as {@link ServerProgram#start}. */
    public TestServer start(String config, Path directory) {
        Path program = ReferenceServer.program(line)
                .orElseThrow(() -> new IllegalStateException(whyAbsent().orElseThrow()));
        return ReferenceServer.start(program, config, -1, directory);
    }

    /** The reason why it cannot be started here, empty where it can. */
    public Optional<String> whyAbsent() {
        return ReferenceServer.whyAbsent(line);
    }

    @Override
    public String toString() {
        return "nats-server " + line;
    }
}
