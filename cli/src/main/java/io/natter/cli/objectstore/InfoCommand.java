package io.natter.cli.objectstore;

import io.natter.cli.command.Prompt;
import io.natter.cli.command.Session;
import io.natter.cli.command.UsageException;
import io.natter.client.objectstore.ObjectStore;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code natter object info}: of a store, or of an object in it. <i>Confined to one thread.</i> */
@Command(description = "Get information about a bucket or object")
final class InfoCommand implements Callable<Integer> {
    @Parameters(index = "0", arity = "0..1", paramLabel = "<bucket>", description = "The bucket to act on")
    private @Nullable String bucket;

    @Parameters(index = "1", arity = "0..1", paramLabel = "<file>", description = "The file to show")
    private @Nullable String file;

    private final Session session;

    InfoCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Stores stores = Stores.open(session)) {
            String name = bucket == null ? selected(stores.management().names()) : bucket;
            ObjectStore store = stores.store(name);
            if (file == null) {
                Sheets.print(session.around(), store.status());
            } else {
                Sheets.print(session.around(), Stores.object(store, file));
            }
        }
        return 0;
    }

    private String selected(List<String> known) {
        if (known.isEmpty()) {
            throw new UsageException("no Object buckets found");
        }
        return new Prompt(session.around()).select("Select a Bucket", known);
    }
}
