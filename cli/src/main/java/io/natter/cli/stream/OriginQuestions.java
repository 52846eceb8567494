package io.natter.cli.stream;

import io.natter.cli.command.Prompt;
import io.natter.cli.command.UsageException;
import io.natter.protocol.jetstream.ConsumerSource;
import io.natter.protocol.jetstream.ExternalStream;
import io.natter.protocol.jetstream.StreamSource;
import io.natter.protocol.jetstream.StreamSourceBuilder;
import io.natter.protocol.jetstream.SubjectTransformConfig;
import io.natter.protocol.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Turns the names that {@code --mirror} and {@code --source} give into origins: JSON as it stands, a name with questions about it.
 *
 * <p><i>Confined to the command's thread.</i> Nothing is asked where defaults are taken or nobody types the input: a name alone says enough.
 */
final class OriginQuestions {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy:MM:dd HH:mm:ss", Locale.ROOT);

    private final Prompt prompt;
    private final boolean isAsking;

    OriginQuestions(Prompt prompt, boolean isTakingDefaults) {
        this.prompt = prompt;
        this.isAsking = !isTakingDefaults && prompt.isPossible();
    }

    /**
     * The origin of that name or that JSON; {@code kind} is what it is called.
     *
     * @throws UsageException if it is JSON, but none of an origin
     */
    StreamSource origin(String kind, String given) {
        if (given.strip().startsWith("{")) {
            return parse(kind, given);
        }
        StreamSourceBuilder origin = StreamSource.builder(given);
        if (isAsking) {
            boolean isByConsumer = isYes("Configure a custom durable consumer for \"" + given + "\"");
            if (isByConsumer) {
                origin.consumer(new ConsumerSource(
                        prompt.text("Durable consumer name", ""), prompt.text("Delivery subject", "")));
            } else if (isYes("Adjust " + kind + " start")) {
                start(origin, kind);
            }
            if (isYes("Adjust " + kind + " filter and transform")) {
                origin.subjectTransforms(transforms());
            }
            external(origin, given, isByConsumer);
        }
        return origin.build();
    }

    private static StreamSource parse(String kind, String json) {
        try {
            StreamSource origin = StreamSource.JSON.read(json.getBytes(StandardCharsets.UTF_8));
            if (origin.name().isEmpty()) {
                throw new UsageException("invalid " + kind + ": name is required");
            }
            return origin;
        } catch (JsonException e) {
            throw new UsageException("invalid " + kind + ": " + e.getMessage(), e);
        }
    }

    private boolean isYes(String question) {
        return prompt.isYes(question, false, "");
    }

    private void start(StreamSourceBuilder origin, String kind) {
        long sequence = Numbers.parse("start sequence", prompt.text("Start Sequence of the " + kind, "0", ""));
        if (sequence > 0) {
            origin.startSequence(sequence);
            return;
        }
        String time = prompt.text("Start Time of the " + kind + ", UTC (YYYY:MM:DD HH:MM:SS)", "", "");
        if (time.isEmpty()) {
            return;
        }
        try {
            origin.startTime(LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            throw new UsageException("start time: got \"" + time + "\", expected one like 2026:01:31 15:04:05", e);
        }
    }

    private List<SubjectTransformConfig> transforms() {
        List<SubjectTransformConfig> transforms = new ArrayList<>();
        while (true) {
            String source = prompt.text("Filter by subject (enter to finish)", "", "");
            if (source.isEmpty()) {
                return transforms;
            }
            transforms.add(
                    new SubjectTransformConfig(source, prompt.text("Subject transform destination, or none", "", "")));
        }
    }

    private void external(StreamSourceBuilder origin, String name, boolean isByConsumer) {
        if (isYes("Import \"" + name + "\" from a different JetStream domain")) {
            String domain = prompt.text("Foreign JetStream domain name", "");
            String prefix = isByConsumer ? "" : prompt.text("Delivery prefix, or none", "", "");
            origin.external(new ExternalStream("$JS." + domain + ".API", prefix));
        } else if (isYes("Import \"" + name + "\" from a different account")) {
            String api = prompt.text("Foreign account API prefix", "");
            String prefix = isByConsumer ? "" : prompt.text("Foreign account delivery prefix", "");
            origin.external(new ExternalStream(api, prefix));
        }
    }
}
