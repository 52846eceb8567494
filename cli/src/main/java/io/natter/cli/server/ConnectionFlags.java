package io.natter.cli.server;

import io.natter.cli.command.UsageException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which connections are reported, and in what order.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
public final class ConnectionFlags {
    private static final int ASKED_MAX = 1 << 20;

    @Option(
            names = "--sort",
            defaultValue = "subs",
            paramLabel = "ORDER",
            description = "Sort by in-bytes, out-bytes, in-msgs, out-msgs, uptime, cid, subs")
    private String sort = "subs";

    @Option(names = "--top", defaultValue = "1000", description = "Limit results to the top results")
    private int top = 1000;

    @Option(
            names = "--subject",
            description = "Limits responses only to those connections with matching subscription interest")
    private @Nullable String subject;

    @Option(
            names = "--username",
            description = "Limits responses only to those connections for a specific authentication username")
    private @Nullable String user;

    @Option(
            names = {"-R", "--reverse"},
            description = "Reverse sort connections")
    private boolean isReverse;

    @Option(
            names = "--state",
            defaultValue = "open",
            description = "Connections that are in a specific state (open, closed, all)")
    private String state = "open";

    @Option(names = "--closed-reason", paramLabel = "REASON", description = "Filter results based on a closed reason")
    private String reason = "";

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    /** What servers are asked for. */
    public PageOptions options(@Nullable String account) {
        if (!List.of("open", "closed", "all").contains(state)) {
            throw new UsageException("state: got \"" + state + "\", expected one of open, closed, all");
        }
        return new PageOptions()
                .with("auth", true)
                .with("subscriptions", "subs", true)
                .with("limit", ASKED_MAX)
                .with("user", user)
                .with("acc", account)
                .with("filter_subject", subject)
                .withState(state);
    }

    /** What is shown of their answers. */
    public String text(List<ServerAnswer> answers) {
        ConnectionReport report = new ConnectionReport(answers, ConnectionReport.Order.of(sort), isReverse, reason);
        return isJson ? report.json() : report.text(top, !state.equals("open"));
    }
}
