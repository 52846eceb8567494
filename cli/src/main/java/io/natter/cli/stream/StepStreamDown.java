package io.natter.cli.stream;

import io.natter.cli.command.Session;
import io.natter.client.jetstream.StreamContext;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream cluster step-down}. <i>Confined to one thread.</i> */
@Command(name = "step-down", description = "Force a new leader election by standing down the current leader")
final class StepStreamDown implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream to act on")
    private @Nullable String stream;

    @Option(names = "--preferred", paramLabel = "HOST", description = "Prefer placing the leader on a specific host")
    private @Nullable String preferred;

    @Option(
            names = {"-f", "--force"},
            description = "Force leader step down ignoring current leader")
    private boolean isForced;

    private final Session session;
    private final StreamChoice choice;

    StepStreamDown(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamContext picked = choice.pick(js, stream);
            new StepDown(
                            session,
                            "stream \"" + picked.name() + "\"",
                            () -> picked.cluster().info())
                    .run(preferred, isForced, placement -> {
                        if (placement == null) {
                            picked.cluster().stepDown();
                        } else {
                            picked.cluster().stepDown(placement);
                        }
                    });
            session.around().print("\n");
            new StreamSheet(session.around(), false).print(picked.info(), false);
        });
        return 0;
    }
}
