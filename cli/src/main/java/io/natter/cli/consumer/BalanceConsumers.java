package io.natter.cli.consumer;

import io.natter.cli.command.Session;
import io.natter.cli.stream.LeaderBalance;
import io.natter.cli.stream.StreamChoice;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.ConsumerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code natter consumer cluster balance}: as many leaders on each server. <i>Confined to one thread.</i> */
@Command(name = "balance", description = "Balance consumer leaders")
final class BalanceConsumers implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream to act on")
    private @Nullable String stream;

    @Mixin
    private ConsumerFilter filter = new ConsumerFilter();

    private final Session session;
    private final StreamChoice streams;

    BalanceConsumers(Session session, StreamChoice streams) {
        this.session = session;
        this.streams = streams;
    }

    @Override
    public Integer call() {
        Predicate<ConsumerInfo> condition = filter.condition(session.around().clock());
        session.withJetStream(js -> {
            StreamContext picked = streams.pick(js, stream);
            int balanced = new LeaderBalance(groups(picked, condition)).run(session.around());
            session.around().print("Balanced " + balanced + " consumers on " + picked.name() + "\n");
        });
        return 0;
    }

    private static List<LeaderBalance.Group> groups(StreamContext of, Predicate<ConsumerInfo> condition) {
        List<LeaderBalance.Group> groups = new ArrayList<>();
        for (ConsumerInfo info : of.consumers()) {
            ClusterInfo cluster = info.cluster();
            if (cluster != null && condition.test(info)) {
                groups.add(new LeaderBalance.Group(
                        "consumer \"" + of.name() + "\" > \"" + info.name() + "\"",
                        cluster,
                        placement -> of.consumer(info.name()).cluster().stepDown(placement)));
            }
        }
        return groups;
    }
}
