package io.natter.cli.objectstore;

import io.natter.cli.bucket.BucketRows;
import io.natter.cli.command.Session;
import io.natter.cli.text.BoxTable;
import io.natter.cli.text.HumanNumbers;
import io.natter.cli.text.HumanTime;
import io.natter.client.objectstore.ObjectInfo;
import io.natter.client.objectstore.ObjectStoreManagement;
import io.natter.client.objectstore.ObjectStoreStatus;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter object ls}: stores, or the objects of one. <i>Confined to one thread.</i> */
@Command(description = "List buckets or contents of a specific bucket")
final class ListCommand implements Callable<Integer> {
    @Parameters(arity = "0..1", paramLabel = "<bucket>", description = "The bucket to act on")
    private @Nullable String bucket;

    @Option(
            names = {"-n", "--names"},
            description = "When listing buckets, show just the bucket names")
    private boolean names;

    private final Session session;

    ListCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Stores stores = Stores.open(session)) {
            String shown = bucket == null
                    ? stores(stores.management())
                    : objects(stores.store(bucket).list());
            session.around().print(shown);
        }
        return 0;
    }

    private String stores(ObjectStoreManagement management) {
        if (names) {
            return lines(management.names());
        }
        List<ObjectStoreStatus> found = new ArrayList<>(management.statuses());
        if (found.isEmpty()) {
            return "No Object Store buckets found\n";
        }
        found.sort(Comparator.comparingLong(ObjectStoreStatus::bytes));
        Clock clock = session.around().clock();
        BoxTable table =
                new BoxTable("Object Store Buckets", "Bucket", "Description", "Created", "Size", "Last Update");
        for (ObjectStoreStatus status : found) {
            table.row(
                    status.name(),
                    status.description(),
                    HumanTime.at(status.stream().created(), clock),
                    HumanNumbers.bytes(status.bytes()),
                    BucketRows.lastUpdate(status.stream(), clock));
        }
        return table.render() + "\n";
    }

    private String objects(List<ObjectInfo> found) {
        if (names) {
            return lines(found.stream().map(ObjectInfo::name).toList());
        }
        if (found.isEmpty()) {
            return "No entries found\n";
        }
        BoxTable table = new BoxTable("Bucket Contents", "Name", "Size", "Time");
        for (ObjectInfo info : found) {
            table.row(
                    info.name(),
                    HumanNumbers.bytes(info.size()),
                    HumanTime.at(info.modified(), session.around().clock()));
        }
        return table.render() + "\n";
    }

    private static String lines(List<String> all) {
        return all.isEmpty() ? "" : String.join("\n", all) + "\n";
    }
}
