package io.natter.cli.consumer;

import io.natter.cli.command.Session;
import io.natter.cli.stream.StepDown;
import io.natter.client.jetstream.ConsumerContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code natter consumer cluster step-down}. <i>Confined to one thread.</i> */
@Command(name = "step-down", description = "Force a new leader election by standing down the current leader")
final class StepConsumerDown implements Callable<Integer> {
    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    @Option(names = "--preferred", paramLabel = "HOST", description = "Prefer placing the leader on a specific host")
    private @Nullable String preferred;

    @Option(
            names = {"-f", "--force"},
            description = "Force leader step down ignoring current leader")
    private boolean isForced;

    private final Session session;
    private final ConsumerChoice choice;

    StepConsumerDown(Session session, ConsumerChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            ConsumerContext picked = choice.pick(js, arguments);
            String what = "consumer \"" + picked.streamName() + "\" > \"" + picked.name() + "\"";
            new StepDown(session, what, () -> picked.cluster().info()).run(preferred, isForced, placement -> {
                if (placement == null) {
                    picked.cluster().stepDown();
                } else {
                    picked.cluster().stepDown(placement);
                }
            });
            session.around().print("\n");
            new ConsumerSheet(session.around(), false).print(picked.info(), false);
        });
        return 0;
    }
}
