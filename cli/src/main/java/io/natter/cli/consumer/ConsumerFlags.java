package io.natter.cli.consumer;

import io.natter.cli.command.UsageException;
import io.natter.cli.text.SubjectWords;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Flags for what of a consumer can be changed, for {@code add}, {@code copy} and {@code edit}; null where nothing is said.
 *
 * <p><i>Confined to the thread that parses, then read by the command.</i>
 */
final class ConsumerFlags {
    @Mixin
    BackoffFlags backoff = new BackoffFlags();

    @Option(names = "--description", description = "Sets a contextual description for the consumer")
    @Nullable
    String description;

    @Option(names = "--filter", paramLabel = "SUBJECTS", description = "Filter Stream by subjects")
    @Nullable
    List<String> filters;

    @Option(names = "--headers-only", negatable = true, description = "Deliver only headers and no bodies")
    @Nullable
    Boolean headersOnly;

    @Option(
            names = "--max-deliver",
            paramLabel = "TRIES",
            description = "Maximum amount of times a message will be delivered")
    @Nullable
    Long maxDeliver;

    @Option(
            names = {"--max-pending", "--max-outstanding"},
            description = "Maximum pending Acks before consumers are paused")
    @Nullable
    Long maxAckPending;

    @Option(
            names = "--max-pull-batch",
            paramLabel = "BATCH_SIZE",
            description = "Maximum size batch size for a pull request to accept")
    @Nullable
    Long maxPullBatch;

    @Option(
            names = "--max-pull-expire",
            paramLabel = "EXPIRES",
            description = "Maximum expire duration for a pull request to accept")
    @Nullable
    Duration maxPullExpire;

    @Option(
            names = "--max-pull-bytes",
            paramLabel = "BYTES",
            description = "Maximum max bytes for a pull request to accept")
    @Nullable
    Long maxPullBytes;

    @Option(
            names = "--sample",
            paramLabel = "PERCENT",
            description = "Percentage of requests to sample for monitoring purposes")
    @Nullable
    Integer sample;

    @Option(names = "--target", paramLabel = "SUBJECT", description = "Push based delivery target subject")
    @Nullable
    String target;

    @Option(names = "--wait", paramLabel = "DURATION", description = "Acknowledgment waiting time")
    @Nullable
    Duration ackWait;

    @Option(
            names = "--inactive-threshold",
            paramLabel = "THRESHOLD",
            description = "How long to allow an ephemeral consumer to be idle before removing it")
    @Nullable
    Duration inactiveThreshold;

    @Option(names = "--replicas", description = "Sets a custom replica count rather than inherit from the stream")
    @Nullable
    Integer replicas;

    @Option(names = "--metadata", paramLabel = "META", description = "Adds metadata to the consumer")
    @Nullable
    Map<String, String> metadata;

    /** Says all of it to {@code config}. */
    void apply(ConsumerConfigBuilder config) {
        set(description, config::description);
        filter(config);
        set(headersOnly, config::headersOnly);
        set(maxDeliver, config::maxDeliver);
        set(maxAckPending, config::maxAckPending);
        set(maxPullBatch, config::maxRequestBatch);
        set(maxPullExpire, config::maxRequestExpires);
        set(maxPullBytes, config::maxRequestBytes);
        set(sample == null ? null : frequency(sample), config::sampleFrequency);
        set(target, config::deliverSubject);
        set(ackWait, config::ackWait);
        set(inactiveThreshold, config::inactiveThreshold);
        set(replicas, config::replicas);
        set(metadata, config::metadata);
        set(backoff.pauses(), config::backoff);
    }

    static <T> void set(@Nullable T value, Function<T, ConsumerConfigBuilder> setter) {
        if (value != null) {
            var unused = setter.apply(value); // the builder itself
        }
    }

    private void filter(ConsumerConfigBuilder config) {
        if (filters == null) {
            return;
        }
        List<String> subjects = SubjectWords.split(filters);
        config.filterSubject(subjects.size() == 1 ? subjects.get(0) : "");
        config.filterSubjects(subjects.size() > 1 ? subjects : List.of());
    }

    private static String frequency(int percent) {
        if (percent < 0 || percent > 100) {
            throw new UsageException("sample percent is not between 0 and 100");
        }
        return percent == 0 ? "" : Integer.toString(percent);
    }
}
