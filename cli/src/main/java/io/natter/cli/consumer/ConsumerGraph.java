package io.natter.cli.consumer;

import io.natter.cli.command.Session;
import io.natter.cli.command.StateGraphs;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter consumer graph}: what a consumer does, second by second, until the command is told to end. <i>Confined to one thread.</i> */
@Command(name = "graph", description = "View a graph of consumer activity")
final class ConsumerGraph implements Callable<Integer> {
    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    private final Session session;
    private final ConsumerChoice choice;

    ConsumerGraph(Session session, ConsumerChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        StateGraphs.check(session.around());
        session.withJetStream(js -> {
            ConsumerContext picked = choice.pick(js, arguments);
            new StateGraphs(session.around(), "Consumer Statistics for " + picked.streamName() + " > " + picked.name())
                    .level("Messages Pending")
                    .level("Messages Waiting for Ack")
                    .rate("Messages Acknowledged / second")
                    .rate("Messages Delivered / second")
                    .run(() -> {
                        ConsumerInfo info = picked.info();
                        return new long[] {
                            info.pendingCount(),
                            info.ackPendingCount(),
                            info.ackFloor().consumerSequence(),
                            info.delivered().consumerSequence()
                        };
                    });
        });
        return 0;
    }
}
