package io.natter.cli.server;

import io.natter.cli.IoText;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.NatsConnection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter server request profile}: what servers say of their insides, in a file for each. <i>Confined to one thread.</i> */
@Command(name = "profile", description = "Run a profile")
final class ProfileServers implements Callable<Integer> {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
    private static final Set<String> PROFILES =
            Set.of("allocs", "heap", "goroutine", "mutex", "threadcreate", "block", "cpu");

    @Parameters(
            index = "0",
            paramLabel = "<profile>",
            description = "The profile to run (allocs, heap, goroutine, mutex, threadcreate, block, cpu)")
    private String profile = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = ".",
            paramLabel = "<dir>",
            description = "Set the output directory for profile files")
    private Path directory = Path.of(".");

    @Option(names = "--level", description = "Set the debug level of the profile")
    private int level;

    @Option(names = "--name", description = "Limit to servers matching a server name")
    private @Nullable String name;

    @Option(names = "--host", description = "Limit to servers matching a server host name")
    private @Nullable String host;

    @Option(names = "--cluster", description = "Limit to servers matching a cluster name")
    private @Nullable String cluster;

    private final Session session;

    ProfileServers(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!PROFILES.contains(profile)) {
            throw new UsageException("profile: got \"" + profile
                    + "\", expected one of allocs, heap, goroutine, mutex, threadcreate, block, cpu");
        }
        if (!Files.isDirectory(directory)) {
            throw new UsageException("dir: got \"" + directory + "\", expected a directory that is there");
        }
        String prefix =
                profile + "-" + TIME.format(LocalDateTime.now(session.around().clock())) + "-";
        PageOptions options = new PageOptions()
                .with("name", profile)
                .with("debug", level)
                .with("server_name", name)
                .with("host", host)
                .with("cluster", cluster);
        if (profile.equals("cpu")) {
            options.with("duration", session.timeout().dividedBy(2).toNanos()); // the rest is for the answer
        }
        try (NatsConnection nats = session.connect()) {
            SystemRequests.ofServers(session, nats)
                    .ask("PROFILEZ", options)
                    .forEach(answer -> save(answer, directory.resolve(prefix + answer.name())));
        }
        return 0;
    }

    private void save(ServerAnswer answer, Path file) {
        String error = answer.data().text("error");
        if (error.isEmpty()) {
            try {
                Files.write(file, Base64.getDecoder().decode(answer.data().text("profile")));
            } catch (IOException e) {
                error = IoText.of(e);
            } catch (IllegalArgumentException e) {
                error = "profile: expected base64";
            }
        }
        if (error.isEmpty()) {
            session.around().print("Server \"" + answer.name() + "\" profile written: " + file + "\n");
        } else {
            session.around().err().println("Server \"" + answer.name() + "\" error: " + error);
        }
    }
}
