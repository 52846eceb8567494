package io.natter.examples;

import io.natter.client.ConnectionEvent;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.NatsOptions;
import io.natter.client.ReconnectPolicy;
import java.time.Duration;
import java.util.Arrays;

/** A cluster: several servers to begin with, and another try every two seconds for as long as it takes. */
public final class ClusterConnect {
    private ClusterConnect() {}

    /** Runs the program; the servers' addresses may be its arguments. */
    public static void main(String[] args) {
        String[] servers =
                args.length > 0 ? args : new String[] {"nats://node1:4222", "nats://node2:4222", "nats://node3:4222"};
        NatsOptions options = NatsOptions.builder()
                .servers(servers)
                .name("order-producer")
                .reconnect(ReconnectPolicy.exponential(
                        Long.MAX_VALUE, Duration.ofSeconds(2), Duration.ofSeconds(2), 1.0, 0.1))
                .pingInterval(Duration.ofSeconds(30))
                .listeners((connection, event) -> tell(event))
                .build();
        try (NatsConnection nats = Nats.connect(options)) {
            System.out.println("connected, " + Arrays.asList(servers).size() + " to choose from");
            nats.publish("orders", "kept while there is no server, sent when there is one");
        }
    }

    private static void tell(ConnectionEvent event) {
        if (event instanceof ConnectionEvent.StateChanged changed) {
            System.out.println(changed.from() + " -> " + changed.to());
        }
    }
}
