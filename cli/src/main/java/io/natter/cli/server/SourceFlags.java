package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.client.NatsConnection;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The flag that says where answers come from; natter's own, the nats tool has only the system account.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
final class SourceFlags {
    @Option(
            names = "--monitor",
            scope = ScopeType.INHERIT,
            paramLabel = "URL",
            description = "Ask the monitoring pages of one server, such as http://127.0.0.1:8222, "
                    + "instead of all servers through the system account")
    @Nullable
    String monitor;

    /** Does this with the source. */
    void with(Session session, Consumer<ServerSource> work) {
        if (monitor != null) {
            work.accept(new MonitoringPages(monitor, session.timeout()));
            return;
        }
        try (NatsConnection nats = session.connect()) {
            work.accept(SystemRequests.ofServers(session, nats));
        }
    }
}
