package io.natter.store.file;

import io.natter.store.StoreOptions;
import io.natter.store.StreamOptions;
import io.natter.store.sim.SimDisk;
import java.util.Random;

/** A store on a simulated disk without reserve, caches and clock: all that is read comes from the disk. */
final class BareStore {
    private BareStore() {}

    static FileRecordStore open(SimDisk disk) {
        var salts = new Random(5);
        return FileRecordStore.open(
                disk,
                StoreOptions.defaults().withReserveBytes(0).withCaches(0, 0),
                new FileRecordStore.Environment(() -> 0, () -> 0, salts::nextInt, false));
    }

    /** Of streams whose files are as small as they may be. */
    static StreamOptions smallFiles() {
        return StreamOptions.defaults().withSegmentBytes(StreamOptions.SEGMENT_BYTES_MIN);
    }
}
