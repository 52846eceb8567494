package io.natter.cli.account;

import io.natter.cli.command.Session;
import io.natter.cli.server.ConnectionFlags;
import io.natter.cli.server.Page;
import io.natter.cli.server.SystemRequests;
import io.natter.client.NatsConnection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter account report connections}: connections of the user's own account. <i>Confined to one thread.</i> */
@Command(name = "connections", description = "Report on connections")
final class ReportOwnConnections implements Callable<Integer> {
    @Mixin
    private ConnectionFlags flags = new ConnectionFlags();

    private final Session session;

    ReportOwnConnections(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (NatsConnection nats = session.connect()) {
            SystemRequests servers = SystemRequests.ofAccount(session, nats);
            session.around().print(flags.text(servers.ask(Page.CONNZ, flags.options(null))));
        }
        return 0;
    }
}
