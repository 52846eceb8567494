package io.natter.conformance.jetstream;

import java.util.List;
import java.util.Set;

/** What made-up sequences are made of: names, and fields with the values they may get; the first value mostly. Immutable. */
final class JetStreamChoices {
    /** The names of streams; two, so that subjects can overlap. */
    static final List<String> STREAMS = List.of("ONE", "TWO");

    static final List<String> CONSUMERS = List.of("c1", "c2");
    static final List<String> SUBJECTS = List.of("a.1", "a.2", "a.x", "b.1", "b.2", "c");

    /** What streams are made for: fields that go together. */
    static final String[][] PURPOSES = {
        {"retention", "\"workqueue\""},
        {"retention", "\"interest\""},
        {"retention", "\"interest\"", "discard", "\"new\"", "max_msgs", "3"},
        {
            "max_msgs_per_subject",
            "2",
            "allow_rollup_hdrs",
            "true",
            "deny_delete",
            "true",
            "allow_direct",
            "true",
            "discard",
            "\"new\"",
            "allow_msg_ttl",
            "true"
        },
        {"max_msgs_per_subject", "1", "allow_rollup_hdrs", "true", "allow_direct", "true", "storage", "\"file\""},
        {"discard", "\"new\"", "discard_new_per_subject", "true", "max_msgs_per_subject", "1"},
        {"allow_msg_counter", "true", "allow_direct", "true"},
        {"allow_atomic", "true"},
        {"allow_atomic", "true", "max_msgs", "3", "discard", "\"new\""},
        {"allow_msg_schedules", "true", "allow_rollup_hdrs", "true"},
        {"allow_msg_ttl", "true", "subject_delete_marker_ttl", "3600000000000", "allow_rollup_hdrs", "true"},
        {"storage", "\"memory\"", "max_bytes", "200"},
    };

    static final String[][] STREAM_FIELDS = {
        {"retention", "\"limits\"", "\"interest\"", "\"workqueue\"", "\"bad\""},
        {"storage", "\"memory\"", "\"file\"", "\"memory\""},
        {"max_msgs", "-1", "0", "2", "5", "-2"},
        {"max_bytes", "-1", "200", "60"},
        {"max_msgs_per_subject", "1", "2", "-1"},
        {"max_msg_size", "5", "-1", "100"},
        {"max_age", "3600000000000", "0", "1"},
        {"discard", "\"old\"", "\"new\"", "\"new\""},
        {"discard_new_per_subject", "true", "false"},
        {"duplicate_window", "60000000000", "0"},
        {"max_consumers", "1", "-1"},
        {"num_replicas", "1", "0", "2"},
        {"allow_rollup_hdrs", "true", "false"},
        {"deny_delete", "true", "false"},
        {"deny_purge", "true", "false"},
        {"allow_direct", "true", "false"},
        {"allow_msg_ttl", "true", "false"},
        {"allow_msg_counter", "true", "false"},
        {"allow_atomic", "true", "false"},
        {"allow_msg_schedules", "true", "false"},
        {"first_seq", "10", "0"},
        {"sealed", "true", "false"},
        {"compression", "\"none\"", "\"s2\""},
        {"description", "\"what it is\""},
        {"metadata", "{\"k\":\"v\"}"},
        {"subject_transform", "{\"src\":\"a.*\",\"dest\":\"t.{{wildcard(1)}}\"}", "{\"src\":\"a.>\",\"dest\":\"x.>\"}"},
        {"republish", "{\"src\":\"a.>\",\"dest\":\"again.>\"}", "{\"dest\":\"a.>\"}"},
        {"consumer_limits", "{\"max_ack_pending\":5}", "{\"inactive_threshold\":1000000000}"},
        {"subject_delete_marker_ttl", "1000000000", "3600000000000"},
        {"unknown_field", "1"},
    };

    /**
     * What no update changes. In the reference consumers go on as if the retention was still the old one, and one whose filter was taken
     * away may have nothing any more (docs/compatibility.md).
     */
    static final Set<String> UNCHANGED = Set.of("retention", "filter_subject", "filter_subjects");

