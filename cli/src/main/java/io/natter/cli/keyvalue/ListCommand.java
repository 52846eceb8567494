package io.natter.cli.keyvalue;

import io.natter.cli.bucket.BucketRows;
import io.natter.cli.command.Session;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueEntry;
import io.natter.client.keyvalue.KeyValueManagement;
import io.natter.client.keyvalue.KeyValueStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter kv ls}: buckets, or the keys of one. <i>Confined to one thread.</i> */
@Command(description = "List available buckets or the keys in a bucket")
final class ListCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "<bucket>", description = "The bucket to list the keys")
    private @Nullable String bucket;

    @Parameters(index = "1", arity = "0..1", paramLabel = "<key>", description = "The key to act on")
    private @Nullable String key;

    @Option(
            names = {"-n", "--names"},
            description = "Show just the bucket names")
    private boolean names;

    @Option(
            names = {"-v", "--verbose"},
            description = "Show detailed info about the key")
    private boolean verbose;

    @Option(
            names = "--display-value",
            description = "Display value in verbose output (has no effect without 'verbose')")
    private boolean displayValue;

    private final Session session;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Buckets buckets = Buckets.open(session)) {
            session.around()
                    .print(bucket == null ? buckets(buckets.management()) : keys(bucket, buckets.bucket(bucket)));
        }
        return 0;
    }

    private String buckets(KeyValueManagement management) {
        if (names) {
            return lines(management.names());
        }
        List<KeyValueStatus> found = new ArrayList<>(management.statuses());
        if (found.isEmpty()) {
            return "No Key-Value buckets found\n";
        }
        found.sort(Comparator.comparingLong(KeyValueStatus::bytes));
        Clock clock = session.around().clock();
        BoxTable table =
                new BoxTable("Key-Value Buckets", "Bucket", "Description", "Created", "Size", "Values", "Last Update");
        for (KeyValueStatus status : found) {
            table.row(
                    status.bucket(),
                    status.description(),
                    HumanTime.at(status.stream().created(), clock),
                    HumanNumbers.bytes(status.bytes()),
                    HumanNumbers.comma(status.values()),
                    BucketRows.lastUpdate(status.stream(), clock));
        }
        return table.render() + "\n";
    }

    private String keys(String name, KeyValue<byte[]> of) {
        String[] filters = key == null ? new String[0] : new String[] {key};
        if (verbose) {
            List<KeyValueEntry<byte[]>> found = of.entries(filters);
            return table(name, found) + nothing(found);
        }
        List<String> found = of.keys(filters);
        return lines(found) + nothing(found);
    }

    private String nothing(List<?> found) {
        return found.isEmpty() && !names ? "No keys found in bucket\n" : "";
    }

    private String table(String name, List<KeyValueEntry<byte[]>> found) {
        List<String> heads = new ArrayList<>(List.of("Key", "Created", "Delta", "Revision"));
        if (displayValue) {
            heads.add("Value");
        }
        BoxTable table = new BoxTable("Contents for bucket '" + name + "'", heads.toArray(String[]::new));
        for (KeyValueEntry<byte[]> entry : found) {
            List<String> cells = new ArrayList<>(List.of(
                    entry.key(),
                    HumanTime.at(entry.created(), session.around().clock()),
                    Long.toString(entry.delta()),
                    Long.toString(entry.revision())));
            if (displayValue) {
                cells.add(Values.shown(entry.payload()));
            }
            table.row(cells.toArray(String[]::new));
        }
        return table.render() + "\n";
    }

    private static String lines(List<String> all) {
        return all.isEmpty() ? "" : String.join("\n", all) + "\n";
    }
}
