package io.natter.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.bench.load.Traffic.Interest;
import io.natter.bench.load.Traffic.Spread;
import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The generator against an embedded server: everything sent arrives, in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficIT {
    private static final long WINDOW_BYTES = 1 << 20;
    private static final Duration SHORT = Duration.ofSeconds(1); // something is sent within it on any machine

    private NatterServer server;

    TrafficIT() {
        server = NatterServer.start(ServerConfig.parse("host: 127.0.0.1\nport: -1\n"));
    }

    @BeforeAll
    void listens() {
        assertThat(server.port()).isPositive();
    }

    @AfterAll
    void close() {
        server.close();
    }

    private Endpoint endpoint() {
        return Endpoint.loopback(server.port());
    }

    @ParameterizedTest(name = "{0} publishers, {1} receivers, {2} B, spread {3}")
    @CsvSource({
        "1, 0, 16, EACH",
        "1, 1, 128, EACH",
        "1, 4, 128, EACH",
        "8, 1, 128, EACH",
        "4, 8, 128, ONE",
        "1, 2, 16384, EACH"
    })
    void everythingSentArrivesInOrder(int publishers, int receivers, int payloadBytes, Spread spread)
            throws IOException {
        SubjectSet subject = SubjectSet.single("bench.hot");
        Interest interest = new Interest(subject, spread == Spread.ONE ? "group" : null);
        Traffic traffic =
                new Traffic(publishers, subject, payloadBytes, Collections.nCopies(receivers, interest), spread);
        List<PublishRegion> regions = IntStream.range(0, publishers)
                .mapToObj(number -> PublishRegion.of(number, subject, payloadBytes))
                .toList();
        try (TrafficRun run = TrafficRun.open(traffic, regions, endpoint(), WINDOW_BYTES)) {
            TrafficOutcome outcome = run.run(SHORT, Span.UNMEASURED);
            assertThat(outcome.failures()).isEmpty();
            assertThat(outcome.sent()).isPositive();
            assertThat(outcome.lost()).isZero();
            assertThat(outcome.outOfOrder()).isZero();
            assertThat(outcome.deliveredByReceiver()).hasSize(receivers);
        }
    }

    @Test
    void everyRequestIsAnsweredInClosedAndOpenLoop() throws IOException {
        try (LatencyRun run = LatencyRun.requests(endpoint(), 1, 16)) {
            assertAllAnswered(run.pingPong(SHORT, Span.UNMEASURED));
        }
        try (LatencyRun run = LatencyRun.requests(endpoint(), 5, 16)) {
            assertAllAnswered(run.closedLoop(SHORT, Span.UNMEASURED));
        }
        try (LatencyRun run = LatencyRun.requests(endpoint(), 5, 16)) {
            assertAllAnswered(run.openLoop(500, SHORT, Span.UNMEASURED));
        }
        try (LatencyRun run = LatencyRun.ring(endpoint(), 5, 16)) {
            assertAllAnswered(run.openLoop(500, SHORT, Span.UNMEASURED));
        }
    }

    private static void assertAllAnswered(LatencyOutcome outcome) {
        assertThat(outcome.failures()).isEmpty();
        assertThat(outcome.sent()).isPositive();
        assertThat(outcome.lost()).isZero();
        assertThat(outcome.outOfOrder()).isZero();
        assertThat(outcome.latency().getTotalCount()).isEqualTo(outcome.received());
    }

    @Test
    void connectionsStormAndRest() throws IOException {
        ConnectStorm.Outcome storm = new ConnectStorm(endpoint(), null, null).run(SHORT, Span.UNMEASURED);
        assertThat(storm.failures()).isEmpty();
        assertThat(storm.connections()).isPositive();
        try (IdleConnections idle = IdleConnections.open(endpoint(), 20)) {
            assertThat(idle.count()).isEqualTo(20);
        }
    }
}
