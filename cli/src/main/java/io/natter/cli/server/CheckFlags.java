package io.natter.cli.server;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.NatsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * {@code natter server check}: the group of checks, and how they tell what they found.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
@Command(name = "check", description = "Health check for NATS servers")
final class CheckFlags {
    @Option(
            names = "--format",
            scope = ScopeType.INHERIT,
            defaultValue = "NAGIOS",
            description = "Render the check in a specific format (nagios, json, prometheus, text)")
    private CheckResult.Format format = CheckResult.Format.NAGIOS;

    @Option(
            names = "--namespace",
            scope = ScopeType.INHERIT,
            defaultValue = "nats_server_check",
            description = "The prometheus namespace to use in output")
    private String namespace = "nats_server_check";

    @Option(
            names = "--outfile",
            scope = ScopeType.INHERIT,
            paramLabel = "FILE",
            description = "Save output to a file rather than STDOUT")
    private @Nullable Path outputFile;

    /** Lets {@code check} look, shows what it found, and returns the exit code; what goes wrong meanwhile is critical. */
    int run(Session session, CheckResult result, Consumer<CheckResult> check) {
        try {
            check.accept(result);
        } catch (NatsException e) {
            result.critical("Check failed: " + Attempt.words(e));
        } catch (UsageException e) {
            result.critical("Check failed: " + e.getMessage());
        }
        String text = result.render(format, namespace);
        if (outputFile == null) {
            session.around().print(text);
        } else {
            write(outputFile, text);
        }
        return result.exitCode(format);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
