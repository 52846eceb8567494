package io.natter.cli.stream;

import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.protocol.jetstream.StreamInfo;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;

/** Streams in a table, the smallest first. <i>Thread-safe:</i> pure functions. */
final class StreamTable {
    private StreamTable() {}

    static String text(String title, List<StreamInfo> streams, Clock clock) {
        BoxTable table = new BoxTable(title, "Name", "Description", "Created", "Messages", "Size", "Last Message");
        streams.stream()
                .sorted(Comparator.comparingLong(info -> info.state().bytes()))
                .forEach(info -> table.row(
                        info.config().name(),
                        info.config().description(),
                        HumanTime.at(info.created(), clock),
                        HumanNumbers.comma(info.state().messages()),
                        HumanNumbers.bytes(info.state().bytes()),
                        lastMessage(info, clock)));
        return table.render() + "\n";
    }

    private static String lastMessage(StreamInfo info, Clock clock) {
        return HumanTime.isNone(info.state().lastTime())
                ? "never"
                : HumanTime.since(info.state().lastTime(), info.timestamp(), clock);
    }
}
