package io.natter.cli.stream;

import io.natter.cli.command.Session;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.PrettyJson;
import io.natter.client.jetstream.StreamContext;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code natter stream gaps}: ranges of messages that are gone.
 *
 * <p><i>Confined to one thread.</i> The nats tool reads the whole stream for it, and asks before; the server knows what is gone, and is
 * asked for that instead.
 */
@Command(name = "gaps", description = "Detect gaps in the stream content that would be reported as deleted messages")
final class FindGaps implements Callable<Integer> {
    /** Messages from one sequence to another, both included. */
    record Gap(long first, long last) {}

    @Parameters(arity = "0..1", paramLabel = "<stream>", description = "Stream to act on")
    private @Nullable String stream;

    @SuppressWarnings("unused") // taken as the tool takes it, and of no use here
    @Option(
            names = {"-f", "--force"},
            hidden = true)
    private boolean isForced;

    @SuppressWarnings("unused") // taken as the tool takes it, and of no use here
    @Option(names = "--progress", negatable = true, hidden = true)
    private @Nullable Boolean isProgressShown;

    @Option(names = "--json", description = "Show detected gaps in JSON format")
    private boolean isJson;

    private final Session session;
    private final StreamChoice choice;

    FindGaps(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamContext picked = choice.pick(js, stream);
            List<Gap> gaps = gaps(picked.deletedSequences());
            session.around().print(isJson ? json(gaps) : text(picked.name(), gaps));
        });
        return 0;
    }

    /** The ranges of these sequences, which are in order. */
    static List<Gap> gaps(List<Long> sequences) {
        List<Gap> gaps = new ArrayList<>();
        long first = 0;
        long last = 0;
        for (long sequence : sequences) {
            if (last != 0 && sequence != last + 1) {
                gaps.add(new Gap(first, last));
            }
            first = last == 0 || sequence != last + 1 ? sequence : first;
            last = sequence;
        }
        if (last != 0) {
            gaps.add(new Gap(first, last));
        }
        return gaps;
    }

    private static String json(List<Gap> gaps) {
        return PrettyJson.of(gaps.stream()
                        .map(gap -> "[" + gap.first + "," + gap.last + "]")
                        .collect(Collectors.joining(",", "[", "]")))
                + "\n";
    }

    private static String text(String name, List<Gap> gaps) {
        if (gaps.isEmpty()) {
            return "No deleted messages in " + name + "\n";
        }
        String title =
                HumanNumbers.comma(gaps.size()) + (gaps.size() == 1 ? " gap" : " gaps") + " found in Stream " + name;
        BoxTable table = new BoxTable(title, "First Message", "Last Message");
        gaps.forEach(gap -> table.row(HumanNumbers.comma(gap.first), HumanNumbers.comma(gap.last)));
        return table.render() + "\n";
    }
}
