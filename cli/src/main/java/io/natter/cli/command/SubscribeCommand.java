package io.natter.cli.command;

import io.natter.client.Message;
import io.natter.client.NatsConnection;
import io.natter.client.Subscription;
import io.natter.protocol.subject.Subjects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * {@code natter sub}: shows messages as they come, or those of a stream.
 *
 * <p><i>Confined to one thread.</i> Ends when told to, after so many messages, or so long without one.
 */
@Command(name = "subscribe", description = "Generic subscription client")
final class SubscribeCommand implements Callable<Integer> {
    private static final Duration REPORT_PERIOD = Duration.ofSeconds(1);
    private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE);

    @Mixin
    private SubscribeFlags flags = new SubscribeFlags();

    @Mixin
    private StoredSourceFlags stream = new StoredSourceFlags();

    private final Session session;
    private final Map<String, Message> unmatched = new HashMap<>();
    private long counter;

    SubscribeCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        flags.check(stream.isAny());
        stream.check(flags);
        if (flags.graph) {
            requireTerminal();
        }
        if (flags.dump != null && !flags.dump.equals("-")) {
            createDirectory(Path.of(flags.dump));
        }
        try (NatsConnection nats = session.connect()) {
            Complaints complaints = new Complaints(nats);
            try (Incoming incoming = open(nats)) {
                complaints.flush(session.timeout());
                show(incoming);
            }
            nats.closeNow(); // What waits is not wanted any more.
        }
        return 0;
    }

    private Incoming open(NatsConnection nats) {
        return stream.isAny()
                ? StoredSource.open(session.around(), session.jetStream(nats), flags, stream)
                : SubscribedMessages.open(session, nats, flags);
    }

    private void show(Incoming incoming) {
        MessagePrinter printer = new MessagePrinter(session.around(), flags, session.isTraced());
        Summary summary = summary();
        long reported = System.nanoTime();
        long heard = reported;
        boolean isEnd = false;
        while (!isEnd) {
            Incoming.Received next = incoming.next(wait(summary != null, heard));
            long now = System.nanoTime();
            if (next != null) {
                heard = now;
                isEnd = next.isReply()
                        ? match(next.message(), printer)
                        : take(next.message(), incoming, printer, summary);
            } else if (flags.wait.toNanos() > 0 && now - heard >= flags.wait.toNanos()) {
                isEnd = true;
            }
            isEnd |= incoming.isEnded();
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

    private Duration wait(boolean isSummary, long heard) {
        Duration wait = isSummary ? REPORT_PERIOD : FOREVER;
        if (flags.wait.isZero()) {
            return wait;
        }
        Duration left = Duration.ofNanos(Math.max(0, heard + flags.wait.toNanos() - System.nanoTime()));
        return left.compareTo(wait) < 0 ? left : wait;
    }

    // Whether this was the last.
    private boolean take(Message message, Incoming incoming, MessagePrinter printer, @Nullable Summary summary) {
        if (flags.ignored.stream().anyMatch(ignored -> Subjects.collide(message.subject(), ignored))) {
            return false;
        }
        if (flags.count > 0 && counter == flags.count) {
            return false; // more than was asked for, while a reply is still waited for
        }
        counter++;
        String replyTo = message.replyTo();
        if (summary != null) {
            summary.count(counted(message), message.payload().length);
        } else if (flags.matchReplies && replyTo != null) {
            unmatched.put(replyTo, message);
        } else {
            printer.print(message, null, counter);
        }
        incoming.shown(message);
        if (counter == flags.count) {
            incoming.stop();
            return unmatched.isEmpty();
        }
        return false;
    }

    // What it is counted by: a subject that was asked for, or its own.
    private String counted(Message message) {
        if (flags.isBySubscription() && stream.isAny() && !flags.subjects.isEmpty()) {
            return flags.subjects.get(0);
        }
        Subscription subscription = stream.isAny() ? null : message.subscription();
        return flags.isBySubscription() && subscription != null ? subscription.subject() : message.subject();
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
