package io.natter.cli.server;

import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.client.NatsConnection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter server config reload}: has a server read its configuration again, and shows it. <i>Confined to one thread.</i> */
@Command(name = "reload", description = "Reloads the runtime configuration")
final class ReloadServer implements Callable<Integer> {
    @Parameters(paramLabel = "<id>", description = "The server ID to trigger a reload for")
    private String id = "";

    @Option(
            names = {"-f", "--force"},
            description = "Force reload without prompting")
    private boolean isForced;

    private final Session session;

    ReloadServer(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (NatsConnection nats = session.connect()) {
            SystemRequests server = SystemRequests.ofServer(session, nats, id);
            ServerAnswer before = server.ask(Page.VARZ, new PageOptions()).get(0);
            String question = "Really reload configuration for " + before.name() + " (" + id + ") on "
                    + before.server().text("host");
            if (!isForced && !Confirmation.isGiven(session.around(), question)) {
                return 0;
            }
            server.ask("RELOAD"); // throws the server's reason if it refuses
            ServerAnswer after = server.ask(Page.VARZ, new PageOptions()).get(0);
            session.around()
                    .print(ServerSheet.text(after.data(), session.around().clock()));
        }
        return 0;
    }
}
