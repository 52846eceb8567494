package io.natter.cli.consumer;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.protocol.jetstream.ConsumerReset;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter consumer reset}: starts it again, from its beginning or from a sequence. <i>Confined to one thread.</i> */
@Command(name = "reset", description = "Resets the consumer to a previous state")
final class ResetConsumer implements Callable<Integer> {
    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    @Option(names = "--sequence", description = "Sequence to reset to")
    private long sequence;

    @Option(
            names = {"-f", "--force"},
            description = "Force reset without prompting")
    private boolean isForced;

    private final Session session;
    private final ConsumerChoice choice;

    ResetConsumer(Session session, ConsumerChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            ConsumerContext picked = choice.pick(js, arguments);
            if (!isForced && !Confirmation.isGiven(session.around(), "Really reset the consumer")) {
                return;
            }
            ConsumerReset done = Attempt.to(
                    "could not reset Consumer", () -> sequence == 0 ? picked.reset() : picked.reset(sequence));
            new ConsumerSheet(session.around(), false).print(done.info(), true);
        });
        return 0;
    }
}
