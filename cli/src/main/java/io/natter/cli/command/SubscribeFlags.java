package io.natter.cli.command;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code natter sub} can be told. <i>Confined to the command's thread.</i> */
final class SubscribeFlags {
    @Parameters(arity = "0..*", paramLabel = "<subjects>", description = "Subjects to subscribe to")
    List<String> subjects = new ArrayList<>();

    @Option(names = "--queue", paramLabel = "QUEUE", description = "Subscribe to a named queue group")
    @Nullable
    String queue;

    @Option(
            names = {"-r", "--raw"},
            description = "Show the raw data received")
    boolean raw;

    @Option(
            names = "--translate",
            paramLabel = "COMMAND",
            description = "Translate the message data by running it through the given command before output")
    @Nullable
    String translate;

    @Option(
            names = "--ack",
            negatable = true,
            description = "Acknowledge JetStream message that have the correct metadata")
    boolean isAcking;

    @Option(names = "--match-replies", description = "Match replies to requests")
    boolean matchReplies;

    @Option(
            names = {"-i", "--inbox"},
            description = "Subscribes to a generated inbox")
    boolean inbox;

    @Option(names = "--count", paramLabel = "COUNT", description = "Quit after receiving this many messages")
    long count;

    @Option(
            names = "--dump",
            paramLabel = "DIRECTORY",
            description = "Dump received messages to files, 1 file per message. Specify - for null terminated STDOUT "
                    + "for use with xargs -0")
    @Nullable
    String dump;

    @Option(names = "--headers-only", description = "Do not render any data, shows only headers")
    boolean headersOnly;

    @Option(names = "--subjects-only", description = "Prints only the messages' subjects")
    boolean subjectsOnly;

    @Option(
            names = {"-I", "--ignore-subject"},
            paramLabel = "SUBJECT",
            split = ",",
            description =
                    "Subjects for which corresponding messages will be ignored and therefore not shown in the output")
    List<String> ignored = new ArrayList<>();

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            description = "Unsubscribe after this amount of time without any traffic")
    Duration wait = Duration.ZERO;

    @Option(
            names = "--report-subjects",
            description =
                    "Subscribes to subject patterns and builds a de-duplicated report of active subjects receiving data")
    boolean reportSubjects;

    @Option(
            names = "--report-subscriptions",
            description =
                    "Subscribes to subject patterns and builds a de-duplicated report of active subscriptions receiving data")
    boolean reportSubscriptions;

    @Option(
            names = "--report-top",
            defaultValue = "10",
            paramLabel = "COUNT",
            description = "Number of subjects to show when doing 'report-subjects'")
    int reportTop = 10;

    @Option(
            names = {"-t", "--timestamp"},
            description = "Show timestamps in output")
    boolean timestamp;

    @Option(
            names = {"-d", "--delta-time"},
            description = "Show time since start in output")
    boolean deltaTime;

    @Option(names = "--graph", description = "Graph the rate of messages received")
    boolean graph;

    /** Whether a summary is shown instead of messages. */
    boolean isSummary() {
        return isReport() || graph;
    }

    private boolean isReport() {
        return reportSubjects || reportSubscriptions;
    }

    /** Whether a summary counts by what was subscribed to, instead of by each message's subject. */
    boolean isBySubscription() {
        return reportSubscriptions || graph;
    }

    boolean isQuiet() {
        return raw || dump != null;
    }

    /** Which subjects are ignored, for a line that says what is subscribed to. */
    String ignoredWords() {
        return ignored.isEmpty() ? "" : "\nIgnored subjects: " + String.join(", ", ignored);
    }

    /**
     * Refuses what contradicts itself.
     *
     * @param isFromStream whether a stream is read, which needs no subject
     * @throws UsageException with the words of the nats tool
     */
    void check(boolean isFromStream) {
        if (subjects.isEmpty() && !inbox && !isFromStream) {
            throw new UsageException("subject is required");
        }
        if ("-".equals(dump) && inbox) {
            throw new UsageException(
                    "generating inboxes is not compatible with dumping to stdout using null terminated strings");
        }
        if (isReport() && reportTop < 1) {
            throw new UsageException("subject count must be at least one");
        }
        if (graph && subjects.size() > RateGraphs.SUBJECTS_MAX) {
            throw new UsageException("maximum " + RateGraphs.SUBJECTS_MAX + " subject patterns may be graphed");
        }
        if (timestamp && deltaTime) {
            throw new UsageException("timestamp and delta-time flags are mutually exclusive");
        }
    }
}
