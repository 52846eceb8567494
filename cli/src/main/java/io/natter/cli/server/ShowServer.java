package io.natter.cli.server;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code natter server info}. <i>Confined to one thread.</i> */
@Command(name = "info", description = "Show information about a single server")
final class ShowServer implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<server>", description = "Server ID or Name to inspect")
    private @Nullable String server;

    private final Session session;
    private final SourceFlags source;

    ShowServer(Session session, SourceFlags source) {
        this.session = session;
        this.source = source;
    }

    @Override
    public Integer call() {
        source.with(session, servers -> {
            ServerAnswer found = servers.ask(Page.VARZ, new PageOptions()).stream()
                    .filter(answer -> server == null || isNamed(answer, server))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("no server \"" + server + "\" answered"));
            session.around()
                    .print(ServerSheet.text(found.data(), session.around().clock()));
        });
        return 0;
    }

    private static boolean isNamed(ServerAnswer answer, String wanted) {
        return answer.name().equals(wanted) || answer.server().text("id").equals(wanted);
    }
}
