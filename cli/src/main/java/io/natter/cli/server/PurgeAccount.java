package io.natter.cli.server;

import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.context.ContextKey;
import io.natter.cli.text.JsonTree;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.NoRespondersException;
import io.natter.client.RequestTimeoutException;
import io.natter.protocol.subject.Subjects;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter server account purge}: takes away all streams and consumers of an account. <i>Confined to one thread.</i> */
@Command(name = "purge", description = "Purge assets from JetStream clusters")
final class PurgeAccount implements Callable<Integer> {
    @Parameters(paramLabel = "<account>", description = "The name of the account to purge")
    private String account = "";

    @Option(
            names = {"-f", "--force"},
            description = "Perform the operation without prompting")
    private boolean isForced;

    private final Session session;

    PurgeAccount(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (!Subjects.isLiteral(account) || account.contains(".")) {
            throw new UsageException("account: got \"" + account + "\", expected its name");
        }
        if (session.context().find(ContextKey.JETSTREAM_DOMAIN) != null) {
            throw new UsageException(
                    "the --js-domain option cannot be used with account purge: JetStream domains do not "
                            + "apply to the system account, connect without a domain configured");
        }
        if (!isForced) {
            session.around()
                    .print("This operation deletes all data from the " + account
                            + " account and cannot be reversed.\n\n");
            if (!Confirmation.isGiven(session.around(), "Really purge account " + account)) {
                return 0;
            }
        }
        try (NatsConnection nats = session.connect()) {
            JsonTree answer = JsonTree.parse(ask(nats).payload());
            if (answer.at("error").isThere()) {
                throw new UsageException(
                        answer.text("error", "description") + " (" + answer.number("error", "err_code") + ")");
            }
        }
        session.around().print("Purge operation on account " + account + " initiated\n");
        return 0;
    }

    private Message ask(NatsConnection nats) {
        try {
            return nats.request("$JS.API.ACCOUNT.PURGE." + account, new byte[0]);
        } catch (NoRespondersException | RequestTimeoutException nobody) {
            throw new UsageException(
                    "no results received, ensure the account used has system privileges and " + "JetStream is enabled",
                    nobody);
        }
    }
}
