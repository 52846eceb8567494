package io.natter.conformance.jetstream;

import io.natter.conformance.jetstream.JetStreamStep.Acknowledge;
import io.natter.conformance.jetstream.JetStreamStep.Ask;
import io.natter.conformance.jetstream.JetStreamStep.Pull;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes up what users do with streams: create, publish, pull, acknowledge, look, change, delete. Confined to one thread.
 *
 * <p>The same seed makes the same sequences. Nothing in them depends on time: pulls do not wait, and no time limit is short. Streams
 * without acknowledgements are left out, since each step waits for its answer.
 */
public final class JetStreamSequences {
    /** The names of streams; two, so that subjects can overlap. */
    static final List<String> STREAMS = List.of("ONE", "TWO");

    private static final int STEPS_MIN = 8;
    private static final int STEPS_MAX = 30;
    private static final List<String> CONSUMERS = List.of("c1", "c2");
    private static final List<String> SUBJECTS = List.of("a.1", "a.2", "a.x", "b.1", "b.2", "c");

    /** Fields of a stream, each with the values it may get. */
    private static final String[][] STREAM_FIELDS = {
        {"retention", "\"limits\"", "\"interest\"", "\"workqueue\"", "\"bad\""},
        {"storage", "\"memory\"", "\"file\"", "\"memory\""},
        {"max_msgs", "-1", "0", "2", "5", "-2"},
        {"max_bytes", "-1", "200", "60"},
        {"max_msgs_per_subject", "1", "2", "-1"},
        {"max_msg_size", "5", "-1", "100"},
        {"max_age", "3600000000000", "0", "1"},
        {"discard", "\"old\"", "\"new\"", "\"new\""},
        {"discard_new_per_subject", "true"},
        {"duplicate_window", "60000000000", "0"},
        {"max_consumers", "1", "-1"},
        {"num_replicas", "1", "0", "2"},
        {"allow_rollup_hdrs", "true"},
        {"deny_delete", "true"},
        {"deny_purge", "true"},
        {"allow_direct", "true"},
        {"allow_msg_ttl", "true"},
        {"allow_msg_counter", "true"},
        {"allow_atomic", "true"},
        {"allow_msg_schedules", "true"},
        {"first_seq", "10", "0"},
        {"sealed", "true"},
        {"compression", "\"none\"", "\"s2\""},
        {"description", "\"what it is\""},
        {"metadata", "{\"k\":\"v\"}"},
        {"subject_transform", "{\"src\":\"a.*\",\"dest\":\"t.{{wildcard(1)}}\"}", "{\"src\":\"a.>\",\"dest\":\"x.>\"}"},
        {"republish", "{\"src\":\"a.>\",\"dest\":\"again.>\"}", "{\"dest\":\"a.>\"}"},
        {"consumer_limits", "{\"max_ack_pending\":5}", "{\"inactive_threshold\":1000000000}"},
        {"subject_delete_marker_ttl", "1000000000"},
        {"unknown_field", "1"},
    };

    private static final String[][] SUBJECT_SETS = {
        {"\"a.>\""},
        {"\"a.*\"", "\"b.*\""},
        {"\"b.>\""},
        {"\"a.1\"", "\"c\""},
        {"\"a.>\"", "\"a.1\""},
        {"\"a..b\""},
        {},
    };

    private static final String[][] CONSUMER_FIELDS = {
        {"deliver_policy", "\"all\"", "\"last\"", "\"new\"", "\"last_per_subject\"", "\"by_start_sequence\""},
        {"opt_start_seq", "1", "2", "100"},
        {"ack_policy", "\"none\"", "\"all\"", "\"explicit\"", "\"explicit\"", "\"explicit\""},
        {"filter_subject", "\"a.1\"", "\"a.>\"", "\"b.*\"", "\"zzz\""},
        {"filter_subjects", "[\"a.1\",\"a.2\"]", "[\"a.1\",\"b.>\"]", "[\"a.*\",\"a.1\"]"},
        {"max_deliver", "1", "2", "-1"},
        {"max_ack_pending", "1", "2", "-1"},
        {"max_waiting", "1", "5"},
        {"max_batch", "2"},
        {"max_bytes", "100"},
        {"headers_only", "true"},
        {"replay_policy", "\"instant\""},
        {"sample_freq", "\"100\"", "\"100%\"", "\"x\""},
        {"description", "\"a consumer\""},
        {"metadata", "{\"k\":\"v\"}"},
        {"inactive_threshold", "60000000000"},
        {"backoff", "[60000000000,120000000000]"},
        {"mem_storage", "true"},
        {"num_replicas", "1"},
        {"deliver_subject", "\"deliver.here\""},
        {"deliver_group", "\"group\""},
        {"flow_control", "true"},
        {"idle_heartbeat", "60000000000"},
        {"rate_limit_bps", "1000"},
        {"priority_policy", "\"overflow\"", "\"none\""},
        {"priority_groups", "[\"g\"]"},
    };

