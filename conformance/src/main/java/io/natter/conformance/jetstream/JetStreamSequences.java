package io.natter.conformance.jetstream;

import io.natter.conformance.jetstream.JetStreamStep.Acknowledge;
import io.natter.conformance.jetstream.JetStreamStep.Ask;
import io.natter.conformance.jetstream.JetStreamStep.Batch;
import io.natter.conformance.jetstream.JetStreamStep.Gather;
import io.natter.conformance.jetstream.JetStreamStep.Listen;
import io.natter.conformance.jetstream.JetStreamStep.Pull;
import io.natter.conformance.jetstream.JetStreamStep.Settle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Makes up what users do with streams: create, publish, pull, acknowledge, look, change, delete. Confined to one thread.
 *
 * <p>The same seed makes the same sequences. Nothing in them depends on time: pulls do not wait, and no time limit is short. Streams
 * without acknowledgements are left out, since each step waits for its answer.
 */
public final class JetStreamSequences {
    private static final int STEPS_MIN = 8;
    private static final int STEPS_MAX = 30;

    private final Random random;
    private final Map<String, Map<String, String>> configs = new LinkedHashMap<>(); // of this sequence, by name
    private boolean hasCopy;
    private boolean hasPush;

    /** The same seed, the same sequences. */
    public JetStreamSequences(long seed) {
        random = new Random(seed);
    }

    /** The next sequence; it begins by creating a stream and, mostly, a consumer. */
    public List<JetStreamStep> next() {
        configs.clear();
        hasPush = false;
        List<JetStreamStep> steps = new ArrayList<>();
        hasCopy = random.nextInt(60) == 0;
        steps.add(hasCopy ? plainStream() : stream("ONE", random.nextInt(3)));
        if (hasCopy) {
            steps.add(new Ask(
                    "$JS.API.STREAM.CREATE.TWO", "", "{\"name\":\"TWO\"," + one(JetStreamChoices.COPIES) + "}"));
        }
        if (random.nextInt(4) > 0) {
            steps.add(consumer("ONE", "c1"));
        }
        int count = STEPS_MIN + random.nextInt(STEPS_MAX - STEPS_MIN);
        while (steps.size() < count) {
            JetStreamStep step = step();
            if (hasCopy) {
                steps.add(new Settle("TWO")); // copying takes each server its own time
            }
            steps.add(step);
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
            return new Acknowledge(random.nextInt(8), one(JetStreamChoices.ACKS));
        }
        if (kind < 75) {
            return consumerRequest();
        }
        return kind < 87 ? message() : streamRequest();
    }

    private JetStreamStep publish() {
        if (random.nextInt(12) == 0) {
            return batch();
        }
        return new Ask(one(JetStreamChoices.SUBJECTS), headers(), random.nextInt(12) == 0 ? "-12" : payload());
    }

    private String headers() {
        if (random.nextInt(5) == 0) {
            return one(JetStreamChoices.HEADER_SETS);
        }
        StringBuilder headers = new StringBuilder();
        for (int i = random.nextInt(5) - 2; i > 0; i--) {
            headers.append(one(JetStreamChoices.HEADERS)).append("\r\n");
        }
        return headers.toString();
    }

    private String payload() {
        return "x".repeat(random.nextInt(8));
    }

    // Mostly whole; sometimes a number is left out, or a message has headers that a batch may not have.
    private JetStreamStep batch() {
        List<Ask> messages = new ArrayList<>();
        int count = 1 + random.nextInt(4);
        int skipped = random.nextInt(6) == 0 ? random.nextInt(count) : count;
        for (int i = 0; i < count; i++) {
            String more = random.nextInt(4) == 0 ? headers() : "";
            String end = i < count - 1 ? "" : "Nats-Batch-Commit: " + (random.nextInt(6) == 0 ? "eob" : "1") + "\r\n";
            String headers = "Nats-Batch-Id: b\r\nNats-Batch-Sequence: " + (i < skipped ? i + 1 : i + 2) + "\r\n" + end;
            String subject = i == count - 1 || random.nextBoolean() ? "a.1" : "a.2"; // where there is a.2, there is a.1
            messages.add(new Ask(subject, headers + more, payload()));
        }
        return new Batch(messages);
    }

    private JetStreamStep pull() {
        if (hasPush && random.nextInt(3) == 0) {
            return new Listen("deliver.ONE", random.nextInt(5) == 0 ? "group" : "");
        }
        int batch = 1 + random.nextInt(4);
        String body = "{\"batch\":" + batch + ",\"no_wait\":true" + one(JetStreamChoices.PULLS) + "}";
        return new Pull(name(), one(JetStreamChoices.CONSUMERS), body, batch);
    }

