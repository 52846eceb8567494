package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * {@code natter server report}: the group of reports, of which servers they are, and whether they are repeated.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
@Command(name = "report", description = "Report on various server metrics")
final class ReportFlags {
    private static final String CLEAR = "\033[2J\033[H";

    @Option(
            names = "--host",
            scope = ScopeType.INHERIT,
            paramLabel = "NAME",
            description = "Limit the report to a specific NATS server")
    private @Nullable String server;

    @Option(names = "--cluster", scope = ScopeType.INHERIT, description = "Limit the report to a specific Cluster")
    private @Nullable String cluster;

    @Option(
            names = "--tags",
            scope = ScopeType.INHERIT,
            paramLabel = "TAG",
            description = "Limit the report to nodes matching certain tags")
    private List<String> tags = new ArrayList<>();

    @Option(
            names = "--watch",
            scope = ScopeType.INHERIT,
            paramLabel = "SECONDS",
            description = "Display the results and update it every so many seconds")
    private int watchSeconds;

    private final SourceFlags source;

    ReportFlags(SourceFlags source) {
        this.source = source;
    }

    /** Does this with the servers that are meant; again and again where that is asked for, until the command is told to end. */
    void with(Session session, Consumer<ServerSource> work) {
        source.with(session, all -> {
            ServerSource chosen = new ChosenServers(all, server, cluster, tags);
            work.accept(chosen);
            while (watchSeconds > 0) {
                Surroundings.pause(Duration.ofSeconds(watchSeconds));
                session.around().print(session.around().isOutputTerminal() ? CLEAR : "");
                work.accept(chosen);
            }
        });
    }
}
