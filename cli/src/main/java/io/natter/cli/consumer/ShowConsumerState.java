package io.natter.cli.consumer;

import io.natter.cli.command.Session;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter consumer state}. <i>Confined to one thread.</i> */
@Command(name = "state", description = "Consumer state")
final class ShowConsumerState implements Callable<Integer> {
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

    ShowConsumerState(Session session, ConsumerChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> new ConsumerSheet(session.around(), isJson)
                .print(choice.pick(js, arguments, !isNeverAsking).info(), true));
        return 0;
    }
}
