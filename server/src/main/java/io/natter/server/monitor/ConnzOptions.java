package io.natter.server.monitor;

import io.natter.protocol.subject.Subjects;
import io.natter.server.monitor.ConnectionQuery.State;
import io.natter.server.monitor.PageRequest.BadOptionException;
import io.natter.server.monitor.PageRequest.Subscriptions;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a reader asks of connz (E2). Immutable.
 *
 * @param withIdentity whether it is shown who a connection is (option {@code auth})
 * @param cid only this connection, or 0 for all
 * @param user only connections of this user, or null for all
 * @param account only connections of this account, or null for all
 * @param mqttId only the connection with this MQTT client id, or null for all
 * @param filter only connections with a subscription inside this subject, or null for all
 */
record ConnzOptions(
        ConnectionOrder order,
        boolean withIdentity,
        Subscriptions subscriptions,
        Slice slice,
        long cid,
        State state,
        @Nullable String user,
        @Nullable String account,
        @Nullable String mqttId,
        @Nullable String filter) {

    static ConnzOptions of(PageRequest request) {
        boolean withIdentity = request.flag("auth");
        Subscriptions subscriptions = request.subscriptions();
        Slice slice = Slice.of(request);
        long cid = request.unsigned("cid");
        State state = state(request.text("state"));
        return new ConnzOptions(
                order(request.text("sort"), state),
                withIdentity,
                subscriptions,
                cid == 0 ? slice : new Slice(slice.offset(), 1),
                cid,
                state,
                request.textOrNull("user"),
                request.textOrNull("acc"),
                request.textOrNull("mqtt_client"),
                filter(request));
    }

    private static @Nullable String filter(PageRequest request) {
        String filter = request.textOrNull("filter_subject");
        if (filter == null || filter.equals(">")) {
            return null;
        }
        if (request.text("acc").isEmpty()) {
            throw new BadOptionException("filter by subject only valid with account filtering");
        }
        return filter;
    }

    private static State state(String option) {
        return switch (option.toLowerCase(Locale.ROOT)) {
            case "", "open" -> State.OPEN;
            case "closed" -> State.CLOSED;
            case "any", "all" -> State.ALL;
            default -> throw new BadOptionException("Error decoding state for " + option);
        };
    }

    private static ConnectionOrder order(String option, State state) {
        ConnectionOrder order = ConnectionOrder.of(option);
        if (order == null) {
            throw new BadOptionException("invalid sorting option: " + option);
        }
        if (order.needsClosed() && state != State.CLOSED) {
            throw new BadOptionException("sort by " + option + " only valid on closed connections");
        }
        return order;
    }

    /** All connections among which the reader's are: those that {@code total} counts. */
    ConnectionQuery candidates() {
        return new ConnectionQuery(state, account, Set.of(), filter != null);
    }

    /** The connections of one page again, with their subscriptions. */
    ConnectionQuery withSubscriptions(Set<Long> cids) {
        return new ConnectionQuery(state, account, cids, true);
    }

    /** Whether a candidate is one of those the reader wants to see. */
    boolean shows(ConnectionFacts connection) {
        return (cid == 0 || connection.cid() == cid)
                && (user == null || user.equals(connection.identity().user()))
                && (mqttId == null || mqttId.equals(connection.client().mqttId()))
                && (filter == null || hasInterestInside(connection, filter));
    }

    private static boolean hasInterestInside(ConnectionFacts connection, String filter) {
        return connection.subscriptions().stream()
                .anyMatch(subscription -> Subjects.isSubset(subscription.subject(), filter));
    }
}
