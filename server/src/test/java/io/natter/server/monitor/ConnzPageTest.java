package io.natter.server.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.monitor.ConnectionFacts.Client;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConnzPageTest {
    private static final String[] REASONS = {"Client Closed", "Stale Connection", "Write Error"};

    private final FakeServerState state = new FakeServerState();
    private final long seed = Long.getLong("natter.seed", System.nanoTime());
    private final Random random = new Random(seed);

    @ParameterizedTest
    @EnumSource(ConnectionOrder.class)
    void listsInTheOrderThatIsAskedFor(ConnectionOrder order) {
        for (int i = 0; i < 60; i++) {
            state.connections.add(any(i + 1));
        }
        String states = order.needsClosed() ? "closed" : "all";
        List<ConnectionFacts> expected = new ArrayList<>();
        for (ConnectionFacts connection : state.connections) {
            if (!order.needsClosed() || connection.stop() != null) {
                insert(expected, connection, order);
            }
        }
        assertThat(cids("/connz?state=" + states + "&sort=" + order.option()))
                .as("seed %d", seed)
                .isEqualTo(expected.stream().map(ConnectionFacts::cid).toList());
    }

    @Test
    void pagesFitTogether() {
        for (int i = 0; i < 50; i++) {
            state.connections.add(any(i + 1));
        }
        for (ConnectionOrder order : ConnectionOrder.values()) {
            String query = "/connz?state=closed&sort=" + order.option();
            List<Long> together = new ArrayList<>();
            for (int offset = 0; offset < 50; offset += 7) {
                together.addAll(cids(query + "&limit=7&offset=" + offset));
            }
            assertThat(together).as("seed %d, %s", seed, order).isEqualTo(cids(query));
        }
    }

    @ParameterizedTest(name = "{0} shows {1} of {2}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            query                                                | cids    | total
            ''                                                   | 1 2 3   | 3
            state=open                                           | 1 2 3   | 3
            state=closed                                         | 4 5     | 2
            state=any                                            | 1 2 3 4 5 | 5
            state=ALL                                            | 1 2 3 4 5 | 5
            acc=A                                                | 1 3     | 2
            acc=A&state=all                                      | 1 3 4   | 3
            acc=nobody                                           | ''      | 0
            user=ann                                             | 1 2     | 3
            user=ann&acc=A                                       | 1       | 2
            mqtt_client=m                                        | 3       | 3
            cid=2                                                | 2       | 3
            cid=5                                                | ''      | 3
            cid=5&state=closed                                   | 5       | 2
            cid=18446744073709551615                             | ''      | 3
            offset=1                                             | 2 3     | 3
            offset=1&limit=1                                     | 2       | 3
            limit=2                                              | 1 2     | 3
            limit=0                                              | 1 2 3   | 3
            limit=-4&offset=-4                                   | 1 2 3   | 3
            offset=9223372036854775807&limit=9223372036854775807 | ''      | 3
            offset=2&limit=9223372036854775807                   | 3       | 3
            """)
    void filtersAndPages(String query, String cids, int total) {
        Instant start = FakeServerState.START;
        state.connections.add(new FactsBuilder(1).user("A", "ann").build());
        state.connections.add(new FactsBuilder(2).user("B", "ann").build());
        state.connections.add(new FactsBuilder(3)
                .user("A", "bob")
                .client(new Client(null, null, null, "m"))
                .build());
        state.connections.add(new FactsBuilder(4)
                .user("A", "bob")
                .closed(start, "Write Error")
                .build());
        state.connections.add(
                new FactsBuilder(5).user("B", "ann").closed(start, "Kicked").build());

        Map<String, Object> page = RenderedPage.json(state, query.isEmpty() ? "/connz" : "/connz?" + query);

        List<Long> shown = RenderedPage.list(page, "connections").stream()
                .map(connection -> Long.parseLong(String.valueOf(connection.get("cid"))))
                .toList();
        assertThat(String.join(" ", shown.stream().map(String::valueOf).toList()))
                .isEqualTo(cids);
        assertThat(page).containsEntry("total", (long) total).containsEntry("num_connections", (long) shown.size());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            sort=xx           | invalid sorting option: xx
            sort=CID          | invalid sorting option: CID
            sort=stop         | sort by stop only valid on closed connections
            sort=reason&state=all | sort by reason only valid on closed connections
            state=what        | Error decoding state for what
            auth=maybe        | Error decoding boolean for 'auth': strconv.ParseBool: parsing "maybe": invalid syntax
            limit=x           | Error decoding int for 'limit': strconv.Atoi: parsing "x": invalid syntax
            cid=-1            | Error decoding uint64 for 'cid': strconv.ParseUint: parsing "-1": invalid syntax
            """)
    void optionsThatMakeNoSenseAreRefused(String query, String why) {
        PageReply reply = RenderedPage.render(state, "/connz?" + query);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(RenderedPage.text(reply)).isEqualTo(why);
    }

    @Test
    void onlyThePageThatIsShownIsAskedForItsSubscriptions() {
        for (int cid = 1; cid <= 9; cid++) {
            state.connections.add(new FactsBuilder(cid)
                    .subscriptions(List.of(new SubscriptionFacts("$G", "s" + cid, null, "1", 0, 0, cid)))
                    .build());
        }
        Map<String, Object> page = RenderedPage.json(state, "/connz?subs=1&offset=2&limit=2");

        assertThat(RenderedPage.list(page, "connections"))
                .extracting(connection -> connection.get("subscriptions_list"))
                .containsExactly(List.of("s3"), List.of("s4"));
        assertThat(state.queries).hasSize(2);
        assertThat(state.queries.get(0).withSubscriptions()).isFalse();
        assertThat(state.queries.get(1).cids()).isEqualTo(Set.of(3L, 4L));
    }

    @Test
    void withoutAskingNobodyIsNamed() {
        state.connections.add(new FactsBuilder(1)
                .identity(new ConnectionFacts.IdentityFacts("A", "ann", "user.jwt", "AISSUER", "tag", List.of("t")))
                .closed(FakeServerState.NOW, "Kicked")
                .build());
        assertThat(RenderedPage.text(state, "/connz?state=closed&subs=1"))
                .doesNotContain("ann", "user.jwt", "AISSUER", "tag");
        assertThat(RenderedPage.text(state, "/connz?state=closed&auth=1"))
                .contains("\"authorized_user\": \"ann\"", "\"jwt\": \"user.jwt\"", "\"account\": \"A\"");
    }

    @Test
    void timesOfAClosedConnectionStandStill() {
        Instant start = FakeServerState.START;
        state.connections.add(new FactsBuilder(1)
                .times(start, start.plusSeconds(60))
                .closed(start.plusSeconds(90), "Client Closed")
                .build());
        Map<String, Object> connection = RenderedPage.list(
                        RenderedPage.json(state, "/connz?state=closed"), "connections")
                .get(0);
        assertThat(connection)
                .containsEntry("uptime", "1m30s")
                .containsEntry("idle", "30s")
                .containsEntry("reason", "Client Closed");
    }

    private List<Long> cids(String query) {
        return RenderedPage.list(RenderedPage.json(state, query), "connections").stream()
                .map(connection -> Long.parseLong(String.valueOf(connection.get("cid"))))
                .toList();
    }

    /** Few different values, so that equals are frequent. */
    private ConnectionFacts any(long cid) {
        Instant start = FakeServerState.START.plusSeconds(random.nextInt(5));
        FactsBuilder builder = new FactsBuilder(cid)
                .times(start, start.plusSeconds(random.nextInt(5)))
                .counters(
                        random.nextInt(4),
                        random.nextInt(4),
                        new Traffic(random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(4)))
                .subscriptionCount(random.nextInt(4));
        return random.nextBoolean()
                ? builder.build()
                : builder.closed(start.plusSeconds(5 + random.nextInt(5)), REASONS[random.nextInt(REASONS.length)])
                        .build();
    }

    /** The obvious twin of sorting: each connection goes before the first that must come after it. */
    private static void insert(List<ConnectionFacts> sorted, ConnectionFacts connection, ConnectionOrder order) {
        int at = 0;
        while (at < sorted.size() && !isBefore(connection, sorted.get(at), order)) {
            at++;
        }
        sorted.add(at, connection);
    }

    private static boolean isBefore(ConnectionFacts one, ConnectionFacts other, ConnectionOrder order) {
        if (order == ConnectionOrder.REASON) {
            int words = String.valueOf(one.reason()).compareTo(String.valueOf(other.reason()));
            return words < 0 || (words == 0 && one.cid() < other.cid());
        }
        ToDoubleFunction<ConnectionFacts> key = key(order);
        boolean rises = Set.of(ConnectionOrder.CID, ConnectionOrder.START, ConnectionOrder.UPTIME)
                .contains(order);
        double first = rises ? key.applyAsDouble(one) : -key.applyAsDouble(one);
        double second = rises ? key.applyAsDouble(other) : -key.applyAsDouble(other);
        return first < second || (first == second && one.cid() < other.cid());
    }

    private static ToDoubleFunction<ConnectionFacts> key(ConnectionOrder order) {
        return switch (order) {
            case CID, START -> ConnectionFacts::cid;
            case SUBS -> ConnectionFacts::subscriptionCount;
            case PENDING -> ConnectionFacts::pendingBytes;
            case MSGS_TO -> connection -> connection.traffic().outMsgs();
            case MSGS_FROM -> connection -> connection.traffic().inMsgs();
            case BYTES_TO -> connection -> connection.traffic().outBytes();
            case BYTES_FROM -> connection -> connection.traffic().inBytes();
            case LAST -> connection -> connection.lastActivity().getEpochSecond();
            case IDLE -> connection -> -connection.lastActivity().getEpochSecond();
            case UPTIME ->
                connection -> {
                    Instant stop = connection.stop();
                    return Duration.between(connection.start(), stop == null ? FakeServerState.NOW : stop)
                            .toSeconds();
                };
            case STOP ->
                connection -> {
                    Instant stop = connection.stop();
                    return stop == null ? 0 : stop.getEpochSecond();
                };
            case REASON -> connection -> 0;
            case RTT -> ConnectionFacts::rttNs;
        };
    }
}
