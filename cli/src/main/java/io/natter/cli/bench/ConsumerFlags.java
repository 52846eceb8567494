package io.natter.cli.bench;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.NatsConnection;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.ConsumerConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Which durable consumer a load takes from, and how.
 *
 * <p><i>Confined to the command's thread until the load starts, read by its clients from then on.</i>
 */
final class ConsumerFlags {
    private static final String OWN_NAME = "nats-bench";
    private static final Duration INACTIVE_THRESHOLD = Duration.ofSeconds(10);

    /** How messages are acknowledged. */
    enum Acks {
        EXPLICIT(AckPolicy.EXPLICIT),
        NONE(AckPolicy.NONE),
        ALL(AckPolicy.ALL);

        private final AckPolicy policy;

        Acks(AckPolicy policy) {
            this.policy = policy;
        }
    }

    @Option(
            names = "--consumer",
            defaultValue = OWN_NAME,
            paramLabel = "NAME",
            description = "Specify the durable consumer name to use")
    private String name = OWN_NAME;

    @Option(
            names = "--batch",
            defaultValue = "500",
            paramLabel = "COUNT",
            description = "Sets the max number of messages that can be buffered in the client")
    int batch = 500;

    @Option(
            names = "--acks",
            defaultValue = "explicit",
            paramLabel = "MODE",
            description = "Acknowledgement mode for the consumer (explicit, none, all)")
    private Acks acks = Acks.EXPLICIT;

    @Option(
            names = "--doubleack",
            negatable = true,
            defaultValue = "false",
            fallbackValue = "true",
            description = "Synchronously acknowledge messages, waiting for a reply from the server")
    private boolean doubleAck;

    @Option(names = "--filter", paramLabel = "SUBJECTS", description = "Filter Stream by subjects")
    private List<String> filters = new ArrayList<>();

    @Option(names = "--purge", description = "Purge the stream before running")
    private boolean purge;

    @Mixin
    StreamFlags stream = new StreamFlags();

    /** Empties the stream, if that is asked for, and makes the consumer, unless it is one of the user's. */
    void prepare(Session session, int clients) {
        Batches.check(batch);
        try (NatsConnection nats = session.connect()) {
            StreamContext there = session.jetStream(nats).stream(stream.name);
            if (purge) {
                Attempt.to("purging stream '" + stream.name + "'", () -> there.purge());
            }
            if (name.equals(OWN_NAME)) {
                Attempt.to(
                        "creating the durable consumer '" + name + "'",
                        () -> there.createOrUpdateConsumer(config(clients)));
            } else {
                Attempt.to(
                        "getting durable consumer '" + name + "'",
                        () -> there.consumer(name).info());
            }
        }
    }

    private ConsumerConfig config(int clients) {
        return ConsumerConfig.durable(name)
                .ackPolicy(acks.policy)
                .maxAckPending((long) batch * clients)
                .inactiveThreshold(INACTIVE_THRESHOLD)
                .filterSubjects(filters)
                .build();
    }

    ConsumerContext consumer(Session session, NatsConnection nats) {
        return session.jetStream(nats).stream(stream.name).consumer(name);
    }

    /** Takes as long for a message as is asked for, and acknowledges it. */
    void handle(JetStreamMessage message) {
        Surroundings.pause(stream.sleep);
        if (acks == Acks.NONE) {
            return;
        }
        if (doubleAck) {
            message.ackConfirmed();
        } else {
            message.ack();
        }
    }

    /** Gives back a message that came and is not wanted. */
    void refuse(JetStreamMessage message) {
        if (acks != Acks.NONE) {
            message.nak();
        }
    }

    List<String> words() {
        List<String> words = new ArrayList<>(List.of(
                "consumer=" + name,
                "acks=" + acks.policy.word(),
                "double-acked=" + doubleAck,
                "batch=" + HumanNumbers.comma(batch),
                "purge=" + purge));
        if (!filters.isEmpty()) {
            words.add("filter=" + String.join(",", filters));
        }
        stream.describe(words);
        return words;
    }
}
