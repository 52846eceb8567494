package io.natter.client.jetstream;

import io.natter.protocol.jetstream.JetStreamHeaders;
import io.natter.protocol.wire.Headers;
import org.jspecify.annotations.Nullable;

/** Puts what goes with a publish into its headers (D101-D107, D115). Immutable. */
final class PublishHeaders {
    private PublishHeaders() {}

    static Headers of(Headers given, PublishOptions options) {
        if (options.equals(PublishOptions.DEFAULTS)) {
            return given;
        }
        Headers.Builder headers = given.toBuilder();
        set(headers, JetStreamHeaders.MESSAGE_ID, options.messageId());
        expectations(headers, options.expected());
        MessageTtl ttl = options.ttl();
        if (ttl != null) {
            headers.set(JetStreamHeaders.TTL, ttl.text());
        }
        if (options.rollup() != Rollup.NONE) {
            headers.set(JetStreamHeaders.ROLLUP, options.rollup().word());
        }
        Schedule schedule = options.schedule();
        if (schedule != null) {
            schedule(headers, schedule);
        }
        return headers.build();
    }

    private static void expectations(Headers.Builder headers, Expectations expected) {
        if (expected.equals(Expectations.NONE)) {
            return;
        }
        set(headers, JetStreamHeaders.EXPECTED_STREAM, expected.stream());
        if (expected.lastSequence() >= 0) {
            headers.set(JetStreamHeaders.EXPECTED_LAST_SEQUENCE, "" + expected.lastSequence());
        }
        if (expected.lastSubjectSequence() >= 0) {
            headers.set(JetStreamHeaders.EXPECTED_LAST_SUBJECT_SEQUENCE, "" + expected.lastSubjectSequence());
        }
        set(headers, JetStreamHeaders.EXPECTED_LAST_SUBJECT_SEQUENCE_SUBJECT, expected.lastSubject());
        set(headers, JetStreamHeaders.EXPECTED_LAST_MESSAGE_ID, expected.lastMessageId());
    }

    private static void schedule(Headers.Builder headers, Schedule schedule) {
        headers.set(JetStreamHeaders.SCHEDULE, schedule.expression());
        headers.set(JetStreamHeaders.SCHEDULE_TARGET, schedule.target());
        set(headers, JetStreamHeaders.SCHEDULE_SOURCE, schedule.source());
        MessageTtl ttl = schedule.ttl();
        if (ttl != null) {
            headers.set(JetStreamHeaders.SCHEDULE_TTL, ttl.text());
        }
        if (schedule.rollup()) {
            headers.set(JetStreamHeaders.SCHEDULE_ROLLUP, Rollup.SUBJECT.word());
        }
        if (schedule.timeZone() != null) {
            headers.set(JetStreamHeaders.SCHEDULE_TIME_ZONE, schedule.timeZone().getId());
        }
    }

    private static void set(Headers.Builder headers, String name, @Nullable String value) {
        if (value != null) {
            headers.set(name, value);
        }
    }
}
