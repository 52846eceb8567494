package io.natter.cli.counter;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.PrettyJson;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter counter list}: subjects of counters, in order. <i>Confined to one thread.</i> */
@Command(name = "list", description = "List Counters in a stream")
final class ListCounters implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<subject>", description = "Subject pattern to get counters for")
    private @Nullable String subject;

    @Mixin
    private CounterStream stream = new CounterStream();

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    private final Session session;

    ListCounters(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        if (stream.name == null && subject == null) {
            throw new UsageException("no stream or subject specified");
        }
        String filter = subject == null ? ">" : subject;
        session.withJetStream(js -> {
            List<String> subjects = stream.open(js, filter).subjects(filter).keySet().stream()
                    .sorted()
                    .toList();
            if (subjects.isEmpty()) {
                throw new UsageException("no counters found");
            }
            session.around().print(isJson ? PrettyJson.of(subjects) + "\n" : String.join("\n", subjects) + "\n");
        });
        return 0;
    }
}
