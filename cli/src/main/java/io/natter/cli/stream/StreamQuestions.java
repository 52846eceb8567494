package io.natter.cli.stream;

import io.natter.cli.command.Prompt;
import io.natter.cli.text.GoDuration;
import io.natter.protocol.jetstream.DiscardPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Asks for what the flags of {@code stream add} do not say, or takes what is usual.
 *
 * <p><i>Confined to the command's thread.</i>
 */
final class StreamQuestions {
    private static final Duration USUAL_WINDOW = Duration.ofMinutes(2);
    private static final String USUAL_BYTES = "256MB";
    private static final String NONE = "-1";

    private final Prompt prompt;
    private final boolean isTakingDefaults;
    private final boolean isSizeRequired;

    /** Questions to the user; {@code isSizeRequired} says that the account demands a limit of bytes. */
    StreamQuestions(Prompt prompt, boolean isTakingDefaults, boolean isSizeRequired) {
        this.prompt = prompt;
        this.isTakingDefaults = isTakingDefaults;
        this.isSizeRequired = isSizeRequired;
    }

    /** A stream with the usual limits, which are none. */
    static StreamConfigBuilder usual(String name) {
        return StreamConfig.builder(name)
                .replicas(1)
                .maxConsumers(-1)
                .maxMessages(-1)
                .maxMessagesPerSubject(-1)
                .maxBytes(-1)
                .maxMessageBytes(-1)
                .allowDirect(true);
    }

    /** Asks for the flags that are missing, in the nats tool's order. */
    void ask(StreamFlags flags, StreamBirthFlags birth, StreamFeatureFlags features) {
        boolean isCopy = flags.mirror != null || flags.sources != null;
        if (!isCopy && flags.subjects == null) {
            flags.subjects = List.of(prompt.text("Subjects", "--subjects"));
        }
        if (birth.storage == null) {
            birth.storage = choice("Storage", List.of("file", "memory"), "file", "--storage");
        }
        if (flags.replicas == null) {
            flags.replicas = (int) number("Replication", "1", "--replicas");
        }
        policies(flags);
        limits(flags, isCopy);
        if (!isTakingDefaults) {
            permits(features);
        }
    }

    private void policies(StreamFlags flags) {
        if (flags.retention == null) {
            flags.retention =
                    choice("Retention Policy", List.of("Limits", "Interest", "Work Queue"), "Limits", "--retention");
        }
        if (flags.discard == null && !Boolean.TRUE.equals(flags.discardPerSubject)) {
            String said = choice("Discard Policy", List.of("New", "Old"), "Old", "--discard");
            flags.discard = DiscardPolicy.valueOf(said.toUpperCase(Locale.ROOT));
        }
    }

    private void limits(StreamFlags flags, boolean isCopy) {
        if (flags.maxMessages == null) {
            flags.maxMessages = number("Stream Messages Limit", NONE, "--max-msgs");
        }
        if (flags.maxMessagesPerSubject == null && !isCopy) {
            flags.maxMessagesPerSubject = number("Per Subject Messages Limit", NONE, "--max-msgs-per-subject");
        }
        if (flags.maxBytes == null) {
            flags.maxBytes = text("Total Stream Size", isSizeRequired ? USUAL_BYTES : NONE, "--max-bytes");
        }
        if (flags.maxAge == null) {
            flags.maxAge = text("Message TTL", NONE, "--max-age");
        }
        if (flags.maxMessageBytes == null) {
            flags.maxMessageBytes = text("Max Message Size", NONE, "--max-msg-size");
        }
        if (flags.duplicateWindow == null && flags.mirror == null) {
            Duration age = Numbers.duration(flags.maxAge);
            boolean isShort = !age.isZero() && age.compareTo(USUAL_WINDOW) < 0;
            flags.duplicateWindow = text(
                    "Duplicate tracking time window", GoDuration.exact(isShort ? age : USUAL_WINDOW), "--dupe-window");
        }
    }

    private void permits(StreamFeatureFlags features) {
        if (features.allowRollup == null) {
            features.allowRollup = prompt.isYes("Allow message Roll-ups", false, flag("--allow-rollup"));
        }
        if (features.denyDelete == null) {
            features.denyDelete = !prompt.isYes("Allow message deletion", true, flag("--deny-delete"));
        }
        if (features.denyPurge == null) {
            features.denyPurge =
                    !prompt.isYes("Allow purging subjects or the entire stream", true, flag("--deny-purge"));
        }
    }

    private String choice(String question, List<String> words, String usual, String flag) {
        return isTakingDefaults ? usual : prompt.choice(question, words, usual, flag(flag));
    }

    private String text(String question, String usual, String flag) {
        return isTakingDefaults ? usual : prompt.text(question, usual, flag(flag));
    }

    private long number(String question, String usual, String flag) {
        return Numbers.parse(question, text(question, usual, flag));
    }

    private static String flag(String flag) {
        return flag + " or --defaults";
    }
}
