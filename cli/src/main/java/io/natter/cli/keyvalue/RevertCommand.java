package io.natter.cli.keyvalue;

import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.keyvalue.KeyValue;
import io.natter.client.keyvalue.KeyValueEntry;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter kv revert}: puts an old value again, unless somebody put one meanwhile. <i>Confined to one thread.</i> */
@Command(description = "Reverts a value to a previous revision using put")
final class RevertCommand implements Callable<Integer> {
    @Mixin
    private KeyArguments of = new KeyArguments();

    @Parameters(index = "2", paramLabel = "<revision>", description = "The revision to revert to")
    private long revision;

    @Option(
            names = {"-f", "--force"},
            description = "Force reverting without prompting")
    private boolean force;

    private final Session session;

    RevertCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Buckets buckets = Buckets.open(session)) {
            KeyValue<byte[]> bucket = buckets.bucket(of.bucket);
            List<KeyValueEntry<byte[]>> history = bucket.history(of.key);
            if (history.size() <= 1) {
                throw new UsageException("cannot revert key in a bucket where history=1");
            }
            KeyValueEntry<byte[]> old = bucket.get(of.key, revision).orElseThrow(of::notFound);
            if (!force && !isConfirmed(old)) {
                return 0;
            }
            long latest = history.get(history.size() - 1).revision();
            bucket.update(of.key, old.payload(), latest);
            HistoryTable.print(session.around(), of, bucket.history(of.key));
        }
        return 0;
    }

    private boolean isConfirmed(KeyValueEntry<byte[]> old) {
        session.around().print("Revision: " + old.revision() + "\n\n" + Values.cell(old.payload()) + "\n\n");
        return Confirmation.isGiven(session.around(), "Really revert to revision " + revision);
    }
}
