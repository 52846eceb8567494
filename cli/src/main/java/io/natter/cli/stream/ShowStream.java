package io.natter.cli.stream;

import io.natter.cli.command.Session;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream info} and {@code state}. <i>Confined to one thread.</i> */
@Command(description = "Stream information, or its state alone")
final class ShowStream implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream to retrieve information for")
    private @Nullable String stream;

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    @Option(names = "--state", description = "Shows only the stream state")
    private boolean isStateOnly;

    @Option(names = "--no-select", description = "Do not select streams from a list")
    private boolean isNeverAsking;

    private final Session session;
    private final StreamChoice choice;

    ShowStream(Session session, StreamChoice choice, boolean isStateOnly) {
        this.session = session;
        this.choice = choice;
        this.isStateOnly = isStateOnly;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamSheet sheet = new StreamSheet(session.around(), isJson);
            sheet.print(choice.pick(js, stream, !isNeverAsking).info(), isStateOnly);
            session.around().print(isJson ? "" : "\n");
        });
        return 0;
    }
}
