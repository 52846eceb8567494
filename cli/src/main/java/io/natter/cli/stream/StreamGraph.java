package io.natter.cli.stream;

import io.natter.cli.command.Session;
import io.natter.cli.command.StateGraphs;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.StreamState;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code natter stream graph}: what a stream does, second by second, until the command is told to end. <i>Confined to one thread.</i> */
@Command(name = "graph", description = "View a graph of stream activity")
final class StreamGraph implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "The name of the stream to graph")
    private @Nullable String stream;

    private final Session session;
    private final StreamChoice choice;

    StreamGraph(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        StateGraphs.check(session.around());
        session.withJetStream(js -> {
            StreamContext picked = choice.pick(js, stream);
            new StateGraphs(session.around(), "Stream Statistics for " + picked.name())
                    .level("Messages Stored")
                    .rate("Messages Removed / second")
                    .rate("Messages Stored / second")
                    .run(() -> {
                        StreamState state = picked.info().state();
                        return new long[] {state.messages(), state.firstSequence(), state.lastSequence()};
                    });
        });
        return 0;
    }
}