    static final String[][] SUBJECT_SETS = {
        {"\"a.>\""},
        {"\"a.*\"", "\"b.*\""},
        {"\"b.>\""},
        {"\"a.1\"", "\"c\""},
        {"\"a.>\"", "\"a.1\""},
        {"\"a..b\""},
        {},
    };

    /** Streams that copy the first one. */
    static final String[] COPIES = {
        "\"mirror\":{\"name\":\"ONE\"}",
        "\"mirror\":{\"name\":\"ONE\",\"filter_subject\":\"a.1\"}",
        "\"mirror\":{\"name\":\"ONE\",\"opt_start_seq\":2}",
        "\"sources\":[{\"name\":\"ONE\"}]",
        "\"sources\":[{\"name\":\"ONE\",\"filter_subject\":\"a.1\"}]",
        "\"sources\":[{\"name\":\"ONE\",\"subject_transforms\":[{\"src\":\"a.>\",\"dest\":\"moved.>\"}]}]",
    };

    static final String[][] CONSUMER_FIELDS = {
        {"deliver_policy", "\"all\"", "\"last\"", "\"new\"", "\"last_per_subject\"", "\"by_start_sequence\""},
        {"opt_start_seq", "1", "2", "100"},
        {"opt_start_time", "\"2020-01-01T00:00:00Z\"", "\"2099-01-01T00:00:00Z\""},
        {"ack_policy", "\"none\"", "\"all\"", "\"explicit\"", "\"explicit\"", "\"explicit\""},
        {"filter_subject", "\"a.1\"", "\"a.>\"", "\"b.*\"", "\"zzz\""},
        {"filter_subjects", "[\"a.1\",\"a.2\"]", "[\"a.1\",\"b.>\"]", "[\"a.*\",\"a.1\"]"},
        {"max_deliver", "1", "2", "-1"},
        {"max_ack_pending", "1", "2", "-1"},
        {"max_waiting", "1", "5"},
        {"max_batch", "2"},
        {"max_bytes", "100"},
        {"max_expires", "60000000000"},
        {"headers_only", "true", "false"},
        {"replay_policy", "\"instant\""},
        {"sample_freq", "\"100\"", "\"100%\"", "\"x\""},
        {"description", "\"a consumer\""},
        {"metadata", "{\"k\":\"v\"}"},
        {"inactive_threshold", "60000000000"},
        {"ack_wait", "3600000000000"},
        {"backoff", "[60000000000,120000000000]"},
        {"mem_storage", "true"},
        {"num_replicas", "1"},
        {"deliver_subject", "\"deliver.ONE\""},
        {"deliver_group", "\"group\""},
        {"flow_control", "true"},
        {"idle_heartbeat", "60000000000"},
        {"rate_limit_bps", "1000000"},
        {"priority_policy", "\"overflow\"", "\"pinned_client\"", "\"prioritized\"", "\"none\""},
        {"priority_groups", "[\"g\"]"},
        {"priority_timeout", "60000000000"},
        {"pause_until", "\"2099-01-01T00:00:00Z\"", "\"2020-01-01T00:00:00Z\""},
    };

    /** What consumers are made for: fields that go together. */
    static final String[][] USES = {
        {"ack_policy", "\"explicit\""},
        {"ack_policy", "\"explicit\"", "filter_subject", "\"a.1\""},
        {"ack_policy", "\"explicit\"", "filter_subjects", "[\"a.1\",\"a.2\"]"},
        {"ack_policy", "\"all\""},
        {"ack_policy", "\"explicit\"", "deliver_subject", "\"deliver.ONE\""},
        {"ack_policy", "\"explicit\"", "max_deliver", "2", "max_ack_pending", "3"},
        {"ack_policy", "\"explicit\"", "priority_policy", "\"overflow\"", "priority_groups", "[\"g\"]"},
        {"ack_policy", "\"explicit\"", "priority_policy", "\"prioritized\"", "priority_groups", "[\"g\"]"},
        {"ack_policy", "\"explicit\"", "priority_policy", "\"pinned_client\"", "priority_groups", "[\"g\"]"},
        {"ack_policy", "\"none\"", "deliver_policy", "\"last_per_subject\"", "filter_subject", "\"a.*\""},
    };

