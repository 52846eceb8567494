package io.natter.cli.server;

import io.natter.cli.command.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter server report connections}. <i>Confined to one thread.</i> */
@Command(name = "connections", description = "Report on connections")
final class ReportConnections implements Callable<Integer> {
    @Option(names = "--account", description = "Limit report to a specific account")
    private @Nullable String account;

    @Mixin
    private ConnectionFlags flags = new ConnectionFlags();

    private final Session session;
    private final ReportFlags source;

    ReportConnections(Session session, ReportFlags source) {
        this.session = session;
        this.source = source;
    }

    @Override
    public Integer call() {
        source.with(
                session,
                servers -> session.around().print(flags.text(servers.ask(Page.CONNZ, flags.options(account)))));
        return 0;
    }
}
