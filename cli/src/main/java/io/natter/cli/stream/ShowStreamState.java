package io.natter.cli.stream;

import io.natter.cli.command.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream state}. <i>Confined to one thread.</i> */
@Command(name = "state", description = "Stream state")
final class ShowStreamState implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream to retrieve state information for")
    private @Nullable String stream;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    @Option(names = "--no-select", description = "Do not select streams from a list")
    private boolean isNeverAsking;

    private final Session session;
    private final StreamChoice choice;

    ShowStreamState(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamSheet sheet = new StreamSheet(session.around(), isJson);
            sheet.print(choice.pick(js, stream, !isNeverAsking).info(), true);
            session.around().print(isJson ? "" : "\n");
        });
        return 0;
    }
}
