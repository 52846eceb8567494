package io.natter.cli.consumer;

import io.natter.cli.command.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter consumer info} and {@code state}. <i>Confined to one thread.</i> */
@Command(description = "Consumer information, or its state alone")
final class ShowConsumer implements Callable<Integer> {
    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    @Option(names = "--no-select", description = "Do not select consumers from a list")
    private boolean isNeverAsking;

    private final Session session;
    private final ConsumerChoice choice;
    private final boolean isStateOnly;

    ShowConsumer(Session session, ConsumerChoice choice, boolean isStateOnly) {
        this.session = session;
        this.choice = choice;
        this.isStateOnly = isStateOnly;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> new ConsumerSheet(session.around(), isJson)
                .print(choice.pick(js, arguments, !isNeverAsking).info(), isStateOnly));
        return 0;
    }
}
