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
import org.jspecify.annotations.Nullable;

/** Sends requests, and shows their answers. <i>Confined to one thread.</i> */
final class Asker {
    /**
     * Which answers are shown, and how. Immutable.
     *
     * @param isAwaited whether there are any to be shown
     * @param isRaw whether nothing but they are shown
     * @param count most answers to a request, 0 for all that come before the timeout
     * @param pause longest wait for each answer after the first
     * @param translate a command that they are passed through, or null
     */
    record Answers(
            boolean isAwaited,
            boolean isRaw,
            int count,
            Duration pause,
            @Nullable String translate) {}

    private final Session session;
    private final NatsConnection nats;
    private final PayloadFlags payload;
    private final Answers answers;
    private final Filler filler;

    Asker(Session session, NatsConnection nats, PayloadFlags payload, Answers answers) {
        this.session = session;
        this.nats = nats;
        this.payload = payload;
        this.answers = answers;
        this.filler = new Filler(session.around());
    }

    /** Asks with each body that there is, as often as is asked for. */
    void ask(String subject, boolean isFromInput, @Nullable String body) {
        Surroundings around = session.around();
        try (ProgressBar bar = ProgressBar.forMessages(around, "Requesting", answers.isRaw ? 1 : payload.count)) {
            payload.bodies(around, isFromInput, body, read -> {
                for (int i = 1; i <= Math.max(1, payload.count); i++) {
                    ask(subject, read, i, bar);
                }
            });
        }
    }

    private void ask(String named, Payload body, int count, ProgressBar bar) {
        String text = payload.templates ? filler.fill("body", body.text(), count) : body.text();
        String subject = payload.templates ? filler.fill("subject", named, count) : named;
        boolean isTold = !answers.isRaw && !bar.isShown();
        if (isTold) {
            session.around().log("Sending request on \"" + subject + "\"");
        }
        String inbox = nats.options().inboxPrefix() + "." + Nuid.next();
        Outgoing request = new Outgoing(
                subject, text.getBytes(body.charset()), PayloadFlags.headers(payload.headers, filler, count), inbox);
        try (SyncSubscription replies = nats.subscribe(inbox)) {
            nats.publish(request);
            bar.add(1);
            if (answers.isAwaited) {
                show(replies, isTold);
            }
        }
    }

    private void show(SyncSubscription replies, boolean isTold) {
        BodyPrinter printer = new BodyPrinter(session.around().out(), answers.translate);
        int wanted = answers.count;
        long start = System.nanoTime();
        long sum = 0;
        Duration timeout = session.timeout();
        for (int taken = 1; ; taken++) {
            Optional<Message> answer = timeout.isNegative() ? Optional.empty() : replies.next(timeout);
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
                    : answers.pause.plusNanos(sum / taken); // as long as answers took so far, and a little longer
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
        if (isTold || answers.isRaw) {
            printer.spaced(message.payload(), message.subject());
        }
    }
}
