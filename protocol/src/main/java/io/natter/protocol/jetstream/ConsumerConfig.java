package io.natter.protocol.jetstream;

import io.natter.protocol.json.JsonForm;
import io.natter.protocol.json.ObjectReader;
import io.natter.protocol.json.ObjectWriter;
import io.natter.protocol.json.UnknownFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer is to be (D140-D160).
 *
 * <p>Immutable. Absent numbers are 0, which a server reads as its default.
 *
 * @param durableName name of a consumer that stays, or empty
 * @param name name of a consumer of either kind, or empty
 * @param description text for people, or empty
 * @param deliverPolicy where it starts
 * @param startSequence sequence to start at, unsigned, or 0
 * @param startTime time to start at, or null
 * @param ackPolicy what is to be acknowledged
 * @param ackWait time to acknowledge in, zero for the default
 * @param maxDeliver most deliveries of a message; -1 or 0 for no limit
 * @param backoff times to acknowledge in, delivery by delivery
 * @param filterSubject filter of what is delivered, or empty
 * @param filterSubjects filters of what is delivered
 * @param replayPolicy how fast old messages come
 * @param rateLimitBitsPerSecond most bits a second, unsigned, 0 for no limit
 * @param sampleFrequency share of acknowledgements that are reported, like {@code 10%}, or empty
 * @param maxWaiting most pull requests waiting, 0 for the default
 * @param maxAckPending most messages awaiting acknowledgement, -1 for no limit, 0 for the default
 * @param flowControl whether deliveries wait for the client
 * @param headersOnly whether payloads are left out
 * @param maxRequestBatch most messages of a pull request, 0 for no limit
 * @param maxRequestExpires longest a pull request may wait, zero for no limit
 * @param maxRequestBytes most bytes of a pull request, 0 for no limit
 * @param deliverSubject subject a push consumer delivers to; empty for a pull consumer
 * @param deliverGroup queue group it delivers to, or empty
 * @param idleHeartbeat time of silence after which a push consumer says it is there, zero for never
 * @param inactiveThreshold time without use after which it goes, zero for the default
 * @param replicas number of servers that keep its state, 0 for as many as the stream
 * @param memoryStorage whether its state is kept in memory
 * @param direct whether it is one of a server's own
 * @param sourcing whether a stream copies through it
 * @param metadata facts about it by free names
 * @param pauseUntil time until which nothing is delivered, or null
 * @param priorityGroups names of the groups its requests may belong to
 * @param priorityPolicy who of a group is served first
 * @param priorityTimeout time without requests after which a client is no longer pinned, zero for the default
 * @param unknown fields that were read without being known
 */
