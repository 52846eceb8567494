package io.natter.cli.objectstore;

import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.client.objectstore.ObjectStoreStatus;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter object seal}. <i>Confined to one thread.</i> */
@Command(description = "Seals a bucket preventing further updates")
final class SealCommand implements Callable<Integer> {
    @Parameters(paramLabel = "<bucket>", description = "The bucket to act on")
    private String bucket = "";

    @Option(
            names = {"-f", "--force"},
            description = "Force sealing without prompting")
    private boolean force;

    private final Session session;

    SealCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        String question = "Really seal Bucket " + bucket + ", sealed buckets can not be unsealed or modified";
        if (!force && !Confirmation.isGiven(session.around(), question)) {
            return 0;
        }
        try (Stores stores = Stores.open(session)) {
            ObjectStoreStatus sealed = stores.store(bucket).seal();
            session.around().print(bucket + " has been sealed\n");
            Sheets.print(session.around(), sealed);
        }
        return 0;
    }
}
