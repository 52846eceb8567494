package io.natter.server.jetstream.stream;

import io.natter.protocol.jetstream.StorageType;
import io.natter.protocol.jetstream.StreamConfig;
import io.natter.store.StoreOptions;
import io.natter.store.StreamStore;
import io.natter.store.file.FileRecordStore;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;

/** Streams in the directory of a server that does not run: made before it starts, looked at when it has ended. */
public final class PreparedStream {
    private PreparedStream() {}

    /** Makes a stream of the global account. */
    public static void make(Path storeDirectory, StreamConfig config) {
        open(storeDirectory, config.name(), stream -> {
            var record = new StreamRecord(config, Instant.EPOCH);
            stream.side().put(StreamRecord.KEY, StreamRecord.JSON.write(record));
            stream.side().write();
        });
    }

    /** Opens a stream of the global account, and closes it again. */
    public static void open(Path storeDirectory, String name, Consumer<StreamStore> look) {
        try (var store = FileRecordStore.open(storeDirectory.resolve("jetstream"), StoreOptions.defaults());
                StreamStore stream = store.open("$G/" + name, StreamLimits.options(StorageType.FILE, new Packing()))) {
            look.accept(stream);
        }
    }
}
