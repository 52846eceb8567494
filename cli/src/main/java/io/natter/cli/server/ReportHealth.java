package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.JsonTree;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code natter server report health}. <i>Confined to one thread.</i> */
@Command(name = "health", description = "Report on Server health")
final class ReportHealth implements Callable<Integer> {
    @Option(
            names = {"-J", "--js-enabled"},
            description = "Checks that JetStream should be enabled on all servers")
    private boolean isJetStreamWanted;

    @Option(
            names = {"-S", "--server-only"},
            description = "Do not check streams and consumers")
    private boolean isServerOnly;

    @Option(names = "--account", description = "Check only a specific Account")
    private @Nullable String account;

    @Option(names = "--stream", description = "Check only a specific Stream")
    private @Nullable String stream;

    @Option(names = "--consumer", description = "Check only a specific Consumer")
    private @Nullable String consumer;

    private final Session session;
    private final ReportFlags source;

    ReportHealth(Session session, ReportFlags source) {
        this.session = session;
        this.source = source;
    }

    @Override
    public Integer call() {
        PageOptions options = new PageOptions()
                .with("js-enabled-only", isJetStreamWanted)
                .with("js-server-only", isServerOnly)
                .with("account", account)
                .with("stream", stream)
                .with("consumer", consumer)
                .with("details", true);
        source.with(session, servers -> session.around().print(table(servers.ask(Page.HEALTHZ, options))));
        return 0;
    }

    private static String table(List<ServerAnswer> answers) {
        BoxTable table = new BoxTable("Health Report", "Server", "Cluster", "Domain", "Status", "Type", "Error");
        long good = 0;
        long errors = 0;
        for (ServerAnswer answer : answers) {
            String status = answer.data().text("status");
            good += status.equals("ok") ? 1 : 0;
            List<JsonTree> found = answer.data().items("errors");
            errors += found.size();
            String domain = answer.server().text("domain");
            String only = answer.data().text("error");
            if (found.isEmpty()) {
                table.row(answer.name(), answer.cluster(), domain, status, "", only);
            }
            String name = answer.name();
            for (JsonTree error : found) {
                table.row(name, answer.cluster(), domain, status, error.text("type"), error.text("error"));
                name = "";
            }
        }
        long clusters = answers.stream()
                .map(ServerAnswer::cluster)
                .filter(name -> !name.isEmpty())
                .distinct()
                .count();
        return table.foot(
                        Integer.toString(answers.size()),
                        Long.toString(clusters),
                        "",
                        "ok: " + good + " / err: " + (answers.size() - good),
                        "",
                        HumanNumbers.comma(errors))
                .render();
    }
}
