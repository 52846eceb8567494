package io.natter.cli.keyvalue;

import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.client.keyvalue.KeyValue;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter kv compact}. <i>Confined to one thread.</i> */
@Command(description = "Reclaim space used by deleted keys")
final class CompactCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<bucket>", description = "The bucket to act on")
    private String bucket = "";

    @Option(
            names = {"-f", "--force"},
            description = "Act without confirmation")
    private boolean force;

    private final Session session;

    CompactCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Buckets buckets = Buckets.open(session)) {
            KeyValue<byte[]> there = buckets.bucket(bucket);
            String question = "Purge all historic values and audit trails for deleted keys in bucket " + bucket + "?";
            if (force || Confirmation.isGiven(session.around(), question)) {
                there.purgeDeletes();
            } else {
                session.around().print("Skipping delete\n");
            }
        }
        return 0;
    }
}
