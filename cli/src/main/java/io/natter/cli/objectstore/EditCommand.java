package io.natter.cli.objectstore;

import io.natter.cli.command.Session;
import io.natter.client.objectstore.ObjectStoreConfig;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter object edit}. <i>Confined to one thread.</i> */
@Command(description = "Edit an existing Object Store Bucket")
final class EditCommand implements Callable<Integer> {
    @Mixin
    private StoreFlags flags = new StoreFlags();

    private final Session session;

    EditCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        try (Stores stores = Stores.open(session)) {
            ObjectStoreConfig before = stores.store(flags.bucket).status().config();
            Sheets.print(
                    session.around(),
                    stores.management().update(flags.over(before)).status());
        }
        return 0;
    }
}
