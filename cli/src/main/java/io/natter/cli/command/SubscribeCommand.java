package io.natter.cli.command;

import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.SubscribeOptions;
import io.natter.client.Subscription;
import io.natter.protocol.Nuid;
import io.natter.protocol.subject.Subjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code natter sub}: shows messages as they come.
 *
 * <p><i>Confined to one thread</i>, which takes messages of all subscriptions from one queue. While that is full the handlers wait, and the
 * subscriptions' own limits hold. Ends when told to, after so many messages, or so long without one.
 */
@Command(name = "subscribe", description = "Generic subscription client")
final class SubscribeCommand implements Callable<Integer> {
    /** What came: on a subject asked for, or an answer that may match a request. */
    private record Received(Message message, boolean isReply) {}

    private static final int WAITING_MAX = 1024;
    private static final Duration REPORT_PERIOD = Duration.ofSeconds(1);

    @Mixin
    private SubscribeFlags flags = new SubscribeFlags();

    private final Session session;
    private final BlockingQueue<Received> received = new ArrayBlockingQueue<>(WAITING_MAX);
    private final Map<String, Message> unmatched = new HashMap<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private long counter;

    SubscribeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check();
        if (flags.graph) {
            requireTerminal();
        }
        if (flags.dump != null && !flags.dump.equals("-")) {
            createDirectory(Path.of(flags.dump));
        }
        try (NatsConnection nats = session.connect()) {
            if (flags.subjects.isEmpty()) {
                flags.subjects.add(nats.options().inboxPrefix() + "." + Nuid.next());
            }
            Complaints complaints = new Complaints(nats);
            subscribe(nats);
            complaints.flush(session.timeout());
            show();
            nats.closeNow(); // What waits is not wanted any more.
        }
        return 0;
    }

    private void subscribe(NatsConnection nats) {
        Surroundings around = session.around();
        if (flags.matchReplies) {
            String inboxes = nats.options().inboxPrefix() + ".>";
            if (!flags.isQuiet()) {
                around.log("Matching replies with inbox prefix " + inboxes);
            }
            nats.subscribe(inboxes, message -> received.put(new Received(message, true)));
        }
        if (!flags.isQuiet() || flags.inbox) {
            String ignored = flags.ignored.isEmpty() ? "" : "\nIgnored subjects: " + String.join(", ", flags.ignored);
            around.log("Subscribing on " + String.join(", ", flags.subjects) + " " + ignored);
        }
        SubscribeOptions options = SubscribeOptions.DEFAULTS.withQueue(flags.queue);
        for (String subject : flags.subjects) {
            subscriptions.add(nats.subscribe(subject, options, message -> received.put(new Received(message, false))));
        }
    }

    private void show() {
        MessagePrinter printer = new MessagePrinter(session.around(), flags, session.isTraced());
        Summary summary = summary();
        long reported = System.nanoTime();
        long heard = reported;
        boolean isEnd = false;
        while (!isEnd) {
            Received next = next(summary != null, heard);
            long now = System.nanoTime();
            if (next != null) {
                heard = now;
                isEnd = next.isReply ? match(next.message, printer) : take(next.message, printer, summary);
            } else if (flags.wait.toNanos() > 0 && now - heard >= flags.wait.toNanos()) {
                isEnd = true;
            }
            if (summary != null && (isEnd || now - reported >= REPORT_PERIOD.toNanos())) {
                summary.show(session.around());
                reported = now;
            }
        }
    }

    private @Nullable Summary summary() {
        if (flags.graph) {
            return new RateGraphs(flags.subjects);
        }
        return flags.isSummary() ? new SubjectReport(flags.reportTop) : null;
    }

    private @Nullable Received next(boolean isSummary, long heard) {
        long wait = isSummary ? REPORT_PERIOD.toNanos() : Long.MAX_VALUE;
        if (flags.wait.toNanos() > 0) {
            wait = Math.min(wait, Math.max(0, heard + flags.wait.toNanos() - System.nanoTime()));
        }
        try {
            return received.poll(wait, TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        }
    }

    // Whether this was the last.
    private boolean take(Message message, MessagePrinter printer, @Nullable Summary summary) {
        if (flags.ignored.stream().anyMatch(ignored -> Subjects.collide(message.subject(), ignored))) {
            return false;
        }
        if (flags.count > 0 && counter == flags.count) {
            return false; // more than was asked for, while a reply is still waited for
        }
        counter++;
        String replyTo = message.replyTo();
        if (summary != null) {
            Subscription subscription = message.subscription();
            boolean bySubscription = flags.isBySubscription() && subscription != null;
            summary.count(
                    bySubscription && subscription != null ? subscription.subject() : message.subject(),
                    message.payload().length);
        } else if (flags.matchReplies && replyTo != null) {
            unmatched.put(replyTo, message);
        } else {
            printer.print(message, null, counter);
        }
        if (counter == flags.count) {
            subscriptions.forEach(Subscription::unsubscribe);
            return unmatched.isEmpty();
        }
        return false;
    }

    private boolean match(Message reply, MessagePrinter printer) {
        Message request = unmatched.remove(reply.subject());
        if (request == null) {
            return false;
        }
        printer.print(request, reply, counter);
        return counter == flags.count && unmatched.isEmpty();
    }

    private void requireTerminal() {
        if (!session.around().isOutputTerminal()) {
            throw new UsageException("failed to get terminal dimensions: the output is no terminal");
        }
        TerminalSize terminal = TerminalSize.of(session.around());
        if (terminal.columns() < TerminalSize.LEAST || terminal.rows() < TerminalSize.LEAST) {
            throw new UsageException("please increase terminal dimensions");
        }
    }

    private static void createDirectory(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