    static final String[] HEADERS = {
        "Nats-Msg-Id: m1",
        "Nats-Msg-Id: m2",
        "Nats-Expected-Stream: ONE",
        "Nats-Expected-Last-Sequence: 0",
        "Nats-Expected-Last-Sequence: 2",
        "Nats-Expected-Last-Sequence: x",
        "Nats-Expected-Last-Sequence: -1",
        "Nats-Expected-Last-Sequence: 99999999999999999999999",
        "Nats-Expected-Last-Subject-Sequence: 0",
        "Nats-Expected-Last-Subject-Sequence: 1",
        "Nats-Expected-Last-Subject-Sequence: ",
        "Nats-Expected-Last-Subject-Sequence-Subject: a.1",
        "Nats-Expected-Last-Subject-Sequence-Subject: a.*",
        "Nats-Expected-Last-Msg-Id: m1",
        "Nats-Rollup: sub",
        "Nats-Rollup: all",
        "Nats-Rollup: bad",
        "Nats-TTL: 1h",
        "Nats-TTL: 3600",
        "Nats-TTL: never",
        "Nats-TTL: bad",
        "Nats-TTL: 0",
        "Nats-TTL: -1",
        "Nats-Incr: 1",
        "Nats-Incr: -7",
        "Nats-Incr: x",
        "Nats-Batch-Id: b1",
        "Nats-Batch-Sequence: 1",
        "Nats-Batch-Commit: 1",
        "Nats-Required-Api-Level: 99",
        "Nats-Required-Api-Level: x",
        "Nats-Schedule: @at 2099-01-01T00:00:00Z",
        "Nats-Schedule: @every 10h",
        "Nats-Schedule: soon",
        "Nats-Schedule-Target: a.2",
        "Nats-Schedule-Target: a.*",
        "Nats-Schedule-TTL: 1h",
        "Nats-Schedule-TTL: x",
        "Other: header",
    };

    /** Headers that go together: a rollup, a counter, a schedule. */
    static final String[] HEADER_SETS = {
        "Nats-Rollup: sub\r\n",
        "Nats-Rollup: sub\r\nKV-Operation: PURGE\r\n",
        "KV-Operation: DEL\r\n",
        "Nats-Rollup: sub\r\nNats-TTL: 1h\r\n",
        "Nats-Incr: 1\r\n",
        "Nats-Incr: +100000000000000000000\r\n",
        "Nats-Incr: -3\r\n",
        "Nats-Schedule: @at 2099-01-01T00:00:00Z\r\nNats-Schedule-Target: a.2\r\n",
        "Nats-Schedule: @every 10h\r\nNats-Schedule-Target: a.2\r\nNats-Schedule-TTL: 1h\r\n",
        "Nats-Msg-Id: m1\r\nNats-Expected-Last-Subject-Sequence: 0\r\n",
        "Nats-Expected-Last-Sequence: 1\r\nNats-Expected-Stream: ONE\r\n",
    };

    static final String[] ACKS = {
        "",
        "+ACK",
        "+ACK",
        "-NAK",
        "-NAK {\"delay\":60000000000}",
        "-NAK x",
        "+TERM",
        "+TERM because",
        "+WPI",
        "+NXT {\"batch\":1,\"no_wait\":true}",
        "what"
    };

    /** What a pull request may hold besides its batch. */
    static final String[] PULLS = {
        "",
        "",
        "",
        ",\"max_bytes\":50",
        ",\"max_bytes\":200",
        ",\"group\":\"g\"",
        ",\"group\":\"g\"",
        ",\"group\":\"g\",\"min_pending\":2",
        ",\"group\":\"g\",\"priority\":3",
        ",\"group\":\"g\",\"priority\":12",
        ",\"group\":\"h\"",
        ",\"min_pending\":1",
        ",\"group\":\"g\",\"id\":\"unknown\"",
        ",\"idle_heartbeat\":1000000000",
    };

    private JetStreamChoices() {}
}
