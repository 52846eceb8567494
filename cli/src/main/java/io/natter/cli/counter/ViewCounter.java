package io.natter.cli.counter;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.Columns;
import io.natter.cli.text.JsonTree;
import io.natter.client.jetstream.Counters;
import io.natter.client.jetstream.StreamContext;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code natter counter view}: a counter, and what other streams added to it. <i>Confined to one thread.</i> */
@Command(name = "view", description = "View the full counter metadata")
final class ViewCounter implements Callable<Integer> {
    private static final String SOURCES = "Nats-Counter-Sources";

    @Parameters(paramLabel = "<subject>", description = "Subject to get counter for")
    private String subject = "";

    @Mixin
    private CounterStream stream = new CounterStream();

    private final Session session;

    ViewCounter(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamContext found = stream.open(js, subject);
            Counters.Counter counter = found.counters()
                    .counter(subject)
                    .orElseThrow(() -> new UsageException("no counter \"" + subject + "\""));
            Columns columns = new Columns("Counter " + subject)
                    .row("Value", counter.value().toString())
                    .row("Increment", counter.increment().toString())
                    .row("Subject", counter.subject());
            sources(
                    columns,
                    found.message(counter.sequence())
                            .map(message -> message.header(SOURCES))
                            .orElse(null));
            session.around().print(columns.render());
        });
        return 0;
    }

    /** What a text such as {@code {"EU":{"hits":"5"}}} says. */
    private static void sources(Columns columns, @Nullable String text) {
        if (text == null
                || !(JsonTree.parse(text.getBytes(StandardCharsets.UTF_8)).value() instanceof Map<?, ?> all)) {
            columns.line("No source information found");
            return;
        }
        columns.title("Sources");
        all.forEach((source, counts) -> {
            Map<String, String> rows = new TreeMap<>();
            if (counts instanceof Map<?, ?> each) {
                each.forEach((name, count) -> rows.put(Objects.toString(name), Objects.toString(count)));
            }
            columns.rows(Objects.toString(source), rows);
        });
    }
}
