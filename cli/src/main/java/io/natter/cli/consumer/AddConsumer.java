package io.natter.cli.consumer;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.stream.ConfigFile;
import io.natter.cli.stream.ConfigRules;
import io.natter.cli.stream.DraftFlags;
import io.natter.cli.stream.StreamChoice;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.client.jetstream.StreamContext;
import io.natter.protocol.jetstream.AckPolicy;
import io.natter.protocol.jetstream.AssetName;
import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerConfigBuilder;
import io.natter.protocol.jetstream.DeliverPolicy;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter consumer add}. <i>Confined to one thread.</i> */
@Command(name = "add", description = "Creates a new consumer")
final class AddConsumer implements Callable<Integer> {
    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    @Mixin
    private DraftFlags draft = new DraftFlags();

    @Mixin
    private ConsumerFlags flags = new ConsumerFlags();

    @Mixin
    private ConsumerBirthFlags birth = new ConsumerBirthFlags();

    private final Session session;
    private final StreamChoice streams;

    AddConsumer(Session session, StreamChoice streams) {
        this.session = session;
        this.streams = streams;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamContext stream = streams.pick(js, arguments.stream);
            ConsumerConfig config = draft.file == null ? asked() : read(draft.file);
            if (draft.isDraft()) {
                ConfigRules.check(config, stream.info().config());
                draft.keep(session.around(), ConsumerConfig.JSON, config, "Configuration is a valid Consumer");
            } else {
                create(stream, config);
            }
        });
        return 0;
    }

    private ConsumerConfig read(Path file) {
        ConsumerConfig said = ConfigFile.CONSUMER.read(file);
        ConsumerConfigBuilder config = said.toBuilder();
        String name = arguments.consumer;
        if (name != null) {
            boolean isDurable = !said.durableName().isEmpty() || said.name().isEmpty();
            config.name(name).durableName(isDurable ? name : "");
        }
        if (!said.deliverSubject().isEmpty()) {
            ConsumerFlags.set(flags.target, config::deliverSubject);
        }
        return config.build();
    }

    private ConsumerConfig asked() {
        Prompt prompt = new Prompt(session.around());
        String name = arguments.consumer;
        if (name == null) {
            name = birth.isEphemeral ? "" : prompt.text("Consumer name", "<consumer>");
        }
        if (!name.isEmpty() && !AssetName.isValid(name)) {
            throw new UsageException("durable name can not contain '.', '*', '>'");
        }
        new ConsumerQuestions(prompt, draft.isTakingDefaults).ask(flags, birth);
        ConsumerConfigBuilder config = ConsumerConfig.builder().name(name).durableName(birth.isEphemeral ? "" : name);
        flags.apply(config);
        birth.apply(config, session.around().clock());
        return checked(config.build());
    }

    private static ConsumerConfig checked(ConsumerConfig config) {
        boolean isPull = config.deliverSubject().isEmpty();
        if (isPull && config.rateLimitBitsPerSecond() > 0) {
            throw new UsageException("rate limits are only possible on Push consumers");
        }
        if (isPull && !config.idleHeartbeat().isZero()) {
            throw new UsageException("pull subscribers does not support idle heartbeats");
        }
        ConsumerConfigBuilder changed = config.toBuilder();
        boolean isUnfiltered =
                config.filterSubject().isEmpty() && config.filterSubjects().isEmpty();
        if (isUnfiltered && config.deliverPolicy() == DeliverPolicy.LAST_PER_SUBJECT) {
            changed.filterSubject(">");
        }
        int pauses = config.backoff().size();
        if (config.ackPolicy() != AckPolicy.NONE && pauses > 0 && config.maxDeliver() <= 0) {
            changed.maxDeliver(pauses + 1L);
        }
        return changed.build();
    }

    private void create(StreamContext stream, ConsumerConfig config) {
        ConsumerContext created = Attempt.to("Consumer creation failed", () -> stream.createConsumer(config));
        new ConsumerSheet(session.around(), draft.isJson).print(created.info(), false);
    }
}
