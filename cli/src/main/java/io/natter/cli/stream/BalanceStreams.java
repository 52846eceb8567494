package io.natter.cli.stream;

import io.natter.cli.command.Session;
import io.natter.client.jetstream.JetStream;
import io.natter.protocol.jetstream.ClusterInfo;
import io.natter.protocol.jetstream.StreamInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter stream cluster balance}: as many leaders on each server. <i>Confined to one thread.</i> */
@Command(name = "balance", description = "Balance stream leaders")
final class BalanceStreams implements Callable<Integer> {
    @Mixin
    private StreamFilter filter = new StreamFilter();

    private final Session session;

    BalanceStreams(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        Predicate<StreamInfo> condition = filter.condition(session.around().clock());
        session.withJetStream(js -> {
            int balanced = new LeaderBalance(groups(js, condition)).run(session.around());
            session.around().print("Balanced " + balanced + " streams.\n");
        });
        return 0;
    }

    private static List<LeaderBalance.Group> groups(JetStream js, Predicate<StreamInfo> condition) {
        List<LeaderBalance.Group> groups = new ArrayList<>();
        for (StreamInfo info : js.streams()) {
            String name = info.config().name();
            ClusterInfo cluster = info.cluster();
            if (cluster != null && condition.test(info)) {
                groups.add(new LeaderBalance.Group(
                        "stream \"" + name + "\"",
                        cluster,
                        placement -> js.stream(name).cluster().stepDown(placement)));
            }
        }
        return groups;
    }
}
