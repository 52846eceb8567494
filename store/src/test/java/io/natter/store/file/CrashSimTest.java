package io.natter.store.file;

import io.natter.store.StoreOptions;
import io.natter.store.format.RecordCheck;
import io.natter.store.sim.CrashCampaign;
import io.natter.store.sim.CrashCampaign.Opened;
import io.natter.store.sim.SimDisk;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/**
 * Thousands of seeds of random work and power cuts at any disk operation (T1, T2, T12, T13, T14 of the specification).
 *
 * <p>{@code -Dnatter.seeds=N} for more, {@code -Dnatter.first=N} to begin with another one, {@code -Dnatter.seed=N} for one.
 */
class CrashSimTest {
    static final int SEEDS = Integer.getInteger("natter.seeds", 2000);

    private static final StoreOptions LAZY = StoreOptions.defaults().withSyncInterval(Duration.ofMinutes(2));

    @Test
    void whatWasReportedDurableOutlivesEveryCrash() {
        run(seed -> new CrashCampaign(seed, CrashSimTest::open));
    }

    @Test
    void whatARoundOfForcesTookInOutlivesEveryCrashOfALazyStore() {
        run(seed -> new CrashCampaign(seed, (disk, random) -> open(disk, random, LAZY), true));
    }

    private static void run(LongFunction<CrashCampaign> campaign) {
        Long one = Long.getLong("natter.seed");
        long first = one == null ? Long.getLong("natter.first", 0) : one;
        long last = one == null ? first + SEEDS - 1 : one;
        for (long seed = first; seed <= last; seed++) {
            try {
                campaign.apply(seed).run();
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + " (-Dnatter.seed=" + seed + ")", e);
            }
        }
    }

    static Opened open(SimDisk disk, Random random) {
        return open(disk, random, RecordCheck.CHECKSUM);
    }

    static Opened open(SimDisk disk, Random random, RecordCheck check) {
        return open(disk, random, StoreOptions.defaults(), check);
    }

    static Opened open(SimDisk disk, Random random, StoreOptions options) {
        return open(disk, random, options, RecordCheck.CHECKSUM);
    }

    private static Opened open(SimDisk disk, Random random, StoreOptions given, RecordCheck check) {
        StoreOptions options = given.withReserveBytes(0)
                .withCaches(random.nextInt(200_000), 0)
                .withOpenFilesMax(1 + random.nextInt(8));
        FileRecordStore store = FileRecordStore.open(
                disk, options, new FileRecordStore.Environment(() -> 0, () -> 0, random::nextInt, false), check);
        return new Opened(store, store::step);
    }
}
