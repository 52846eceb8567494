package io.natter.cli.consumer;

import io.natter.cli.command.Prompt;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ReplayPolicy;
import java.util.List;
import java.util.Locale;

/**
 * Asks for what the flags of {@code consumer add} do not say, or takes what is usual.
 *
 * <p><i>Confined to the command's thread.</i>
 */
final class ConsumerQuestions {
    private static final String UNLIMITED = "-1";

    private final Prompt prompt;
    private final boolean isTakingDefaults;

    ConsumerQuestions(Prompt prompt, boolean isTakingDefaults) {
        this.prompt = prompt;
        this.isTakingDefaults = isTakingDefaults;
    }

    /** Asks for the flags that are missing, in the nats tool's order. */
    void ask(ConsumerFlags flags, ConsumerBirthFlags birth) {
        if (!birth.isPull && flags.target == null) {
            flags.target = text("Delivery target (empty for Pull Consumers)", "", "--target, --pull");
        }
        boolean isPush = flags.target != null && !flags.target.isEmpty();
        if (isPush && birth.deliverGroup == null) {
            birth.deliverGroup = text("Delivery Queue Group", "", "--deliver-group");
        }
        if (birth.start == null) {
            birth.start = text("Start policy (all, new, last, subject, 1h, msg sequence)", "all", "--deliver");
        }
        policies(birth, isPush);
        if (flags.filters == null) {
            String said = text("Filter Stream by subjects (blank for all)", "", "--filter");
            flags.filters = said.isEmpty() ? null : List.of(said);
        }
        boolean isAcked = birth.ackPolicy != AckPolicy.NONE;
        if (flags.maxDeliver == null) {
            flags.maxDeliver = isAcked ? number("Maximum Allowed Deliveries", UNLIMITED, "--max-deliver") : -1L;
        }
        if (flags.maxAckPending == null && isAcked) {
            flags.maxAckPending = number("Maximum Acknowledgments Pending", "0", "--max-pending");
        }
        if (isPush) {
            push(birth);
        }
        if (flags.headersOnly == null && !isTakingDefaults) {
            flags.headersOnly =
                    prompt.isYes("Deliver headers only without bodies", false, "--headers-only or --defaults");
        }
        if (isAcked && flags.backoff.mode == null && !isTakingDefaults) {
            backoff(flags.backoff);
        }
    }

    private void policies(ConsumerBirthFlags birth, boolean isPush) {
        if (birth.ackPolicy == null) {
            String said = choice(
                    "Acknowledgment policy", List.of("explicit", "all", "none"), isPush ? "none" : "explicit", "--ack");
            birth.ackPolicy = AckPolicy.valueOf(said.toUpperCase(Locale.ROOT));
        }
        if (birth.replay == null) {
            String said = choice("Replay policy", List.of("instant", "original"), "instant", "--replay");
            birth.replay = ReplayPolicy.valueOf(said.toUpperCase(Locale.ROOT));
        }
    }

    private void push(ConsumerBirthFlags birth) {
        if (birth.heartbeat == null) {
            birth.heartbeat = text("Idle Heartbeat", "0s", "--heartbeat");
        }
        if (birth.flowControl == null && !isTakingDefaults) {
            birth.flowControl =
                    prompt.isYes("Enable Flow Control, ie --flow-control", false, "--flow-control or --defaults");
        }
    }

    private void backoff(BackoffFlags backoff) {
        if (!prompt.isYes("Add a Retry Backoff Policy", false, "--backoff or --defaults")) {
            return;
        }
        String said = prompt.choice("Backoff policy", List.of("linear", "none"), "none", "--backoff");
        backoff.mode = BackoffFlags.Mode.valueOf(said.toUpperCase(Locale.ROOT));
        if (backoff.mode == BackoffFlags.Mode.LINEAR) {
            backoff.shortest = GoDuration.parse(prompt.text("Minimum retry time", "1m", "--backoff-min"));
            backoff.longest = GoDuration.parse(prompt.text("Maximum retry time", "10m", "--backoff-max"));
            backoff.steps = (int) number("Number of steps to generate in the policy", "20", "--backoff-steps");
        }
    }

    private String choice(String question, List<String> words, String usual, String flag) {
        return isTakingDefaults ? usual : prompt.choice(question, words, usual, flag + " or --defaults");
    }

    private String text(String question, String usual, String flag) {
        return isTakingDefaults ? usual : prompt.text(question, usual, flag + " or --defaults");
    }

    private long number(String question, String usual, String flag) {
        String said = text(question, usual, flag);
        try {
            return Long.parseLong(said);
        } catch (NumberFormatException e) {
            throw new UsageException(question + ": got \"" + said + "\", expected a number", e);
        }
    }
}