public record ConsumerConfig(
        String durableName,
        String name,
        String description,
        DeliverPolicy deliverPolicy,
        long startSequence,
        @Nullable Instant startTime,
        AckPolicy ackPolicy,
        Duration ackWait,
        long maxDeliver,
        List<Duration> backoff,
        String filterSubject,
        List<String> filterSubjects,
        ReplayPolicy replayPolicy,
        long rateLimitBitsPerSecond,
        String sampleFrequency,
        long maxWaiting,
        long maxAckPending,
        boolean flowControl,
        boolean headersOnly,
        long maxRequestBatch,
        Duration maxRequestExpires,
        long maxRequestBytes,
        String deliverSubject,
        String deliverGroup,
        Duration idleHeartbeat,
        Duration inactiveThreshold,
        int replicas,
        boolean memoryStorage,
        boolean direct,
        boolean sourcing,
        Map<String, String> metadata,
        @Nullable Instant pauseUntil,
        List<String> priorityGroups,
        PriorityPolicy priorityPolicy,
        Duration priorityTimeout,
        UnknownFields unknown) {
    /** How it stands in JSON. */
    public static final JsonForm<ConsumerConfig> JSON = JsonForm.of(ConsumerConfig::read, ConsumerConfig::write);

    /** Copies lists and maps. */
    public ConsumerConfig {
        deliverPolicy = deliverPolicy == DeliverPolicy.UNDEFINED ? DeliverPolicy.ALL : deliverPolicy;
        backoff = List.copyOf(backoff);
        filterSubjects = List.copyOf(filterSubjects);
        metadata = Map.copyOf(metadata);
        priorityGroups = List.copyOf(priorityGroups);
    }

    /** Starts a pull consumer that wants each message acknowledged. */
    public static ConsumerConfigBuilder builder() {
        return new ConsumerConfigBuilder();
    }

    /** Starts a pull consumer that stays and wants each message acknowledged. */
    public static ConsumerConfigBuilder durable(String name) {
        return builder().durableName(name);
    }

    /** Starts from this one. */
    public ConsumerConfigBuilder toBuilder() {
        return new ConsumerConfigBuilder(this);
    }

    private static ConsumerConfig read(ObjectReader in) {
        return new ConsumerConfig(
                in.string("durable_name"),
                in.string("name"),
                in.string("description"),
                in.word("deliver_policy", DeliverPolicy.ALL),
                in.unsigned("opt_start_seq"),
                in.time("opt_start_time"),
                in.word("ack_policy", AckPolicy.NONE),
                in.duration("ack_wait"),
                in.integer("max_deliver"),
                in.durations("backoff"),
                in.string("filter_subject"),
                in.strings("filter_subjects"),
                in.word("replay_policy", ReplayPolicy.INSTANT),
                in.unsigned("rate_limit_bps"),
                in.string("sample_freq"),
                in.integer("max_waiting"),
                in.integer("max_ack_pending"),
                in.bool("flow_control"),
                in.bool("headers_only"),
                in.integer("max_batch"),
                in.duration("max_expires"),
                in.integer("max_bytes"),
                in.string("deliver_subject"),
                in.string("deliver_group"),
                in.duration("idle_heartbeat"),
                in.duration("inactive_threshold"),
                in.clamped32("num_replicas"),
                in.bool("mem_storage"),
                in.bool("direct"),
                in.bool("sourcing"),
                in.stringMap("metadata"),
                in.time("pause_until"),
                in.strings("priority_groups"),
                in.word("priority_policy", PriorityPolicy.NONE),
                in.duration("priority_timeout"),
                in.rest());
    }

    private void write(ObjectWriter out) {
        out.put("durable_name", durableName)
                .put("name", name)
                .put("description", description)
                .always("deliver_policy", deliverPolicy)
                .putUnsigned("opt_start_seq", startSequence)
                .put("opt_start_time", startTime)
                .always("ack_policy", ackPolicy)
                .put("ack_wait", ackWait)
                .put("max_deliver", maxDeliver)
                .putDurations("backoff", backoff)
                .put("filter_subject", filterSubject)
                .put("filter_subjects", filterSubjects)
                .always("replay_policy", replayPolicy)
                .putUnsigned("rate_limit_bps", rateLimitBitsPerSecond)
                .put("sample_freq", sampleFrequency)
                .put("max_waiting", maxWaiting)
                .put("max_ack_pending", maxAckPending)
                .put("flow_control", flowControl)
                .put("headers_only", headersOnly)
                .put("max_batch", maxRequestBatch)
                .put("max_expires", maxRequestExpires)
                .put("max_bytes", maxRequestBytes)
                .put("deliver_subject", deliverSubject)
                .put("deliver_group", deliverGroup)
                .put("idle_heartbeat", idleHeartbeat)
                .put("inactive_threshold", inactiveThreshold)
                .always("num_replicas", replicas)
                .put("mem_storage", memoryStorage)
                .put("direct", direct)
                .put("sourcing", sourcing)
                .put("metadata", metadata)
                .put("pause_until", pauseUntil)
                .put("priority_groups", priorityGroups)
                .put("priority_policy", priorityPolicy, PriorityPolicy.NONE)
                .put("priority_timeout", priorityTimeout)
                .rest(unknown);
    }
}
