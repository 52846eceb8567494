package io.natter.cli.command;

import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Counts messages by subject and shows the busiest. <i>Confined to one thread.</i> */
final class SubjectReport implements Summary {
    private static final String CLEAR_SCREEN = "\033[2J\033[H";

    /** Messages and bytes of a subject. */
    private record Traffic(long messages, long bytes) {}

    private final int top;
    private final Map<String, Traffic> bySubject = new HashMap<>();

    SubjectReport(int top) {
        this.top = top;
    }

    @Override
    public void count(String subject, int bytes) {
        bySubject.merge(
                subject,
                new Traffic(1, bytes),
                (sum, one) -> new Traffic(sum.messages + one.messages, sum.bytes + one.bytes));
    }

    @Override
    public void show(Surroundings around) {
        if (around.isOutputTerminal()) {
            around.out().print(CLEAR_SCREEN);
        }
        around.out().println(render());
        around.out().flush();
    }

    String render() {
        String title = top == 1 ? "Top Subject Report" : "Top " + top + " Active Subjects Report";
        BoxTable table = new BoxTable(title, "Subject", "Message Count", "Bytes");
        Comparator<Map.Entry<String, Traffic>> order = Comparator.comparingLong(entry -> -entry.getValue().messages);
        List<Map.Entry<String, Traffic>> busiest = bySubject.entrySet().stream()
                .sorted(order.thenComparing(Map.Entry::getKey))
                .limit(top)
                .toList();
        long messages = 0;
        long bytes = 0;
        for (Map.Entry<String, Traffic> entry : busiest) {
            Traffic traffic = entry.getValue();
            table.row(entry.getKey(), HumanNumbers.comma(traffic.messages), HumanNumbers.bytes(traffic.bytes));
            messages += traffic.messages;
            bytes += traffic.bytes;
        }
        return table.foot("Totals", HumanNumbers.comma(messages), HumanNumbers.bytes(bytes))
                .render();
    }
}
