package io.natter.cli.server;

import io.natter.cli.IoText;
import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.JsonTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code natter top}: a server and its connections, again and again, until the command is told to end.
 *
 * <p><i>Confined to one thread.</i>
 */
@Command(name = "top", description = "Shows top-like statistic for connections on a specific server")
public final class TopCommand implements Callable<Integer> {
    private static final String CLEAR = "\033[2J\033[H";

    @Parameters(paramLabel = "<name>", description = "The server name to gather statistics for")
    private String name = "";

    @Option(
            names = {"-n", "--conns"},
            defaultValue = "1024",
            description = "Maximum number of connections to show")
    private int connections = 1024;

    @Option(
            names = {"-d", "--interval"},
            defaultValue = "1",
            paramLabel = "SECONDS",
            description = "Refresh interval")
    private int intervalSeconds = 1;

    @Option(
            names = "--sort",
            defaultValue = "cid",
            description = "Sort connections by cid, start, subs, pending, msgs_to, msgs_from, bytes_to, bytes_from, "
                    + "last, idle, uptime, rtt")
    private String sort = "cid";

    @Option(names = "--lookup", description = "Looks up client addresses in DNS")
    private boolean isLookingUp;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Saves the first snapshot to a file; - is standard output")
    private @Nullable String output;

    @Option(names = "--delimiter", description = "Specifies a output delimiter, defaults to grid-like text")
    private String delimiter = "";

    @Option(
            names = {"-b", "--raw"},
            description = "Show raw bytes")
    private boolean isRaw;

    @Option(
            names = {"-r", "--max-refresh"},
            defaultValue = "-1",
            description = "Maximum refreshes")
    private int refreshesMax = -1;

    @Option(names = "--subs", description = "Shows the subscriptions column")
    private boolean isWithSubscriptions;

    @Mixin
    private SourceFlags source = new SourceFlags();

    private final Session session;

    /** The command for a session. */
    public TopCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (connections < 1 || intervalSeconds < 1) {
            throw new UsageException("--conns and --interval: expected 1 or more");
        }
        TopTable table = new TopTable(isRaw, isLookingUp, isWithSubscriptions, delimiter);
        source.with(session, servers -> {
            TopSnapshot before = snapshot(servers);
            if (output != null) {
                save(output, table.render(before, before));
                return;
            }
            boolean isScreen = session.around().isOutputTerminal();
            for (int shown = 0; refreshesMax < 0 || shown < refreshesMax; shown++) {
                Surroundings.pause(shown == 0 ? Duration.ZERO : Duration.ofSeconds(intervalSeconds));
                TopSnapshot now = shown == 0 ? before : snapshot(servers);
                session.around().print((isScreen ? CLEAR : "") + table.render(before, now) + (isScreen ? "" : "\n"));
                before = now;
            }
        });
        return 0;
    }

    private TopSnapshot snapshot(ServerSource servers) {
        PageOptions named = new PageOptions().with("server_name", "", name).with("exact_match", "", true);
        PageOptions wanted = new PageOptions()
                .with("server_name", "", name)
                .with("exact_match", "", true)
                .with("sort", sort)
                .with("limit", connections)
                .with("subscriptions", "subs", isWithSubscriptions);
        return new TopSnapshot(
                System.nanoTime(), of(servers.ask(Page.VARZ, named)), of(servers.ask(Page.CONNZ, wanted)));
    }

    private JsonTree of(List<ServerAnswer> answers) {
        return answers.stream()
                .filter(answer ->
                        answer.name().equals(name) || answer.server().text("id").equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("no server \"" + name + "\" answered"))
                .data();
    }

    private void save(String file, String text) {
        if (file.equals("-")) {
            session.around().print(text);
            return;
        }
        try {
            Files.writeString(Path.of(file), text);
        } catch (IOException e) {
            throw new UsageException(file + ": " + IoText.of(e), e);
        }
    }
}
