package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.text.JsonTree;
import io.natter.cli.text.PrettyJson;
import io.natter.client.NatsConnection;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code natter server request kick}: closes a client's connection. <i>Confined to one thread.</i> */
@Command(name = "kick", description = "Disconnects a client immediately")
final class KickClient implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<client>", description = "The Client ID to disconnect")
    private long client;

    @Parameters(index = "1", paramLabel = "<server>", description = "The Server ID to disconnect the client from")
    private String server = "";

    private final Session session;

    KickClient(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (NatsConnection nats = session.connect()) {
            SystemRequests.ofServer(session, nats, server)
                    .ask("KICK", JsonTree.of(Map.of("cid", client)))
                    .forEach(
                            answer -> session.around().print(PrettyJson.of(PrettyJson.compact(answer.whole())) + "\n"));
        }
        return 0;
    }
}
