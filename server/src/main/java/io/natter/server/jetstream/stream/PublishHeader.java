package io.natter.server.jetstream.stream;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.natter.protocol.jetstream.JetStreamHeaders;

/**
 * The headers by which a publisher tells a stream something.
 *
 * <p>Immutable.
 */
enum PublishHeader {
    MESSAGE_ID(JetStreamHeaders.MESSAGE_ID),
    EXPECTED_STREAM(JetStreamHeaders.EXPECTED_STREAM),
    EXPECTED_LAST_SEQUENCE(JetStreamHeaders.EXPECTED_LAST_SEQUENCE),
    EXPECTED_LAST_SUBJECT_SEQUENCE(JetStreamHeaders.EXPECTED_LAST_SUBJECT_SEQUENCE),
    EXPECTED_LAST_SUBJECT_SEQUENCE_SUBJECT(JetStreamHeaders.EXPECTED_LAST_SUBJECT_SEQUENCE_SUBJECT),
    EXPECTED_LAST_MESSAGE_ID(JetStreamHeaders.EXPECTED_LAST_MESSAGE_ID),
    ROLLUP(JetStreamHeaders.ROLLUP),
    TTL(JetStreamHeaders.TTL),
    MARKER_REASON(JetStreamHeaders.MARKER_REASON),
    STREAM_SOURCE(JetStreamHeaders.STREAM_SOURCE),
    INCREMENT(JetStreamHeaders.INCREMENT),
    COUNTER_SOURCES(JetStreamHeaders.COUNTER_SOURCES),
    BATCH_ID(JetStreamHeaders.BATCH_ID),
    BATCH_SEQUENCE(JetStreamHeaders.BATCH_SEQUENCE),
    BATCH_COMMIT(JetStreamHeaders.BATCH_COMMIT),
    REQUIRED_API_LEVEL(JetStreamHeaders.REQUIRED_API_LEVEL),
    SCHEDULE(JetStreamHeaders.SCHEDULE),
    SCHEDULE_TARGET(JetStreamHeaders.SCHEDULE_TARGET),
    SCHEDULE_SOURCE(JetStreamHeaders.SCHEDULE_SOURCE),
    SCHEDULE_TTL(JetStreamHeaders.SCHEDULE_TTL),
    SCHEDULE_ROLLUP(JetStreamHeaders.SCHEDULE_ROLLUP),
    SCHEDULE_TIME_ZONE(JetStreamHeaders.SCHEDULE_TIME_ZONE),
    SCHEDULER(JetStreamHeaders.SCHEDULER),
    SCHEDULE_NEXT(JetStreamHeaders.SCHEDULE_NEXT),
    REQUEST_INFO("Nats-Request-Info"),
    KV_OPERATION("KV-Operation");

    private static final PublishHeader[] ALL = values();
    static final int COUNT = ALL.length;

    private final String text;
    private final byte[] name;

    PublishHeader(String text) {
        this.text = text;
        this.name = text.getBytes(US_ASCII);
    }

    /** Its place among them all. */
    @SuppressWarnings("EnumOrdinal") // the order means nothing outside of one process
    int index() {
        return ordinal();
    }

    /** Its name on the wire. */
    String text() {
        return text;
    }

    /** Which header has this name, by its {@link #index}, or -1. Names are case-sensitive, as nats-server's are. */
    static int find(byte[] bytes, int from, int length) {
        for (int i = 0; i < COUNT; i++) {
            byte[] name = ALL[i].name;
            if (name.length == length && isSame(name, bytes, from)) {
                return i;
            }
        }
        return -1;
    }

    // From the end: the beginnings are all alike.
    private static boolean isSame(byte[] name, byte[] bytes, int from) {
        for (int i = name.length - 1; i >= 0; i--) {
            if (name[i] != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
