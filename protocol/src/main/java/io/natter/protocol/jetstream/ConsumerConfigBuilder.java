package io.natter.protocol.jetstream;

import io.natter.protocol.json.UnknownFields;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects the fields of a {@link ConsumerConfig}; each setter is named as its component. Confined to one thread. */
public final class ConsumerConfigBuilder {
    private String durableName = "";
    private String name = "";
    private String description = "";
    private DeliverPolicy deliverPolicy = DeliverPolicy.ALL;
    private long startSequence;
    private @Nullable Instant startTime;
    private AckPolicy ackPolicy = AckPolicy.EXPLICIT;
    private Duration ackWait = Duration.ZERO;
    private long maxDeliver;
    private List<Duration> backoff = List.of();
    private String filterSubject = "";
    private List<String> filterSubjects = List.of();
    private ReplayPolicy replayPolicy = ReplayPolicy.INSTANT;
    private long rateLimitBitsPerSecond;
    private String sampleFrequency = "";
    private long maxWaiting;
    private long maxAckPending;
    private boolean flowControl;
    private boolean headersOnly;
    private long maxRequestBatch;
    private Duration maxRequestExpires = Duration.ZERO;
    private long maxRequestBytes;
    private String deliverSubject = "";
    private String deliverGroup = "";
    private Duration idleHeartbeat = Duration.ZERO;
    private Duration inactiveThreshold = Duration.ZERO;
    private int replicas;
    private boolean memoryStorage;
    private boolean direct;
    private boolean sourcing;
    private Map<String, String> metadata = Map.of();
    private @Nullable Instant pauseUntil;
    private List<String> priorityGroups = List.of();
    private PriorityPolicy priorityPolicy = PriorityPolicy.NONE;
    private Duration priorityTimeout = Duration.ZERO;
    private UnknownFields unknown = UnknownFields.NONE;

    ConsumerConfigBuilder() {}

    ConsumerConfigBuilder(ConsumerConfig from) {
        durableName = from.durableName();
        name = from.name();
        description = from.description();
        deliverPolicy = from.deliverPolicy();
        startSequence = from.startSequence();
        startTime = from.startTime();
        ackPolicy = from.ackPolicy();
        ackWait = from.ackWait();
        maxDeliver = from.maxDeliver();
        backoff = from.backoff();
        filterSubject = from.filterSubject();
        filterSubjects = from.filterSubjects();
        replayPolicy = from.replayPolicy();
        rateLimitBitsPerSecond = from.rateLimitBitsPerSecond();
        sampleFrequency = from.sampleFrequency();
        maxWaiting = from.maxWaiting();
        maxAckPending = from.maxAckPending();
        flowControl = from.flowControl();
        headersOnly = from.headersOnly();
        maxRequestBatch = from.maxRequestBatch();
        maxRequestExpires = from.maxRequestExpires();
        maxRequestBytes = from.maxRequestBytes();
        deliverSubject = from.deliverSubject();
        deliverGroup = from.deliverGroup();
        idleHeartbeat = from.idleHeartbeat();
        inactiveThreshold = from.inactiveThreshold();
        replicas = from.replicas();
        memoryStorage = from.memoryStorage();
        direct = from.direct();
        sourcing = from.sourcing();
        metadata = from.metadata();
        pauseUntil = from.pauseUntil();
        priorityGroups = from.priorityGroups();
        priorityPolicy = from.priorityPolicy();
        priorityTimeout = from.priorityTimeout();
        unknown = from.unknown();
    }

    /** Sets name of a consumer that stays, or empty. */
    public ConsumerConfigBuilder durableName(String durableName) {
        this.durableName = durableName;
        return this;
    }

    /** Sets name of a consumer of either kind, or empty. */
    public ConsumerConfigBuilder name(String name) {
        this.name = name;
        return this;
    }

    /** Sets text for people, or empty. */
    public ConsumerConfigBuilder description(String description) {
        this.description = description;
        return this;
    }