    private JetStreamStep consumerRequest() {
        String stream = name();
        String consumer = one(JetStreamChoices.CONSUMERS);
        String both = stream + "." + consumer;
        return switch (random.nextInt(10)) {
            case 0 -> new Ask("$JS.API.CONSUMER.DELETE." + both, "", "");
            case 1 -> new Ask("$JS.API.CONSUMER.NAMES." + stream, "", "");
            case 2 -> new Ask("$JS.API.CONSUMER.LIST." + stream, "", random.nextBoolean() ? "" : "{\"offset\":1}");
            case 3, 4 -> new Ask("$JS.API.CONSUMER.INFO." + both, "", "");
            case 5 ->
                new Ask(
                        "$JS.API.CONSUMER.PAUSE." + both,
                        "",
                        random.nextInt(3) > 0 ? "" : "{\"pause_until\":\"2099-01-01T00:00:00Z\"}");
            case 6 ->
                random.nextBoolean()
                        ? new Ask("$JS.API.CONSUMER.UNPIN." + both, "", "{\"group\":\"g\"}")
                        : new Ask(
                                "$JS.API.CONSUMER.RESET." + both,
                                "",
                                random.nextBoolean() ? "" : "{\"seq\":" + random.nextInt(4) + "}");
            default -> consumer(stream, consumer);
        };
    }

    private JetStreamStep message() {
        String stream = name();
        // With one of the list it begins with deleted, the reference may keep the rest from a last-per-subject
        // consumer.
        boolean hasList = configs.values().stream()
                .anyMatch(config -> "\"last_per_subject\"".equals(config.get("deliver_policy")));
        return switch (hasList ? 1 + random.nextInt(5) : random.nextInt(6)) {
            case 0 ->
                new Ask(
                        "$JS.API.STREAM.MSG.DELETE." + stream,
                        "",
                        "{\"seq\":" + random.nextInt(8) + ",\"no_erase\":true}");
            case 1 -> new Ask("$JS.API.DIRECT.GET." + stream, "", "{" + which() + "}");
            case 2 -> new Ask("$JS.API.DIRECT.GET." + stream + "." + one(JetStreamChoices.SUBJECTS), "", "");
            case 3 -> new Gather("$JS.API.DIRECT.GET." + stream, "{" + whichMany() + "}");
            default -> new Ask("$JS.API.STREAM.MSG.GET." + stream, "", "{" + which() + "}");
        };
    }

    private String which() {
        if (random.nextBoolean()) {
            return "\"seq\":" + random.nextInt(8);
        }
        String subject = "\"" + one(JetStreamChoices.SUBJECTS) + "\"";
        return (random.nextBoolean() ? "\"last_by_subj\":" : "\"seq\":1,\"next_by_subj\":") + subject;
    }

    private String whichMany() {
        return switch (random.nextInt(5)) {
            case 0 -> "\"batch\":3,\"seq\":" + random.nextInt(4);
            case 1 -> "\"batch\":2,\"seq\":1,\"next_by_subj\":\"a.*\"";
            case 2 -> "\"multi_last\":[\"a.*\",\"b.>\"]";
            case 3 -> "\"multi_last\":[\"a.1\"],\"up_to_seq\":1"; // past the end, files of the reference find nothing
            default -> "\"multi_last\":[\"a.>\"],\"batch\":1";
        };
    }

    private JetStreamStep streamRequest() {
        String stream = name();
        return switch (random.nextInt(10)) {
            case 0 -> new Ask("$JS.API.STREAM.DELETE." + stream, "", "");
            case 1 -> new Ask("$JS.API.STREAM.NAMES", "", random.nextBoolean() ? "" : "{\"subject\":\"a.1\"}");
            case 2 -> new Ask("$JS.API.STREAM.PURGE." + stream, "", purge());
            case 3, 4 -> hasCopy ? new Settle("TWO") : update(stream);
            case 5 -> hasCopy ? new Settle("TWO") : stream(stream, random.nextInt(5));
            default ->
                hasCopy && stream.equals("TWO")
                        ? new Settle("TWO")
                        : new Ask("$JS.API.STREAM.INFO." + stream, "", info());
        };
    }

