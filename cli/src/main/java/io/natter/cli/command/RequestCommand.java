package io.natter.cli.command;

import io.natter.cli.text.GoDuration;
import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.Outgoing;
import io.natter.client.SyncSubscription;
import io.natter.protocol.Nuid;
import io.natter.protocol.wire.Headers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code natter request}: asks, and shows the answers.
 *
 * <p><i>Confined to one thread.</i> As with the nats tool, no answer is no failure: the exit code is 0.
 */
@Command(name = "request", description = "Generic request-reply request utility")
final class RequestCommand implements Callable<Integer> {
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
    private final Filler filler;

    RequestCommand(Session session) {
        this.session = session;
        this.filler = new Filler(session.around());
    }

    @Override
    public Integer call() {
        Surroundings around = session.around();
        if (payload.isFromInput(around)) {
            around.log("Reading payload from STDIN");
        }
        try (NatsConnection nats = session.connect();
                ProgressBar bar = ProgressBar.forMessages(around, "Requesting", raw ? 1 : payload.count)) {
            payload.bodies(around, body -> {
                for (int i = 1; i <= Math.max(1, payload.count); i++) {
                    ask(nats, body, i, bar);
                }
            });
        }
        return 0;
    }

    private void ask(NatsConnection nats, Payload body, int count, ProgressBar bar) {
        String text = payload.templates ? filler.fill("body", body.text(), count) : body.text();
        String subject = payload.templates ? filler.fill("subject", payload.subject, count) : payload.subject;
        boolean isTold = !raw && !bar.isShown();
        if (isTold) {
            session.around().log("Sending request on \"" + subject + "\"");
        }
        String inbox = nats.options().inboxPrefix() + "." + Nuid.next();
        Outgoing request = new Outgoing(
                subject, text.getBytes(body.charset()), PayloadFlags.headers(payload.headers, filler, count), inbox);
        try (SyncSubscription answers = nats.subscribe(inbox)) {
            nats.publish(request);
            bar.add(1);
            if (wait) {
                show(answers, isTold);
            }
        }
    }

    private void show(SyncSubscription answers, boolean isTold) {
        BodyPrinter printer = new BodyPrinter(session.around().out(), translate);
        int wanted = waitForEmpty ? Integer.MAX_VALUE : replies;
        long start = System.nanoTime();
        long sum = 0;
        Duration timeout = session.timeout();
        for (int taken = 1; ; taken++) {
            Optional<Message> answer = timeout.isNegative() ? Optional.empty() : answers.next(timeout);
            if (answer.isEmpty()) {
                return;
            }
            Message message = answer.get();
            Headers.Status status = message.headers().status();
            if (status != null && status.code() == Headers.Status.NO_RESPONDERS && message.payload().length == 0) {
                session.around().log("No responders are available");
                return;
            }
            long elapsed = System.nanoTime() - start;
            print(printer, message, elapsed, isTold);
            boolean isEnd = wanted > 0 && (taken == wanted || message.payload().length == 0);
            if (isEnd) {
                return;
            }
            sum += elapsed;
            timeout = wanted == 0
                    ? session.timeout().minusNanos(elapsed)
                    : replyTimeout.plusNanos(sum / taken); // as long as answers took so far, and a little longer
        }
    }

    private void print(BodyPrinter printer, Message message, long elapsed, boolean isTold) {
        if (isTold) {
            Surroundings around = session.around();
            around.log("Received with rtt " + GoDuration.exact(Duration.ofNanos(elapsed)));
            message.headers().entries().forEach(entry -> around.log(entry.name() + ": " + entry.value()));
            if (!message.headers().entries().isEmpty()) {
                around.log("");
            }
        }
        if (isTold || raw) {
            printer.spaced(message.payload(), message.subject());
        }
    }
}