    /** Sets where it starts. */
    public ConsumerConfigBuilder deliverPolicy(DeliverPolicy deliverPolicy) {
        this.deliverPolicy = deliverPolicy;
        return this;
    }

    /** Sets sequence to start at, unsigned, or 0. */
    public ConsumerConfigBuilder startSequence(long startSequence) {
        this.startSequence = startSequence;
        return this;
    }

    /** Sets time to start at, or null. */
    public ConsumerConfigBuilder startTime(@Nullable Instant startTime) {
        this.startTime = startTime;
        return this;
    }

    /** Sets what is to be acknowledged. */
    public ConsumerConfigBuilder ackPolicy(AckPolicy ackPolicy) {
        this.ackPolicy = ackPolicy;
        return this;
    }

    /** Sets time to acknowledge in, zero for the default. */
    public ConsumerConfigBuilder ackWait(Duration ackWait) {
        this.ackWait = ackWait;
        return this;
    }

    /** Sets most deliveries of a message; -1 or 0 for no limit. */
    public ConsumerConfigBuilder maxDeliver(long maxDeliver) {
        this.maxDeliver = maxDeliver;
        return this;
    }

    /** Sets times to acknowledge in, delivery by delivery. */
    public ConsumerConfigBuilder backoff(List<Duration> backoff) {
        this.backoff = backoff;
        return this;
    }

    /** Sets times to acknowledge in, delivery by delivery. */
    public ConsumerConfigBuilder backoff(Duration... backoff) {
        return backoff(List.of(backoff));
    }

    /** Sets filter of what is delivered, or empty. */
    public ConsumerConfigBuilder filterSubject(String filterSubject) {
        this.filterSubject = filterSubject;
        return this;
    }

    /** Sets filters of what is delivered. */
    public ConsumerConfigBuilder filterSubjects(List<String> filterSubjects) {
        this.filterSubjects = filterSubjects;
        return this;
    }

    /** Sets filters of what is delivered. */
    public ConsumerConfigBuilder filterSubjects(String... filterSubjects) {
        return filterSubjects(List.of(filterSubjects));
    }

    /** Sets how fast old messages come. */
    public ConsumerConfigBuilder replayPolicy(ReplayPolicy replayPolicy) {
        this.replayPolicy = replayPolicy;
        return this;
    }

    /** Sets most bits a second, unsigned, 0 for no limit. */
    public ConsumerConfigBuilder rateLimitBitsPerSecond(long rateLimitBitsPerSecond) {
        this.rateLimitBitsPerSecond = rateLimitBitsPerSecond;
        return this;
    }

    /** Sets share of acknowledgements that are reported, like {@code 10%}, or empty. */
    public ConsumerConfigBuilder sampleFrequency(String sampleFrequency) {
        this.sampleFrequency = sampleFrequency;
        return this;
    }

    /** Sets most pull requests waiting, 0 for the default. */
    public ConsumerConfigBuilder maxWaiting(long maxWaiting) {
        this.maxWaiting = maxWaiting;
        return this;
    }

    /** Sets most messages awaiting acknowledgement, -1 for no limit, 0 for the default. */
    public ConsumerConfigBuilder maxAckPending(long maxAckPending) {
        this.maxAckPending = maxAckPending;
        return this;
    }

    /** Sets whether deliveries wait for the client. */
    public ConsumerConfigBuilder flowControl(boolean flowControl) {
        this.flowControl = flowControl;
        return this;
    }

    /** Sets whether payloads are left out. */
    public ConsumerConfigBuilder headersOnly(boolean headersOnly) {
        this.headersOnly = headersOnly;
        return this;
    }

    /** Sets most messages of a pull request, 0 for no limit. */
    public ConsumerConfigBuilder maxRequestBatch(long maxRequestBatch) {
        this.maxRequestBatch = maxRequestBatch;
        return this;
    }

