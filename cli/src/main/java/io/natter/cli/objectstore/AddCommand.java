package io.natter.cli.objectstore;

import io.natter.cli.bucket.StorageFlag;
import io.natter.cli.command.Session;
import io.natter.client.objectstore.ObjectStoreConfig;
import io.natter.protocol.jetstream.StorageType;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code natter object add}. <i>Confined to one thread.</i> */
@Command(description = "Adds a new Object Store Bucket")
final class AddCommand implements Callable<Integer> {
    @Mixin
    private StoreFlags flags = new StoreFlags();

    @Mixin
    private StorageFlag storage = new StorageFlag();

    private final Session session;

    AddCommand(Session session) {
        this.session = session;
    }

    @Override
    public Integer call() {
        ObjectStoreConfig fresh = ObjectStoreConfig.of(flags.bucket);
        ObjectStoreConfig config = flags.over(storage.type() == StorageType.MEMORY ? fresh.inMemory() : fresh);
        try (Stores stores = Stores.open(session)) {
            Sheets.print(session.around(), stores.management().create(config).status());
        }
        return 0;
    }
}
