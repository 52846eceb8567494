package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.text.GoDuration;
import io.natter.client.NatsConnection;
import java.util.List;
import java.util.Locale;
import java.util.LongSummaryStatistics;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter server ping}: every server answers once. <i>Confined to one thread.</i> */
@Command(name = "ping", description = "Ping all servers")
final class PingServers implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<expect>", description = "How many servers to expect")
    private @Nullable Integer expect;

    @Option(names = "--id", description = "Include the Server ID in the output")
    private boolean isWithId;

    private final Session session;

    PingServers(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (NatsConnection nats = session.connect()) {
            List<ServerAnswer> found = SystemRequests.ofServers(session, nats).ask("STATSZ");
            Surroundings around = session.around();
            for (ServerAnswer answer : found) {
                String id = isWithId ? answer.server().text("id") + " " : "";
                around.print(String.format(
                        Locale.ROOT, "%s%-60s rtt=%s%n", id, answer.name(), GoDuration.exact(answer.rtt())));
            }
            LongSummaryStatistics times =
                    found.stream().mapToLong(answer -> answer.rtt().toMillis()).summaryStatistics();
            around.print(String.format(
                    Locale.ROOT,
                    "%n---- ping statistics ----%n%d replies max: %.2f min: %.2f avg: %.2f%n",
                    times.getCount(),
                    (double) times.getMax(),
                    (double) times.getMin(),
                    times.getAverage()));
            long known = expect != null ? expect : found.get(0).data().number("active_servers");
            if (known > found.size()) {
                around.print("\nMissing " + (known - found.size()) + " server(s)\n");
            }
        }
        return 0;
    }
}