    /** Sets longest a pull request may wait, zero for no limit. */
    public ConsumerConfigBuilder maxRequestExpires(Duration maxRequestExpires) {
        this.maxRequestExpires = maxRequestExpires;
        return this;
    }

    /** Sets most bytes of a pull request, 0 for no limit. */
    public ConsumerConfigBuilder maxRequestBytes(long maxRequestBytes) {
        this.maxRequestBytes = maxRequestBytes;
        return this;
    }

    /** Sets subject a push consumer delivers to; empty for a pull consumer. */
    public ConsumerConfigBuilder deliverSubject(String deliverSubject) {
        this.deliverSubject = deliverSubject;
        return this;
    }

    /** Sets queue group it delivers to, or empty. */
    public ConsumerConfigBuilder deliverGroup(String deliverGroup) {
        this.deliverGroup = deliverGroup;
        return this;
    }

    /** Sets time of silence after which a push consumer says it is there, zero for never. */
    public ConsumerConfigBuilder idleHeartbeat(Duration idleHeartbeat) {
        this.idleHeartbeat = idleHeartbeat;
        return this;
    }

    /** Sets time without use after which it goes, zero for the default. */
    public ConsumerConfigBuilder inactiveThreshold(Duration inactiveThreshold) {
        this.inactiveThreshold = inactiveThreshold;
        return this;
    }

    /** Sets number of servers that keep its state, 0 for as many as the stream. */
    public ConsumerConfigBuilder replicas(int replicas) {
        this.replicas = replicas;
        return this;
    }

    /** Sets whether its state is kept in memory. */
    public ConsumerConfigBuilder memoryStorage(boolean memoryStorage) {
        this.memoryStorage = memoryStorage;
        return this;
    }

    /** Sets whether it is one of a server's own. */
    public ConsumerConfigBuilder direct(boolean direct) {
        this.direct = direct;
        return this;
    }

    /** Sets whether a stream copies through it. */
    public ConsumerConfigBuilder sourcing(boolean sourcing) {
        this.sourcing = sourcing;
        return this;
    }

    /** Sets facts about it by free names. */
    public ConsumerConfigBuilder metadata(Map<String, String> metadata) {
        this.metadata = metadata;
        return this;
    }

    /** Sets time until which nothing is delivered, or null. */
    public ConsumerConfigBuilder pauseUntil(@Nullable Instant pauseUntil) {
        this.pauseUntil = pauseUntil;
        return this;
    }

    /** Sets names of the groups its requests may belong to. */
    public ConsumerConfigBuilder priorityGroups(List<String> priorityGroups) {
        this.priorityGroups = priorityGroups;
        return this;
    }

    /** Sets who of a group is served first. */
    public ConsumerConfigBuilder priorityPolicy(PriorityPolicy priorityPolicy) {
        this.priorityPolicy = priorityPolicy;
        return this;
    }

    /** Sets time without requests after which a client is no longer pinned, zero for the default. */
    public ConsumerConfigBuilder priorityTimeout(Duration priorityTimeout) {
        this.priorityTimeout = priorityTimeout;
        return this;
    }

    /** The fields collected so far. */
    public ConsumerConfig build() {
        return new ConsumerConfig(
                durableName,
                name,
                description,
                deliverPolicy,
                startSequence,
                startTime,
                ackPolicy,
                ackWait,
                maxDeliver,
                backoff,
                filterSubject,
                filterSubjects,
                replayPolicy,
                rateLimitBitsPerSecond,
                sampleFrequency,
                maxWaiting,
                maxAckPending,
                flowControl,
                headersOnly,
                maxRequestBatch,
                maxRequestExpires,
                maxRequestBytes,
                deliverSubject,
                deliverGroup,
                idleHeartbeat,
                inactiveThreshold,
                replicas,
                memoryStorage,
                direct,
                sourcing,
                metadata,
                pauseUntil,
                priorityGroups,
                priorityPolicy,
                priorityTimeout,
                unknown);
    }
}
