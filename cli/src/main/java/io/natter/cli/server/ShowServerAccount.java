package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.JsonTree;
import io.natter.cli.text.PrettyJson;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter server account info}: any account, as a server sees it. <i>Confined to one thread.</i> */
@Command(name = "info", description = "Shows information for an account")
final class ShowServerAccount implements Callable<Integer> {
    @Parameters(paramLabel = "<account>", description = "The name of the account to view")
    private String account = "";

    @Option(names = "--host", paramLabel = "NAME", description = "Request information from a specific server")
    private @Nullable String server;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    private final Session session;
    private final SourceFlags source;

    ShowServerAccount(Session session, SourceFlags source) {
        this.session = session;
        this.source = source;
    }

    @Override
    public Integer call() {
        PageOptions options = new PageOptions().with("account", "acc", account).with("server_name", "", server);
        source.with(session, servers -> {
            JsonTree found = servers.ask(Page.ACCOUNTZ, options).get(0).data().at("account_detail");
            if (!found.isThere()) {
                throw new UsageException("no account information received");
            }
            session.around()
                    .print(
                            isJson
                                    ? PrettyJson.of(PrettyJson.compact(found)) + "\n"
                                    : AccountDetails.text(
                                            found, session.around().clock()));
        });
        return 0;
    }
}