    private static final String[] HEADERS = {
        "Nats-Msg-Id: m1",
        "Nats-Msg-Id: m2",
        "Nats-Expected-Stream: ONE",
        "Nats-Expected-Last-Sequence: 0",
        "Nats-Expected-Last-Sequence: 2",
        "Nats-Expected-Last-Sequence: x",
        "Nats-Expected-Last-Subject-Sequence: 0",
        "Nats-Expected-Last-Subject-Sequence: 1",
        "Nats-Expected-Last-Subject-Sequence-Subject: a.1",
        "Nats-Expected-Last-Msg-Id: m1",
        "Nats-Rollup: sub",
        "Nats-Rollup: all",
        "Nats-Rollup: bad",
        "Nats-TTL: 1h",
        "Nats-TTL: never",
        "Nats-TTL: bad",
        "Nats-Incr: 1",
        "Nats-Batch-Id: b1",
        "Nats-Required-Api-Level: 99",
        "Other: header",
    };

    private static final String[] ACKS = {
        "", "+ACK", "+ACK", "-NAK", "-NAK {\"delay\":60000000000}", "+TERM", "+TERM because", "+WPI", "what"
    };

    private final Random random;

    /** The same seed, the same sequences. */
    public JetStreamSequences(long seed) {
        random = new Random(seed);
    }

    /** The next sequence; it begins by creating a stream and, mostly, a consumer. */
    public List<JetStreamStep> next() {
        List<JetStreamStep> steps = new ArrayList<>();
        steps.add(stream("CREATE", "ONE", random.nextInt(3)));
        if (random.nextInt(4) > 0) {
            steps.add(consumer("ONE", "c1"));
        }
        int count = STEPS_MIN + random.nextInt(STEPS_MAX - STEPS_MIN);
        while (steps.size() < count) {
            steps.add(step());
        }
        return steps;
    }

    private JetStreamStep step() {
        int kind = random.nextInt(100);
        if (kind < 35) {
            return publish();
        }
        if (kind < 50) {
            return pull();
        }
        if (kind < 65) {
            return new Acknowledge(random.nextInt(8), one(ACKS));
        }
        if (kind < 75) {
            return consumerRequest();
        }
        return kind < 85 ? message() : streamRequest();
    }

    private JetStreamStep publish() {
        StringBuilder headers = new StringBuilder();
        for (int i = random.nextInt(5) - 2; i > 0; i--) {
            headers.append(one(HEADERS)).append("\r\n");
        }
        return new Ask(one(SUBJECTS), headers.toString(), "x".repeat(random.nextInt(8)));
    }

    private JetStreamStep pull() {
        int batch = 1 + random.nextInt(4);
        String more = random.nextInt(6) == 0 ? ",\"max_bytes\":" + 50 * (1 + random.nextInt(4)) : "";
        String body = "{\"batch\":" + batch + ",\"no_wait\":true" + more + "}";
        return new Pull(name(), one(CONSUMERS), body, batch);
    }

    private JetStreamStep consumerRequest() {
        String stream = name();
        String consumer = one(CONSUMERS);
        return switch (random.nextInt(7)) {
            case 0 -> new Ask("$JS.API.CONSUMER.DELETE." + stream + "." + consumer, "", "");
            case 1 -> new Ask("$JS.API.CONSUMER.NAMES." + stream, "", "");
            case 2 -> new Ask("$JS.API.CONSUMER.LIST." + stream, "", random.nextBoolean() ? "" : "{\"offset\":1}");
            case 3, 4 -> new Ask("$JS.API.CONSUMER.INFO." + stream + "." + consumer, "", "");
            default -> consumer(stream, consumer);
        };
    }

