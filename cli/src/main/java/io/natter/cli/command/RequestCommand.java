package io.natter.cli.command;

import io.natter.client.NatsConnection;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code natter request}: asks, and shows the answers.
 *
 * <p><i>Confined to one thread.</i> As with the nats tool, no answer is no failure: the exit code is 0.
 */
@Command(name = "request", description = "Generic request-reply request utility")
final class RequestCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<subject>", description = "Subject to publish to")
    private String subject = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "<body>", description = "Message body")
    private @Nullable String body;

    @Mixin
    private PayloadFlags payload = new PayloadFlags();

    @Option(
            names = {"-w", "--wait"},
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            hidden = true)
    private boolean wait = true;

    @Option(
            names = {"-r", "--raw"},
            description = "Show just the output received")
    private boolean raw;

    @Option(
            names = "--replies",
            defaultValue = "1",
            description = "Wait for multiple replies from services. 0 waits until timeout")
    private int replies = 1;

    @Option(
            names = "--reply-timeout",
            defaultValue = "300ms",
            paramLabel = "DURATION",
            description = "Maximum time between replies when waiting for more than one")
    private Duration replyTimeout = Duration.ofMillis(300);

    @Option(names = "--wait-for-empty", description = "Wait for multiple replies until a empty message is received")
    private boolean waitForEmpty;

    @Option(
            names = "--translate",
            paramLabel = "COMMAND",
            description = "Translate the message data by running it through the given command before output")
    private @Nullable String translate;

    private final Session session;

    RequestCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        boolean isFromInput = payload.isFromInput(session.around(), body);
        if (isFromInput) {
            session.around().log("Reading payload from STDIN");
        }
        Asker.Answers answers =
                new Asker.Answers(wait, raw, waitForEmpty ? Integer.MAX_VALUE : replies, replyTimeout, translate);
        try (NatsConnection nats = session.connect()) {
            new Asker(session, nats, payload, answers).ask(subject, isFromInput, body);
        }
        return 0;
    }
}
