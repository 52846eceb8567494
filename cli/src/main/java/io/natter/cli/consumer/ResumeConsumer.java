package io.natter.cli.consumer;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanTime;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter consumer resume}. <i>Confined to one thread.</i> */
@Command(name = "resume", description = "Resume a paused consumer")
final class ResumeConsumer implements Callable<Integer> {
    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    @Option(
            names = {"-f", "--force"},
            description = "Force resume without prompting")
    private boolean isForced;

    private final Session session;
    private final ConsumerChoice choice;

    ResumeConsumer(Session session, ConsumerChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            ConsumerContext picked = choice.pick(js, arguments);
            ConsumerInfo before = picked.info();
            if (!before.paused()) {
                throw new UsageException("consumer is not paused");
            }
            String which = picked.streamName() + " > " + picked.name();
            if (isForced || Confirmation.isGiven(session.around(), "Really resume Consumer " + which)) {
                Attempt.to("could not resume Consumer", picked::resume);
                session.around()
                        .print("Consumer " + which + " was resumed while previously paused until "
                                + HumanTime.at(
                                        before.timestamp().plus(before.pauseRemaining()),
                                        session.around().clock())
                                + "\n");
            }
        });
        return 0;
    }
}
