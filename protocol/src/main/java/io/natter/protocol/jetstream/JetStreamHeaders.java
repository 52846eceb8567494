package io.natter.protocol.jetstream;

/** The names of the headers that JetStream reads and writes. Immutable. */
public final class JetStreamHeaders {
    /** Id of a message, by which it is known again (D101). */
    public static final String MESSAGE_ID = "Nats-Msg-Id";

    /** Stream a publish must land in (D102). */
    public static final String EXPECTED_STREAM = "Nats-Expected-Stream";

    /** Sequence a stream must be at (D103). */
    public static final String EXPECTED_LAST_SEQUENCE = "Nats-Expected-Last-Sequence";

    /** Sequence a subject must be at, 0 for no message (D104). */
    public static final String EXPECTED_LAST_SUBJECT_SEQUENCE = "Nats-Expected-Last-Subject-Sequence";

    /** Filter of the subjects that is asked of, instead of the message's own (D104). */
    public static final String EXPECTED_LAST_SUBJECT_SEQUENCE_SUBJECT = "Nats-Expected-Last-Subject-Sequence-Subject";

    /** Id the last message must have (D105). */
    public static final String EXPECTED_LAST_MESSAGE_ID = "Nats-Expected-Last-Msg-Id";

    /** What a message replaces: {@code sub} or {@code all} (D106). */
    public static final String ROLLUP = "Nats-Rollup";

    /** How long a message is kept (D107). */
    public static final String TTL = "Nats-TTL";

    /** Why a delete marker is there (D108). */
    public static final String MARKER_REASON = "Nats-Marker-Reason";

    /** Stream a message comes from (D111, D201). */
    public static final String STREAM = "Nats-Stream";

    /** Subject it was stored under. */
    public static final String SUBJECT = "Nats-Subject";

    /** Its sequence. */
    public static final String SEQUENCE = "Nats-Sequence";

    /** When it was stored. */
    public static final String TIMESTAMP = "Nats-Time-Stamp";

    /** Sequence of the one before. */
    public static final String LAST_SEQUENCE = "Nats-Last-Sequence";

    /** How many of a batch are still to come (D203). */
    public static final String PENDING_COUNT = "Nats-Num-Pending";

    /** Up to where a batch looked (D203). */
    public static final String UP_TO_SEQUENCE = "Nats-UpTo-Sequence";

    /** Size of a payload that was left out (D153). */
    public static final String MESSAGE_SIZE = "Nats-Msg-Size";

    /** Where a copied message comes from (D240). */
    public static final String STREAM_SOURCE = "Nats-Stream-Source";

    /** Last delivery of a consumer, in a heartbeat. */
    public static final String LAST_CONSUMER = "Nats-Last-Consumer";

    /** Last sequence of a stream it delivered, in a heartbeat. */
    public static final String LAST_STREAM = "Nats-Last-Stream";

    /** Flow control subject that is still unanswered (D188). */
    public static final String CONSUMER_STALLED = "Nats-Consumer-Stalled";

    /** Messages a pull request did not get. */
    public static final String PENDING_MESSAGES = "Nats-Pending-Messages";

    /** Bytes a pull request did not use. */
    public static final String PENDING_BYTES = "Nats-Pending-Bytes";

    /** Id of the client a priority group is pinned to (D228). */
    public static final String PIN_ID = "Nats-Pin-Id";

    /** Type of an answer. */
    public static final String RESPONSE_TYPE = "Nats-Response-Type";

    /** Increment of a counter (D112). */
    public static final String INCREMENT = "Nats-Incr";

    /** What a counter has from others (D112). */
    public static final String COUNTER_SOURCES = "Nats-Counter-Sources";

    /** Id of an atomic batch (D113). */
    public static final String BATCH_ID = "Nats-Batch-Id";

    /** Place in an atomic batch, from 1 (D113). */
    public static final String BATCH_SEQUENCE = "Nats-Batch-Sequence";

    /** End of an atomic batch (D113). */
    public static final String BATCH_COMMIT = "Nats-Batch-Commit";

    /** When a message is to be published (D115). */
    public static final String SCHEDULE = "Nats-Schedule";

    /** Time zone of a schedule (D115). */
    public static final String SCHEDULE_TIME_ZONE = "Nats-Schedule-Time-Zone";

    /** How long what it publishes is kept (D115). */
    public static final String SCHEDULE_TTL = "Nats-Schedule-TTL";

    /** What that replaces (D115). */
    public static final String SCHEDULE_ROLLUP = "Nats-Schedule-Rollup";

    /** Subject that is published to (D115). */
    public static final String SCHEDULE_TARGET = "Nats-Schedule-Target";

    /** Subject whose last message is published (D115). */
    public static final String SCHEDULE_SOURCE = "Nats-Schedule-Source";

    /** Subject of the schedule a message comes from (D115). */
    public static final String SCHEDULER = "Nats-Scheduler";

    /** When it publishes next (D115). */
    public static final String SCHEDULE_NEXT = "Nats-Schedule-Next";

    /** Level of the API a request needs (D5). */
    public static final String REQUIRED_API_LEVEL = "Nats-Required-Api-Level";

    /** Identity a stream must have for a consumer to be created. */
    public static final String STREAM_IDENTITY = "Nats-Stream-Identity";

    private JetStreamHeaders() {}
}
