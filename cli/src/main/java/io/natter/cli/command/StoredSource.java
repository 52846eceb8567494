package io.natter.cli.command;

import io.natter.cli.text.GoDuration;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStream;
import io.natter.client.jetstream.OrderedOptions;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.jetstream.DeliverPolicy;
import io.natter.protocol.jetstream.RetentionPolicy;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.protocol.jetstream.StreamState;
import java.time.Instant;
import java.util.Optional;

/**
 * The stream that {@code natter sub} reads, and how: by a consumer that is named, an ordered one of its own, or without any.
 *
 * <p><i>Confined to the command's thread.</i> Without a name, streams that keep messages for consumers are read without one, as a consumer
 * of ours would take their messages away.
 */
final class StoredSource {
    private final Surroundings around;
    private final JetStream js;
    private final SubscribeFlags flags;
    private final StoredSourceFlags from;
    private final StreamContext stream;
    private final String filter;

    private StoredSource(Surroundings around, JetStream js, SubscribeFlags flags, StoredSourceFlags from) {
        this.around = around;
        this.js = js;
        this.flags = flags;
        this.from = from;
        this.filter = flags.subjects.isEmpty() ? ">" : flags.subjects.get(0);
        this.stream = from.stream == null ? ofSubject(js, filter) : js.stream(from.stream);
    }

    /**
     * Its messages, as the flags say.
     *
     * @throws UsageException if there is no such stream, or it cannot be read that way
     */
    static Incoming open(Surroundings around, JetStream js, SubscribeFlags flags, StoredSourceFlags from) {
        StoredSource source = new StoredSource(around, js, flags, from);
        if (from.durable != null) {
            return source.consumed(from.durable);
        }
        StreamConfig config = source.stream.info().config();
        boolean isKeptForConsumers = config.retention() != RetentionPolicy.LIMITS;
        if (!from.isDirect && !isKeptForConsumers) {
            return source.ordered();
        }
        if (!config.allowDirect()) {
            throw new UsageException(
                    "cannot enable direct gets: allow_direct is not set to true for stream " + config.name()
                            + (from.isDirect ? "" : ", whose messages only a consumer may take, use --durable"));
        }
        return source.read();
    }

    private static StreamContext ofSubject(JetStream js, String subject) {
        return js.findStreamBySubject(subject)
                .orElseThrow(() -> new UsageException("no stream found with subject: " + subject));
    }

    private Incoming consumed(String name) {
        Optional<ConsumerContext> found = stream.findConsumer(name);
        ConsumerContext consumer = found.orElseGet(() -> Attempt.to(
                "failed to create durable consumer \"" + name + "\"", () -> stream.createConsumer(durable(name))));
        ConsumerInfo info = consumer.info();
        ConsumerConfig said = info.config(); // servers always say it
        ConsumerConfig config = said == null ? ConsumerConfig.builder().build() : said;
        if (found.isPresent()) {
            String kind = config.deliverSubject().isEmpty() ? "pull" : "push";
            around.log("Subscribing to JetStream Stream \"" + stream.name() + "\" using existing " + kind
                    + " consumer \"" + name + "\"");
        }
        boolean isAcking = config.ackPolicy() != AckPolicy.NONE;
        ConsumedMessages.Handling handling = new ConsumedMessages.Handling(isAcking, from.isEndingWithLast);
        boolean isEmpty = info.pendingCount() == 0;
        boolean isPull = config.deliverSubject().isEmpty();
        return flags.count > 0 && isPull
                ? new TakenMessages(consumer, handling, isEmpty)
                : new ConsumedMessages(js.connection(), consumer.messages(), handling, isEmpty);
    }

    private ConsumerConfig durable(String name) {
        tell("Subscribing to subject ");
        ConsumerConfigBuilder config =
                ConsumerConfig.builder().name(name).durableName(name).ackPolicy(AckPolicy.NONE);
        config.deliverPolicy(from.policy());
        if (from.startSequence > 0) {
            config.startSequence(from.startSequence);
        } else if (from.policy() == DeliverPolicy.BY_START_TIME) {
            config.startTime(startTime());
        }
        if (from.policy() == DeliverPolicy.LAST_PER_SUBJECT) {
            config.filterSubject(filter);
        }
        return config.headersOnly(isHeadersOnly()).build();
    }

    private Incoming ordered() {
        tell("Subscribing to subject ");
        OrderedOptions options = OrderedOptions.filtered(filter).from(from.policy());
        if (from.startSequence > 0) {
            options = options.fromSequence(from.startSequence);
        } else if (from.policy() == DeliverPolicy.BY_START_TIME) {
            options = options.fromTime(startTime());
        }
        boolean isEmpty = from.isEndingWithLast
                && from.policy() != DeliverPolicy.NEW
                && stream.nextMessage(Math.max(1, from.startSequence), filter).isEmpty();
        return new ConsumedMessages(
                js.connection(),
                stream.orderedConsumer(isHeadersOnly() ? options.withHeadersOnly() : options)
                        .messages(),
                new ConsumedMessages.Handling(false, from.isEndingWithLast),
                isEmpty);
    }

    private Incoming read() {
        tell("Subscribing to JetStream Stream (direct) holding messages with subject ");
        StreamState state = stream.info().state();
        long sequence = switch (from.policy()) {
            case BY_START_SEQUENCE -> from.startSequence;
            case LAST -> Math.max(1, state.lastSequence());
            case NEW -> state.lastSequence() + 1;
            default -> Math.max(1, state.firstSequence());
        };
        return new ReadMessages(
                stream,
                new ReadMessages.Range(
                        filter,
                        sequence,
                        from.policy() == DeliverPolicy.BY_START_TIME ? startTime() : null,
                        from.policy() == DeliverPolicy.LAST_PER_SUBJECT,
                        from.isEndingWithLast));
    }

    private boolean isHeadersOnly() {
        return flags.headersOnly || flags.subjectsOnly;
    }

    private Instant startTime() {
        return around.clock().instant().minus(from.since);
    }

    private void tell(String what) {
        String where = switch (from.policy()) {
            case BY_START_SEQUENCE -> "starting at sequence " + from.startSequence;
            case LAST -> "from last received message";
            case NEW -> "for new messages";
            case BY_START_TIME -> "since " + GoDuration.brief(from.since);
            case LAST_PER_SUBJECT -> "for last message per subject";
            default -> "from first received message";
        };
        around.log(what + filter + " " + where + " " + flags.ignoredWords());
    }
}
