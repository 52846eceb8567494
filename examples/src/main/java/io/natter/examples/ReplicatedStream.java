package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamApiException;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.protocol.jetstream.StreamConfig;

/** A stream that three servers of a cluster keep; where there is no cluster, one server does. */
public final class ReplicatedStream {
    private ReplicatedStream() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        StreamConfig kept = StreamConfig.builder("HA_ORDERS")
                .subjects("orders.*")
                .replicas(3)
                .build();
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext stream = create(js, kept);
            js.publish("orders.created", "order_123"); // returns when most of the servers have it
            System.out.println("copies: " + stream.info().config().replicas());
            stream.cluster()
                    .info()
                    .filter(cluster -> !cluster.replicas().isEmpty())
                    .ifPresent(cluster -> System.out.println("leader: " + cluster.leader() + ", others: "
                            + cluster.replicas().size()));
        }
    }

    private static StreamContext create(JetStream js, StreamConfig kept) {
        try {
            return js.createOrUpdateStream(kept);
        } catch (JetStreamApiException refused) {
            if (!refused.is(ApiErrorCode.STREAM_REPLICAS_NOT_SUPPORTED)) {
                throw refused;
            }
            System.out.println("no cluster here: " + refused.description());
            return js.createOrUpdateStream(kept.toBuilder().replicas(1).build());
        }
    }
}