    private String purge() {
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> "{\"seq\":" + random.nextInt(6) + "}";
            case 2 -> "{\"keep\":" + random.nextInt(3) + "}";
            case 3 -> "{\"filter\":\"a.1\"}";
            case 4 -> "{\"filter\":\"a.*\",\"seq\":" + random.nextInt(6) + "}";
            case 5 -> "{\"seq\":3,\"keep\":1}";
            case 6 -> "{\"filter\":\"a..b\"}";
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

    private static JetStreamStep plainStream() {
        return new Ask("$JS.API.STREAM.CREATE.ONE", "", "{\"name\":\"ONE\",\"subjects\":[\"a.>\",\"b.>\",\"c\"]}");
    }

    private JetStreamStep stream(String name, int fieldCount) {
        Map<String, String> config = new LinkedHashMap<>();
        config.put("name", "\"" + name + "\"");
        String[] subjects = JetStreamChoices.SUBJECT_SETS[few(JetStreamChoices.SUBJECT_SETS.length)];
        config.put("subjects", "[" + String.join(",", subjects) + "]");
        if (random.nextInt(3) > 0) {
            put(config, one(JetStreamChoices.PURPOSES));
        }
        addFields(config, JetStreamChoices.STREAM_FIELDS, fieldCount);
        configs.put(name, config);
        return new Ask("$JS.API.STREAM.CREATE." + name, "", json(config));
    }

    // What it is, with little changed: what is wholly different is mostly refused.
    private JetStreamStep update(String name) {
        Map<String, String> config =
                new LinkedHashMap<>(configs.getOrDefault(name, Map.of("name", "\"" + name + "\"")));
        changeFields(config, JetStreamChoices.STREAM_FIELDS);
        if (random.nextInt(5) == 0) {
            config.put("subjects", "[" + String.join(",", one(JetStreamChoices.SUBJECT_SETS)) + "]");
        }
        return new Ask("$JS.API.STREAM.UPDATE." + name, "", json(config));
    }

    private JetStreamStep consumer(String stream, String name) {
        Map<String, String> known = configs.get(stream + "." + name);
        Map<String, String> config = new LinkedHashMap<>();
        if (known != null && random.nextBoolean()) {
            config.putAll(known);
            changeFields(config, JetStreamChoices.CONSUMER_FIELDS);
        } else {
            config.put("name", "\"" + name + "\"");
            if (random.nextInt(4) > 0) {
                config.put("durable_name", "\"" + name + "\"");
            }
            if (random.nextInt(3) > 0) {
                put(config, one(JetStreamChoices.USES));
            }
            addFields(config, JetStreamChoices.CONSUMER_FIELDS, random.nextInt(4));
            if (known != null) {
                JetStreamChoices.UNCHANGED.forEach(field -> keep(config, known, field));
            }
        }
        hasPush |= config.containsKey("deliver_subject");
        configs.put(stream + "." + name, config);
        String action =
                random.nextInt(5) == 0 ? ",\"action\":\"" + (random.nextBoolean() ? "create" : "update") + "\"" : "";
        String body = "{\"stream_name\":\"" + stream + "\",\"config\":" + json(config) + action + "}";
        return new Ask("$JS.API.CONSUMER.CREATE." + stream + "." + name, "", body);
    }

    private static void keep(Map<String, String> config, Map<String, String> known, String field) {
        config.remove(field);
        if (known.containsKey(field)) {
            config.put(field, known.get(field));
        }
    }

    private static void put(Map<String, String> config, String[] namesAndValues) {
        for (int i = 0; i < namesAndValues.length; i += 2) {
            config.put(namesAndValues[i], namesAndValues[i + 1]);
        }
    }

    private void addFields(Map<String, String> config, String[][] fields, int count) {
        for (int i = count; i > 0; i--) {
            String[] field = one(fields);
            config.putIfAbsent(field[0], field[1 + few(field.length - 1)]);
        }
    }

    private void changeFields(Map<String, String> config, String[][] fields) {
        for (int i = random.nextInt(3); i > 0; i--) {
            String[] field = one(fields);
            if (JetStreamChoices.UNCHANGED.contains(field[0])) {
                continue;
            }
            if (random.nextInt(5) == 0) {
                config.remove(field[0]);
            } else {
                config.put(field[0], field[1 + random.nextInt(field.length - 1)]);
            }
        }
    }

    private static String json(Map<String, String> object) {
        StringBuilder text = new StringBuilder();
        object.forEach((name, value) -> text.append(text.isEmpty() ? "{\"" : ",\"")
                .append(name)
                .append("\":")
                .append(value));
        return text.append('}').toString();
    }

    // Mostly the first: it is what gives the longest sequences.
    private int few(int count) {
        return random.nextInt(3) > 0 ? 0 : random.nextInt(count);
    }

    private String name() {
        return random.nextInt(6) == 0 ? "TWO" : "ONE";
    }

    private <T> T one(T[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
