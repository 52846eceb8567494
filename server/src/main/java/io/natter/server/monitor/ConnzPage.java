package io.natter.server.monitor;

import io.natter.server.monitor.PageRequest.Subscriptions;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The connections, open and lately closed: {@code /connz} (E2).
 *
 * <p>Thread-safe. Only the connections of the page that is shown are asked for their subscriptions.
 */
final class ConnzPage implements Page {
    private final ServerState state;
    private final Clock clock;

    ConnzPage(ServerState state, Clock clock) {
        this.state = state;
        this.clock = clock;
    }

    @Override
    public PageReply render(PageRequest request) {
        ConnzOptions options = ConnzOptions.of(request);
        Instant now = clock.instant();
        List<ConnectionFacts> candidates = state.connections(options.candidates());
        List<ConnectionFacts> shown = shown(candidates, options, now);
        Map<Long, List<SubscriptionFacts>> subscriptions = subscriptions(shown, options);
        return PageReply.json(PageWriter.indented(page -> {
            ConnectionEntry entry = new ConnectionEntry(page, options, now);
            page.text("server_id", state.server().identity().id())
                    .text("now", GoText.time(now))
                    .number("num_connections", shown.size())
                    .number("total", candidates.size())
                    .number("offset", options.slice().offset())
                    .number("limit", options.slice().limit())
                    .objects(
                            "connections",
                            shown,
                            connection ->
                                    entry.write(connection, subscriptions.getOrDefault(connection.cid(), List.of())));
        }));
    }

    private static List<ConnectionFacts> shown(List<ConnectionFacts> candidates, ConnzOptions options, Instant now) {
        List<ConnectionFacts> wanted = candidates.stream()
                .filter(options::shows)
                .sorted(options.order().comparator(now))
                .toList();
        return options.slice().of(wanted);
    }

    private Map<Long, List<SubscriptionFacts>> subscriptions(List<ConnectionFacts> shown, ConnzOptions options) {
        if (options.subscriptions() == Subscriptions.NONE || shown.isEmpty()) {
            return Map.of();
        }
        Set<Long> cids = shown.stream().map(ConnectionFacts::cid).collect(Collectors.toSet());
        Map<Long, List<SubscriptionFacts>> subscriptions = new HashMap<>();
        for (ConnectionFacts connection : state.connections(options.withSubscriptions(cids))) {
            subscriptions.put(connection.cid(), connection.subscriptions());
        }
        return subscriptions;
    }
}
