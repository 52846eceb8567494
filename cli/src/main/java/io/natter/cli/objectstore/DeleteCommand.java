package io.natter.cli.objectstore;

import io.natter.cli.command.Confirmation;
import io.natter.cli.command.Session;
import io.natter.cli.text.HumanNumbers;
import io.natter.client.objectstore.ObjectInfo;
import io.natter.client.objectstore.ObjectStore;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code natter object del}. <i>Confined to one thread.</i> */
@Command(description = "Deletes a file or bucket from the store")
final class DeleteCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "<bucket>", description = "The bucket to act on")
    private String bucket = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "<file>", description = "The file to delete")
    private @Nullable String file;

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
        try (Stores stores = Stores.open(session)) {
            ObjectStore store = stores.store(bucket);
            if (file == null) {
                delete(stores);
            } else {
                delete(store, Stores.object(store, file));
            }
        }
        return 0;
    }

    private void delete(Stores stores) {
        if (isAgreed("Delete bucket " + bucket + " and all its files?")) {
            stores.management().delete(bucket);
        }
    }

    private void delete(ObjectStore store, ObjectInfo info) {
        String what = bucket + " > " + info.name();
        if (isAgreed("Delete " + HumanNumbers.bytes(info.size()) + " byte file " + what + "?")) {
            store.delete(info.name());
            session.around().print("Removed " + what + "\n");
            Sheets.print(session.around(), store.status());
        }
    }

    private boolean isAgreed(String question) {
        boolean isAgreed = force || Confirmation.isGiven(session.around(), question);
        if (!isAgreed) {
            session.around().print("Skipping delete\n");
        }
        return isAgreed;
    }
}
