package io.natter.cli.bench;

import io.natter.client.ConnectionStatistics;
import io.natter.client.NatsConnection;

/** Counts what a connection has sent and received. <i>Thread-safe:</i> holds nothing. */
final class Traffic {
    private Traffic() {}

    static long of(NatsConnection nats) {
        ConnectionStatistics statistics = nats.statistics();
        return statistics.publishedMessages() + statistics.receivedMessages();
    }
}
