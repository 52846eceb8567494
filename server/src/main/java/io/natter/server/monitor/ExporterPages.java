package io.natter.server.monitor;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Adds the metrics that prometheus-nats-exporter makes of connz, healthz, accstatz and accountz.
 *
 * <p>These it does not flatten, as it does varz, but sums up or labels.
 *
 * <p>Confined to one thread.
 */
final class ExporterPages {
    private static final String[] LIMITS = {"subs", "data", "payload", "imports", "exports", "wildcards", "conn", "leaf"
    };

    private final ServerState state;

    ExporterPages(ServerState state) {
        this.state = state;
    }

    void addTo(ExporterMetrics metrics) {
        addConnz(metrics);
        addHealthz(metrics);
        JetStreamFacts jetStream = state.jetStream();
        for (AccountFacts account : state.accounts()) {
            addAccstatz(metrics, account);
            addAccountz(metrics, account, jetStream != null && jetStream.account(account.name()) != null);
        }
        new JetStreamMetrics(metrics, state.server().identity().name()).add(jetStream);
        metrics.add("gnatsd_leafz_conn_nodes_total", 0);
    }

    /** The sums are those of the first page of connz, as the exporter reads no further. */
    private void addConnz(ExporterMetrics metrics) {
        List<ConnectionFacts> all =
                state.connections(new ConnectionQuery(ConnectionQuery.State.OPEN, null, Set.of(), false));
        List<ConnectionFacts> first = all.stream()
                .sorted(Comparator.comparingLong(ConnectionFacts::cid))
                .limit(Slice.LIMIT_DEFAULT)
                .toList();
        Traffic traffic = first.stream().map(ConnectionFacts::traffic).reduce(Traffic.NONE, Traffic::plus);
        metrics.add("gnatsd_connz_num_connections", first.size())
                .add("gnatsd_connz_total", all.size())
                .add("gnatsd_connz_offset", 0)
                .add("gnatsd_connz_limit", Slice.LIMIT_DEFAULT)
                .add(
                        "gnatsd_connz_pending_bytes",
                        first.stream().mapToLong(ConnectionFacts::pendingBytes).sum())
                .add(
                        "gnatsd_connz_subscriptions",
                        first.stream()
                                .mapToLong(ConnectionFacts::subscriptionCount)
                                .sum())
                .add("gnatsd_connz_in_bytes", traffic.inBytes())
                .add("gnatsd_connz_out_bytes", traffic.outBytes())
                .add("gnatsd_connz_in_msgs", traffic.inMsgs())
                .add("gnatsd_connz_out_msgs", traffic.outMsgs());
    }

    /** Here 0 is good in {@code status}, and 1 in {@code status_value}. */
    private void addHealthz(ExporterMetrics metrics) {
        boolean isReady = state.notReady() == null;
        String value = isReady ? "ok" : "error";
        for (String page : new String[] {"healthz", "healthz_js_enabled_only", "healthz_js_server_only"}) {
            metrics.add("gnatsd_" + page + "_status", isReady ? 0 : 1)
                    .add("gnatsd_" + page + "_status_value", isReady ? 1 : 0, "value", value);
        }
    }

    private static void addAccstatz(ExporterMetrics metrics, AccountFacts account) {
        String[] labels = {"account", account.name(), "account_id", account.name(), "account_name", account.nameTag()};
        Traffic traffic = account.traffic();
        metrics.add("gnatsd_accstatz_current_connections", account.connectionCount(), labels)
                .add("gnatsd_accstatz_total_connections", account.connectionCount(), labels)
                .add("gnatsd_accstatz_subscriptions", account.interest().subscriptionCount(), labels)
                .add("gnatsd_accstatz_leaf_nodes", 0, labels)
                .add("gnatsd_accstatz_sent_messages", traffic.outMsgs(), labels)
                .add("gnatsd_accstatz_sent_bytes", traffic.outBytes(), labels)
                .add("gnatsd_accstatz_received_messages", traffic.inMsgs(), labels)
                .add("gnatsd_accstatz_received_bytes", traffic.inBytes(), labels)
                .add("gnatsd_accstatz_slow_consumers", account.slowConsumerCount(), labels);
    }

    private static void addAccountz(ExporterMetrics metrics, AccountFacts account, boolean hasJetStream) {
        String[] labels = {"account_id", account.name(), "account_name", account.nameTag()};
        metrics.add("gnatsd_accountz_client_connections", account.connectionCount(), labels)
                .add("gnatsd_accountz_leafnode_connections", 0, labels)
                .add("gnatsd_accountz_subscriptions", account.interest().subscriptionCount(), labels)
                .add("gnatsd_accountz_is_system", account.isSystem() ? 1 : 0, labels)
                .add("gnatsd_accountz_expired", account.isExpired() ? 1 : 0, labels)
                .add("gnatsd_accountz_complete", 1, labels)
                .add("gnatsd_accountz_jetstream_enabled", hasJetStream ? 1 : 0, labels);
        // The exporter takes limits from an account JWT only, and shows 0 for all of them without one.
        for (String limit : LIMITS) {
            metrics.add("gnatsd_accountz_limit_" + limit, 0, labels);
        }
    }
}
