package io.natter.server.monitor;

import io.natter.server.monitor.ServerFacts.Counters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The figures of a server in short, which the system account is told every ten seconds and on request: STATSZ (F10).
 *
 * <p>Thread-safe.
 */
final class StatszPage {
    private final ServerState state;
    private final ProcessFigures process;

    StatszPage(ServerState state, ProcessFigures process) {
        this.state = state;
        this.process = process;
    }

    /** The object that stands under {@code statsz}. */
    byte[] json() {
        ServerFacts server = state.server();
        List<AccountFacts> accounts = state.accounts();
        long active = accounts.stream()
                .filter(account -> account.connectionCount() > 0)
                .count();
        return PageWriter.compact(page -> {
            page.text("start", GoText.time(server.identity().start()))
                    .number("mem", process.residentBytes())
                    .number("cores", process.coreCount())
                    .decimal("cpu", process.cpuPercent());
            writeCounters(page, server.counters(), active);
            writeJetStream(page, state.jetStream());
            page.number("gomaxprocs", process.coreCount());
        });
    }

    private static void writeCounters(PageWriter page, Counters counters, long activeAccounts) {
        Traffic traffic = counters.traffic();
        page.number("connections", counters.connectionCount())
                .number("total_connections", counters.connectionTotal())
                .number("active_accounts", activeAccounts)
                .number("subscriptions", counters.subscriptionCount());
        for (String name : List.of("sent", "sent_to_clients")) {
            page.object(name, sent -> writeTraffic(sent, traffic.outMsgs(), traffic.outBytes()));
        }
        for (String name : List.of("received", "received_from_clients")) {
            page.object(name, received -> writeTraffic(received, traffic.inMsgs(), traffic.inBytes()));
        }
        page.number("slow_consumers", counters.slowConsumerCount());
        writeByKind(page, "slow_consumer_stats", counters.slowConsumerCount());
        page.numberIfAny("stale_connections", counters.staleCount());
        writeByKind(page, "stale_connection_stats", counters.staleCount());
        page.numberIfAny("stalled_clients", counters.stallCount()).number("active_servers", 1);
    }

    private static void writeTraffic(PageWriter page, long msgs, long bytes) {
        page.number("msgs", msgs).number("bytes", bytes);
    }

    private static void writeByKind(PageWriter page, String name, long clients) {
        if (clients > 0) {
            page.object(name, stats -> VarzPage.writeByKind(stats, clients));
        }
    }

    private static void writeJetStream(PageWriter page, @Nullable JetStreamFacts facts) {
        if (facts != null) {
            page.object("jetstream", jetStream -> VarzPage.writeJetStream(jetStream, facts, false));
        }
    }
}
