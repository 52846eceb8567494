package io.natter.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a server is started: a command that takes nats-server's flags.
 *
 * <p>Immutable.
 *
 * @param name for messages: ours or theirs
 * @param words the command before its flags
 * @param environment variables set for it
 * @param pinned whether it is bound to the first core
 */
record ServerCommand(String name, List<String> words, Map<String, String> environment, boolean pinned) {
    ServerCommand {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /** Returns what the command prints for {@code --version}. */
    String version() throws IOException {
        Process process =
                builder(List.of("--version")).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.lines()
                .filter(line -> !line.isBlank())
                .reduce((a, b) -> b)
                .orElse("")
                .trim();
    }

    /** Returns a process on this port of the loopback address, logging to {@code log}. */
    ProcessBuilder on(int port, List<String> moreArguments, Path log) {
        List<String> arguments = new ArrayList<>(List.of("-a", "127.0.0.1", "-p", Integer.toString(port)));
        arguments.addAll(moreArguments);
        return builder(arguments).redirectErrorStream(true).redirectOutput(log.toFile());
    }

    private ProcessBuilder builder(List<String> arguments) {
        List<String> line = new ArrayList<>(pinned ? List.of("taskset", "-c", "0") : List.of());
        line.addAll(words);
        line.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().putAll(environment);
        return builder;
    }
}
