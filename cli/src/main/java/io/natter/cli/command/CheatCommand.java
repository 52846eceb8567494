package io.natter.cli.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code natter cheat}: short examples of every command. <i>Confined to one thread.</i> */
@Command(name = "cheat", description = "Shows cheats for NATS CLI usage")
final class CheatCommand implements Callable<Integer> {
    /** Topics, with the commands whose help ends with them. */
    static final Map<String, List<String>> TOPICS = new TreeMap<>(Map.ofEntries(
            Map.entry("account", List.of("account")),
            Map.entry("bench", List.of("bench")),
            Map.entry("consumer", List.of("consumer")),
            Map.entry("context", List.of("context")),
            Map.entry("counter", List.of("counter")),
            Map.entry("errors", List.of("errors")),
            Map.entry("events", List.of("events")),
            Map.entry("kv", List.of("kv")),
            Map.entry("latency", List.of("latency")),
            Map.entry("object", List.of("object")),
            Map.entry("publish", List.of("publish", "request")),
            Map.entry("reply", List.of("reply")),
            Map.entry("server", List.of("server")),
            Map.entry("stream", List.of("stream")),
            Map.entry("subscribe", List.of("subscribe"))));

    @Parameters(arity = "0..1", paramLabel = "<topic>", description = "The cheat sheet to show")
    private @Nullable String topic;

    private final Surroundings around;

    CheatCommand(Surroundings around) {
        this.around = around;
    }

    @Override
    public Integer call() {
        if (topic == null) {
            around.out().println("Available Cheats:\n");
            TOPICS.keySet().forEach(name -> around.out().println("  " + name));
            return 0;
        }
        if (!TOPICS.containsKey(topic)) {
            throw new UsageException("unknown cheat \"" + topic + "\", expected one of " + TOPICS.keySet());
        }
        around.out().print(text(topic));
        return 0;
    }

    static String text(String topic) {
        try (InputStream in = CheatCommand.class.getResourceAsStream("cheat-" + topic + ".txt")) {
            if (in == null) {
                throw new IllegalStateException(topic + ": no such cheat in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
