package io.natter.cli.consumer;

import io.natter.cli.command.Attempt;
import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.GoDuration;
import io.natter.cli.text.HumanTime;
import io.natter.client.jetstream.ConsumerContext;
import io.natter.protocol.jetstream.PauseState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter consumer pause}. <i>Confined to one thread.</i> */
@Command(name = "pause", description = "Pause a consumer until a later time")
final class PauseConsumer implements Callable<Integer> {
    private static final Duration USUAL = Duration.ofHours(1);

    @Mixin
    private ConsumerArguments arguments = new ConsumerArguments();

    @Parameters(
            index = "2",
            arity = "0..1",
            paramLabel = "<until>",
            description = "Pause until a specific time such as 2026-01-31 15:04:05, or for a duration")
    private @Nullable String until;

    @Option(
            names = {"-f", "--force"},
            description = "Force pause without prompting")
    private boolean isForced;

    private final Session session;
    private final ConsumerChoice choice;

    PauseConsumer(Session session, ConsumerChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            ConsumerContext picked = choice.pick(js, arguments);
            Instant time = PauseTime.parse(
                    until == null ? ask() : until, session.around().clock());
            String question = "Really pause Consumer " + picked.streamName() + " > " + picked.name() + " until "
                    + HumanTime.at(time, session.around().clock());
            if (isForced || Confirmation.isGiven(session.around(), question)) {
                pause(picked, time);
            }
        });
        return 0;
    }

    private String ask() {
        Instant usual = session.around().clock().instant().plus(USUAL);
        return new Prompt(session.around())
                .text("Pause until (time or duration)", PauseTime.FORM.format(usual.atZone(ZoneOffset.UTC)), "<until>");
    }

    private void pause(ConsumerContext picked, Instant time) {
        PauseState state = Attempt.to("could not pause Consumer", () -> picked.pause(time));
        if (!state.paused()) {
            throw new UsageException("consumer failed to pause, perhaps a time in the past was given");
        }
        Duration remaining =
                Duration.ofSeconds(state.pauseRemaining().plusMillis(500).toSeconds());
        session.around()
                .print("Paused " + picked.streamName() + " > " + picked.name() + " until "
                        + HumanTime.at(state.pauseUntil(), session.around().clock()) + " ("
                        + GoDuration.exact(remaining) + ")\n");
    }
}
