package io.natter.cli.keyvalue;

import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.keyvalue.KeyValue;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter kv del}. <i>Confined to one thread.</i> */
@Command(description = "Deletes a key or the entire bucket")
final class DeleteCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<bucket>", description = "The bucket to act on")
    private String bucket = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "<key>", description = "The key to act on")
    private @Nullable String key;

    @Option(
            names = {"-f", "--force"},
            description = "Act without confirmation")
    private boolean force;

    private final Session session;

    DeleteCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Buckets buckets = Buckets.open(session)) {
            KeyValue<byte[]> there = buckets.bucket(bucket);
            String what = key == null ? "bucket " + bucket : "key " + bucket + " > " + key;
            if (!force && !Confirmation.isGiven(session.around(), "Delete " + what + "?")) {
                session.around().print("Skipping delete\n");
            } else if (key != null) {
                there.delete(key);
            } else if (!buckets.management().delete(bucket)) {
                throw new UsageException("bucket not found: " + bucket);
            }
        }
        return 0;
    }
}
