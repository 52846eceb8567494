package io.natter.cli.stream;

import io.natter.cli.command.Session;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.PrettyJson;
import io.natter.client.jetstream.StreamContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter stream subjects}: messages by subject. <i>Confined to one thread.</i> */
@Command(name = "subjects", description = "Query subjects held in a stream")
final class ListSubjects implements Callable<Integer> {
    private static final int WIDTH_FOR_THREE = 20;
    private static final int WIDTH_FOR_TWO = 30;

    /** The order of what is shown. */
    private enum Order {
        NAME,
        SUBJECTS,
        MESSAGES,
        COUNT
    }

    @Parameters(index = "0", arity = "0..1", paramLabel = "<stream>", description = "Stream name")
    private @Nullable String stream;

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = ">",
            paramLabel = "<filter>",
            description = "Limit the subjects to those matching a filter")
    private String filter = ">";

    @Option(
            names = {"-j", "--json"},
            description = "Produce JSON output")
    private boolean isJson;

    @Option(
            names = "--sort",
            defaultValue = "MESSAGES",
            paramLabel = "ORDER",
            description = "Adjusts the sorting order (name, messages)")
    private Order order = Order.MESSAGES;

    @Option(
            names = {"-R", "--reverse"},
            description = "Reverse the order")
    private boolean isReverse;

    @Option(names = "--names", description = "List only subject names")
    private boolean isNamesOnly;

    private final Session session;
    private final StreamChoice choice;

    ListSubjects(Session session, StreamChoice choice) {
        this.session = session;
        this.choice = choice;
    }

    @Override
    public Integer call() {
        session.withJetStream(js -> {
            StreamContext picked = choice.pick(js, stream);
            Map<String, Long> counts = picked.subjects(filter);
            session.around().print(text(picked.name(), counts));
        });
        return 0;
    }

    private String text(String name, Map<String, Long> counts) {
        if (isJson) {
            return PrettyJson.of(counts) + "\n";
        }
        if (counts.isEmpty()) {
            return "No subjects found matching " + filter + "\n";
        }
        List<String> names = sorted(counts);
        return isNamesOnly ? String.join("\n", names) + "\n" : table(name, names, counts) + "\n";
    }

    private List<String> sorted(Map<String, Long> counts) {
        Comparator<String> byName = Comparator.naturalOrder();
        Comparator<String> comparator = order == Order.NAME || order == Order.SUBJECTS
                ? byName
                : Comparator.<String>comparingLong(counts::get).thenComparing(byName);
        List<String> names = new ArrayList<>(counts.keySet());
        names.sort(isReverse ? comparator.reversed() : comparator);
        return names;
    }

    private static String table(String stream, List<String> names, Map<String, Long> counts) {
        int longest = names.stream().mapToInt(String::length).max().orElse(0);
        int digits = HumanNumbers.comma(counts.values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElse(0))
                .length();
        int pairs = longest + digits < WIDTH_FOR_THREE ? 3 : longest + digits < WIDTH_FOR_TWO ? 2 : 1;
        String[] heads = new String[2 * pairs];
        for (int i = 0; i < pairs; i++) {
            heads[2 * i] = "Subject";
            heads[2 * i + 1] = "Count";
        }
        BoxTable table = new BoxTable(names.size() + " Subjects in stream " + stream, heads);
        for (int from = 0; from < names.size(); from += pairs) {
            String[] row = new String[2 * pairs];
            for (int i = 0; i < pairs; i++) {
                String name = from + i < names.size() ? names.get(from + i) : "";
                row[2 * i] = name;
                row[2 * i + 1] = name.isEmpty() ? "" : HumanNumbers.comma(counts.getOrDefault(name, 0L));
            }
            table.row(row);
        }
        return table.render();
    }
}
