package io.natter.server.monitor;

import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.SequenceInfo;
import io.natter.protocol.jetstream.StreamInfo;
import io.natter.protocol.jetstream.StreamSourceInfo;
import io.natter.protocol.jetstream.StreamState;
import io.natter.server.monitor.JetStreamFacts.AccountStreams;
import io.natter.server.monitor.JetStreamFacts.StreamFacts;
import java.time.Duration;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Adds the metrics that prometheus-nats-exporter makes of jsz, {@code jetstream_...}.
 *
 * <p>Confined to one thread.
 */
final class JetStreamMetrics {
    private static final String PREFIX = "jetstream_";

    private final ExporterMetrics metrics;
    private final String serverName;

    JetStreamMetrics(ExporterMetrics metrics, String serverName) {
        this.metrics = metrics;
        this.serverName = serverName;
    }

    void add(@Nullable JetStreamFacts facts) {
        String domain = facts == null ? "" : facts.settings().domain();
        String[] labels = {
            "server_name", serverName, "cluster", "", "domain", domain, "meta_leader", "", "is_meta_leader", "true"
        };
        put("server_jetstream_disabled", facts == null ? 1 : 0, labels);
        if (facts == null) {
            return;
        }
        put("server_max_memory", facts.settings().maxMemory(), labels);
        put("server_max_storage", facts.settings().maxStorage(), labels);
        long streams = 0;
        long consumers = 0;
        long messages = 0;
        long bytes = 0;
        for (AccountStreams account : facts.accounts()) {
            addAccount(account, labels);
            for (StreamFacts stream : account.streams()) {
                StreamState state = stream.info().state();
                streams++;
                consumers += state.consumerCount();
                messages += state.messages();
                bytes += state.bytes();
            }
        }
        put("server_total_streams", streams, labels);
        put("server_total_consumers", consumers, labels);
        put("server_total_messages", messages, labels);
        put("server_total_message_bytes", bytes, labels);
    }

    private void addAccount(AccountStreams account, String[] server) {
        String[] labels =
                with(server, "account", account.name(), "account_name", account.name(), "account_id", account.name());
        put("account_max_storage", account.usage().reservedStorage(), labels);
        put("account_max_memory", account.usage().reservedMemory(), labels);
        put("account_storage_used", account.usage().storage(), labels);
        put("account_memory_used", account.usage().memory(), labels);
        account.streams().forEach(stream -> addStream(stream, labels));
    }

    private void addStream(StreamFacts stream, String[] account) {
        StreamInfo info = stream.info();
        String leader = info.cluster() == null ? "" : info.cluster().leader();
        String[] labels = with(
                account,
                "stream_name",
                info.config().name(),
                "stream_leader",
                leader,
                "is_stream_leader",
                "true",
                "stream_raft_group",
                "");
        StreamState state = info.state();
        put("stream_total_messages", state.messages(), labels);
        put("stream_total_bytes", state.bytes(), labels);
        put("stream_first_seq", state.firstSequence(), labels);
        put("stream_last_seq", state.lastSequence(), labels);
        put("stream_consumer_count", state.consumerCount(), labels);
        put("stream_subject_count", state.subjectCount(), labels);
        put("stream_limit_bytes", info.config().maxBytes(), labels);
        put("stream_limit_messages", info.config().maxMessages(), labels);
        info.sources().forEach(source -> addOrigin("source", source, labels));
        if (info.mirror() != null) {
            addOrigin("mirror", info.mirror(), labels);
        }
        stream.consumers().forEach(consumer -> addConsumer(consumer, leader, labels));
    }

    private void addOrigin(String kind, StreamSourceInfo origin, String[] stream) {
        ExternalStream external = origin.external();
        String[] labels = with(
                stream,
                kind + "_name",
                origin.name(),
                kind + "_api",
                external == null ? "" : external.apiPrefix(),
                kind + "_deliver",
                external == null ? "" : external.deliverPrefix());
        put("stream_" + kind + "_lag", origin.lag(), labels);
        put("stream_" + kind + "_active_duration_ns", origin.active().toNanos(), labels);
    }

    private void addConsumer(ConsumerInfo consumer, String leader, String[] stream) {
        String description = consumer.config() == null ? "" : consumer.config().description();
        String[] labels = with(
                stream,
                "consumer_name",
                consumer.name(),
                "consumer_leader",
                leader,
                "is_consumer_leader",
                "true",
                "consumer_desc",
                description);
        addAge("consumer_last_delivery_seconds", consumer, consumer.delivered(), labels);
        addAge("consumer_last_ack_seconds", consumer, consumer.ackFloor(), labels);
        put("consumer_delivered_consumer_seq", consumer.delivered().consumerSequence(), labels);
        put("consumer_delivered_stream_seq", consumer.delivered().streamSequence(), labels);
        put("consumer_num_ack_pending", consumer.ackPendingCount(), labels);
        put("consumer_num_redelivered", consumer.redeliveredCount(), labels);
        put("consumer_num_waiting", consumer.waitingCount(), labels);
        put("consumer_num_pending", consumer.pendingCount(), labels);
        put("consumer_ack_floor_stream_seq", consumer.ackFloor().streamSequence(), labels);
        put("consumer_ack_floor_consumer_seq", consumer.ackFloor().consumerSequence(), labels);
    }

    private void addAge(String name, ConsumerInfo consumer, SequenceInfo sequence, String[] labels) {
        if (sequence.lastActive() != null) {
            Duration age = Duration.between(Objects.requireNonNull(sequence.lastActive()), consumer.timestamp());
            metrics.addDecimal(PREFIX + name, age.toNanos() / 1e9, labels);
        }
    }

    private void put(String name, long value, String... labels) {
        metrics.add(PREFIX + name, value, labels);
    }

    private static String[] with(String[] labels, String... more) {
        return Stream.of(labels, more).flatMap(Stream::of).toArray(String[]::new);
    }
}
