package io.natter.examples;

import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.StreamConfig;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** Metrics of a consumer: a counter of what was processed, by subject, and a gauge of what is pending, as Prometheus reads them. */
public final class MonitoredConsumer {
    private final Map<String, LongAdder> processed = new ConcurrentSkipListMap<>();
    private volatile long pending;

    private MonitoredConsumer() {}

    /** Runs the program; the server's address may be its argument. */
    public static void main(String[] args) {
        MonitoredConsumer metrics = new MonitoredConsumer();
        try (NatsConnection nats = Nats.connect(Server.of(args))) {
            JetStream js = JetStream.of(nats);
            StreamContext stream = js.createOrUpdateStream(
                    StreamConfig.builder("ORDERS").subjects("orders.*").build());
            for (int i = 0; i < 25; i++) {
                js.publish(i % 5 == 0 ? "orders.updated" : "orders.created", "order_" + i);
            }
            ConsumerContext consumer = stream.createOrUpdateConsumer(
                    ConsumerConfig.durable("processor").build());
            for (List<JetStreamMessage> batch = consumer.fetch(10); !batch.isEmpty(); batch = consumer.fetch(10)) {
                batch.forEach(metrics::process);
                metrics.pending = consumer.info().pendingCount();
                System.out.println("pending " + metrics.pending);
            }
        }
        System.out.print(metrics.page());
    }

    private void process(JetStreamMessage message) {
        message.ack();
        processed.computeIfAbsent(message.subject(), subject -> new LongAdder()).increment();
    }

    /** What an HTTP handler would answer to Prometheus. */
    private String page() {
        StringBuilder page = new StringBuilder();
        processed.forEach((subject, count) -> page.append("nats_messages_processed_total{subject=\"")
                .append(subject)
                .append("\"} ")
                .append(count)
                .append('\n'));
        return page.append("nats_pending_messages{consumer=\"processor\"} ")
                .append(pending)
                .append('\n')
                .toString();
    }
}
