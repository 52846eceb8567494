package io.natter.cli.stream;

import io.natter.cli.command.BodyPrinter;
import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.Surroundings;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanTime;
import io.natter.client.jetstream.JetStreamMessage;
import io.natter.client.jetstream.JetStreamMessages;
import io.natter.client.jetstream.OrderedOptions;
import io.natter.client.jetstream.StreamContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream view}: messages page by page, for somebody who looks. <i>Confined to one thread.</i> */
@Command(name = "view", description = "View messages in a stream")
final class ViewStream implements Callable<Integer> {
    private static final int PAGE_MAX = 25;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Set<String> HIDDEN = Set.of(
            "Nats-Subject",
            "Nats-Stream",
            "Nats-Sequence",
            "Nats-Time-Stamp",
            "Nats-Num-Pending",
            "Nats-Last-Sequence");

    @Parameters(index = "0", arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    private @Nullable String stream;

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = "10",
            paramLabel = "<size>",
            description = "Page size <= 25")
    private int pageSize = 10;

    @Option(names = "--id", description = "Start at a specific message Sequence")
    private long sequence;

    @Option(names = "--since", description = "Delivers messages received since a duration like 1d3h5m2s")
    private @Nullable Duration since;

    @Option(names = "--raw", description = "Show the raw data received")
    private boolean isRaw;

    @Option(
            names = "--translate",
            paramLabel = "COMMAND",
            description = "Translate the message data by running it through the given command before output")
    private @Nullable String translate;

    @Option(names = "--subject", description = "Filter the stream using a subject")
    private @Nullable String subject;

    private final Session session;
    private final StreamChoice choice;

    ViewStream(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        if (!session.around().isInputTerminal()) {
            throw new UsageException("interactive stream paging requires a valid terminal");
        }
        if (pageSize > PAGE_MAX) {
            session.around().log("Page size is limited to 25, setting to 25...");
            pageSize = PAGE_MAX;
        }
        session.withJetStream(js -> view(choice.pick(js, stream)));
        return 0;
    }

    private void view(StreamContext picked) {
        Surroundings around = session.around();
        try (JetStreamMessages messages = picked.orderedConsumer(options()).messages()) {
            for (int shown = 1; ; shown++) {
                Optional<JetStreamMessage> next = messages.next(PATIENCE);
                next.ifPresent(this::show);
                around.out().flush();
                if (next.isEmpty() || next.get().metadata().pendingCount() == 0) {
                    around.log("Reached apparent end of data");
                    return;
                }
                if (shown % pageSize == 0 && !new Prompt(around).isYes("Next Page?", true, "")) {
                    return;
                }
            }
        }
    }

    private OrderedOptions options() {
        OrderedOptions options = OrderedOptions.DEFAULTS;
        if (since != null) {
            options = options.fromTime(session.around().clock().instant().minus(since));
        } else if (sequence > 0) {
            options = options.fromSequence(sequence);
        }
        return subject == null ? options : options.withFilters(List.of(subject));
    }

    private void show(JetStreamMessage message) {
        Surroundings around = session.around();
        BodyPrinter printer = new BodyPrinter(around.out(), translate);
        if (isRaw) {
            around.out().println(message.text());
            return;
        }
        around.out()
                .println("[" + message.metadata().streamSequence() + "] Subject: " + message.subject() + " Received: "
                        + HumanTime.at(message.metadata().time(), around.clock()));
        if (!message.headers().entries().isEmpty()) {
            around.out().println();
        }
        message.headers().entries().stream()
                .filter(entry -> !HIDDEN.contains(entry.name()))
                .forEach(entry -> around.out().println("  " + entry.name() + ": " + entry.value()));
        printer.spaced(message.payload(), message.subject());
    }
}
