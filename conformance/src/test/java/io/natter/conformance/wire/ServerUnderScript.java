package io.natter.conformance.wire;

import io.natter.conformance.Certificates;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.TestServer;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One program, ready for the scripts of a file: a server they share, and one of its own for a script that asks for it.
 * Confined to the thread of the test.
 */
final class ServerUnderScript implements AutoCloseable {
    private static final String CERTIFICATES = "${certificates}";

    private final ServerProgram program;
    private final ScriptFile file;
    private final Path directory;
    private @Nullable TestServer shared;

    ServerUnderScript(ServerProgram program, ScriptFile file, Path directory) {
        this.program = program;
        this.file = file;
        this.directory = directory;
    }

    /** Plays {@code script}, and waits for as much as {@code expected} holds where it is there. */
    Transcript play(Script script, Optional<Transcript> expected) {
        Function<TestServer, Transcript> player =
                server -> expected.map(some -> ScriptRunner.play(script, file.configs(), server, some))
                        .orElseGet(() -> ScriptRunner.play(script, file.configs(), server));
        if (script.has(Script.Option.FRESH)) {
            try (TestServer fresh = program.start(config(), directory)) {
                return player.apply(fresh);
            }
        }
        if (shared == null) {
            shared = program.start(config(), directory);
        }
        return player.apply(shared);
    }

    /** The file's configuration; where it names certificates, they are made first. */
    private String config() {
        String config = file.config();
        if (!config.contains(CERTIFICATES)) {
            return config;
        }
        try {
            Certificates.in(directory);
        } catch (Exception e) {
            throw new IllegalStateException("certificates: cannot be made", e);
        }
        return config.replace(CERTIFICATES, directory.toString());
    }

    @Override
    public void close() {
        if (shared != null) {
            shared.close();
        }
    }
}
