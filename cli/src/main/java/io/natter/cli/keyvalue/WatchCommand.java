package io.natter.cli.keyvalue;

import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.cli.text.HumanTime;
import io.natter.client.keyvalue.KeyValueEntry;
import io.natter.client.keyvalue.KeyValueUpdates;
import io.natter.client.keyvalue.WatchOptions;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter kv watch}: until the bucket is deleted, or the command told to end. <i>Confined to one thread.</i> */
@Command(description = "Watch the bucket or a specific key for updated")
final class WatchCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<bucket>", description = "The bucket to act on")
    private String bucket = "";

    @Parameters(
            index = "1",
            arity = "0..1",
            defaultValue = ">",
            paramLabel = "<key>",
            description = "The key to act on")
    private String key = ">";

    @Option(names = "--history", description = "Includes historic values")
    private boolean history;

    @Option(
            names = "--deletes",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Includes deletes in watched values")
    private boolean deletes = true;

    @Option(names = "--updates", description = "Only show new values written")
    private boolean updates;

    @Option(names = "--revision", paramLabel = "REVISION", description = "Starts from a certain revision")
    private long revision;

    private final Session session;

    WatchCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        WatchOptions options = options();
        try (Buckets buckets = Buckets.open(session);
                KeyValueUpdates<byte[]> changes = buckets.bucket(bucket).updates(options)) {
            for (KeyValueEntry<byte[]> change : changes) {
                session.around().print(line(change));
            }
        }
        return 0;
    }

    private WatchOptions options() {
        if ((history ? 1 : 0) + (updates ? 1 : 0) + (revision > 0 ? 1 : 0) > 1) {
            throw new UsageException("--history, --updates and --revision are mutually exclusive");
        }
        WatchOptions options = WatchOptions.of(key);
        options = deletes ? options : options.withoutDeletes();
        options = history ? options.withHistory() : options;
        options = updates ? options.withUpdatesOnly() : options;
        return revision > 0 ? options.from(revision) : options;
    }

    private String line(KeyValueEntry<byte[]> change) {
        String what = "[" + HumanTime.at(change.created(), session.around().clock()) + "] "
                + change.operation().name() + " " + change.bucket() + " > " + change.key();
        return change.isPut() ? what + ": " + new String(change.payload(), StandardCharsets.UTF_8) + "\n" : what + "\n";
    }
}