    private JetStreamStep message() {
        String stream = name();
        String which = random.nextBoolean()
                ? "\"seq\":" + random.nextInt(8)
                : (random.nextBoolean() ? "\"last_by_subj\":" : "\"seq\":1,\"next_by_subj\":") + "\"" + one(SUBJECTS)
                        + "\"";
        return switch (random.nextInt(4)) {
            case 0 ->
                new Ask(
                        "$JS.API.STREAM.MSG.DELETE." + stream,
                        "",
                        "{\"seq\":" + random.nextInt(8) + ",\"no_erase\":true}");
            case 1 -> new Ask("$JS.API.DIRECT.GET." + stream, "", "{" + which + "}");
            case 2 -> new Ask("$JS.API.DIRECT.GET." + stream + "." + one(SUBJECTS), "", "");
            default -> new Ask("$JS.API.STREAM.MSG.GET." + stream, "", "{" + which + "}");
        };
    }

    private JetStreamStep streamRequest() {
        String stream = name();
        return switch (random.nextInt(9)) {
            case 0 -> new Ask("$JS.API.STREAM.DELETE." + stream, "", "");
            case 1 -> new Ask("$JS.API.STREAM.NAMES", "", random.nextBoolean() ? "" : "{\"subject\":\"a.1\"}");
            case 2 -> new Ask("$JS.API.STREAM.PURGE." + stream, "", purge());
            case 3 -> stream("UPDATE", stream);
            case 4 -> stream("CREATE", stream);
            default -> new Ask("$JS.API.STREAM.INFO." + stream, "", info());
        };
    }

    private String purge() {
        return switch (random.nextInt(5)) {
            case 0 -> "";
            case 1 -> "{\"seq\":3}";
            case 2 -> "{\"keep\":1}";
            case 3 -> "{\"filter\":\"a.1\"}";
            default -> "{\"filter\":\"a.*\",\"keep\":1}";
        };
    }

    private String info() {
        return switch (random.nextInt(4)) {
            case 0 -> "{\"deleted_details\":true}";
            case 1 -> "{\"subjects_filter\":\">\"}";
            default -> "";
        };
    }

    private JetStreamStep stream(String verb, String name) {
        return stream(verb, name, random.nextInt(5));
    }

    private JetStreamStep stream(String verb, String name, int fieldCount) {
        String config =
                "{\"name\":\"" + name + "\",\"subjects\":[" + String.join(",", SUBJECT_SETS[few(SUBJECT_SETS.length)])
                        + "]" + fields(STREAM_FIELDS, fieldCount) + "}";
        return new Ask("$JS.API.STREAM." + verb + "." + name, "", config);
    }

    private JetStreamStep consumer(String stream, String name) {
        String durable = random.nextInt(4) == 0 ? "" : ",\"durable_name\":\"" + name + "\"";
        String action =
                random.nextInt(5) == 0 ? ",\"action\":\"" + (random.nextBoolean() ? "create" : "update") + "\"" : "";
        String body = "{\"stream_name\":\"" + stream + "\",\"config\":{\"name\":\"" + name + "\"" + durable
                + fields(CONSUMER_FIELDS, random.nextInt(4)) + "}" + action + "}";
        return new Ask("$JS.API.CONSUMER.CREATE." + stream + "." + name, "", body);
    }

    private String fields(String[][] fields, int count) {
        StringBuilder text = new StringBuilder();
        List<String> seen = new ArrayList<>();
        for (int i = count; i > 0; i--) {
            String[] field = fields[random.nextInt(fields.length)];
            if (!seen.contains(field[0])) {
                seen.add(field[0]);
                text.append(",\"").append(field[0]).append("\":").append(field[1 + few(field.length - 1)]);
            }
        }
        return text.toString();
    }

    // Mostly the first: it is what gives the longest sequences.
    private int few(int count) {
        return random.nextInt(3) > 0 ? 0 : random.nextInt(count);
    }

    private String name() {
        return random.nextInt(6) == 0 ? "TWO" : "ONE";
    }

    private String one(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
