package io.natter.cli.traffic;

import static java.util.Objects.requireNonNull;

import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts messages by kind, and shows the last seconds of it, one in a row.
 *
 * <p><i>Confined to one thread</i>, but for {@link #count}, which another one calls.
 */
final class TrafficTables {
    private static final int ROWS_MAX = 11;

    private final Map<TrafficKind, LongAdder> counts = new EnumMap<>(TrafficKind.class); // never changed once filled
    private final LongAdder bytes = new LongAdder();
    private final Map<TrafficKind.Group, Deque<List<String>>> rows = new EnumMap<>(TrafficKind.Group.class);

    TrafficTables() {
        for (TrafficKind kind : TrafficKind.values()) {
            counts.put(kind, new LongAdder());
        }
        for (TrafficKind.Group group : TrafficKind.Group.values()) {
            rows.put(group, new ArrayDeque<>());
        }
    }

    /** One message. */
    void count(String subject, @Nullable String replyTo, long payloadBytes) {
        adder(TrafficKind.of(subject, replyTo)).increment();
        bytes.add(payloadBytes);
    }

    private LongAdder adder(TrafficKind kind) {
        return requireNonNull(counts.get(kind));
    }

    /** Ends a second, and shows it below those before. Tables of servers among themselves are there once something was heard of them. */
    String next() {
        StringBuilder text = new StringBuilder();
        for (TrafficKind.Group group : TrafficKind.Group.values()) {
            Deque<List<String>> shown = requireNonNull(rows.get(group));
            List<String> row = row(group);
            boolean isSilent = row.stream().allMatch("0"::equals);
            if (group != TrafficKind.Group.GENERAL && shown.isEmpty() && isSilent) {
                continue;
            }
            shown.add(row);
            if (shown.size() > ROWS_MAX) {
                shown.remove();
            }
            BoxTable table = new BoxTable(group.title(), heads(group));
            shown.forEach(each -> table.row(each.toArray(String[]::new)));
            text.append(table.render()).append('\n');
        }
        return text.toString();
    }

    private static String[] heads(TrafficKind.Group group) {
        List<String> heads = new ArrayList<>();
        group.kinds().forEach(kind -> heads.add(kind.head()));
        if (group == TrafficKind.Group.GENERAL) {
            heads.add("Total Bytes");
        }
        heads.add("Total Messages");
        return heads.toArray(String[]::new);
    }

    private List<String> row(TrafficKind.Group group) {
        List<String> row = new ArrayList<>();
        long total = 0;
        for (TrafficKind kind : group.kinds()) {
            long count = adder(kind).sumThenReset();
            total += count;
            row.add(HumanNumbers.comma(count));
        }
        if (group == TrafficKind.Group.GENERAL) {
            row.add(HumanNumbers.bytes(bytes.sumThenReset()));
        }
        row.add(HumanNumbers.comma(total));
        return row;
    }
}
