package io.natter.cli.keyvalue;

import io.natter.cli.command.Surroundings;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.client.keyvalue.KeyValueEntry;
import java.util.List;

/** What became of a key, in a table. <i>Thread-safe:</i> pure functions. */
final class HistoryTable {
    private HistoryTable() {}

    static void print(Surroundings around, KeyArguments of, List<KeyValueEntry<byte[]>> history) {
        BoxTable table = new BoxTable(
                "History for " + of.bucket + " > " + of.key, "Key", "Revision", "Op", "Created", "Length", "Value");
        for (KeyValueEntry<byte[]> entry : history) {
            table.row(
                    entry.key(),
                    Long.toString(entry.revision()),
                    entry.operation().name(),
                    HumanTime.at(entry.created(), around.clock()),
                    HumanNumbers.comma(entry.payload().length),
                    Values.cell(entry.payload()));
        }
        around.print(table.render() + "\n");
    }
}
