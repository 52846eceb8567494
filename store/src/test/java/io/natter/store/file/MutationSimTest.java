package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.StoreOptions;
import io.natter.store.sim.CrashCampaign;
import io.natter.store.sim.SimDisk;
import java.time.Duration;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The crash campaign finds a store that forgets something: each way of forgetting, within few seeds. */
class MutationSimTest {
    private static final int SEEDS = 300;
    private static final StoreOptions LAZY = StoreOptions.defaults().withSyncInterval(Duration.ofMinutes(2));

    @Test
    void findsARecordFileThatIsNotForced() {
        assertThat(violations(disk -> disk.faults(new Dropped(".seg", false)))).isPositive();
    }

    @Test
    void findsSideRecordsThatAreNotForced() {
        assertThat(violations(disk -> disk.faults(new Dropped("side.log", false))))
                .isPositive();
    }

    @Test
    void findsADirectoryThatIsNotForced() {
        assertThat(violations(disk -> disk.faults(new Dropped("streams", true))))
                .isPositive();
    }

    @Test
    void findsAChecksumThatIsNotChecked() {
        assertThat(violations(disk -> {}, (disk, random) -> CrashSimTest.open(disk, random, (bytes, at, salt) -> true)))
                .isPositive();
    }

    @Test
    void findsOneForceInTenThatIsForgotten() {
        assertThat(violations(disk -> disk.faults(new Forgetful(new Random(1)))))
                .isPositive();
    }

    @Test
    void findsWhatIsAcknowledgedBeforeItIsForced() {
        assertThat(violations(disk -> {}, (disk, random) -> CrashSimTest.open(disk, random, LAZY)))
                .isPositive();
    }

    @Test
    void findsNothingInTheStoreAsItIs() {
        assertThat(violations(disk -> {})).isZero();
    }

    private static int violations(Consumer<SimDisk> mutation) {
        return violations(mutation, CrashSimTest::open);
    }

    private static int violations(Consumer<SimDisk> mutation, CrashCampaign.Opener opener) {
        int found = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            var campaign = new CrashCampaign(seed, opener);
            mutation.accept(campaign.disk());
            try {
                campaign.run();
            } catch (AssertionError | RuntimeException caught) {
                found++;
            }
        }
        return found;
    }

    /** A disk that now and then forces nothing and says it did. */
    private record Forgetful(Random random) implements SimDisk.Faults {
        @Override
        public void before(String operation, String path) {}

        @Override
        public boolean isForceDropped(String path) {
            return random.nextInt(10) == 0;
        }
    }

    /** Forces of some files, or of some directories, that do nothing and say they did. */
    private record Dropped(String part, boolean isDirectory) implements SimDisk.Faults {
        @Override
        public void before(String operation, String path) {}

        @Override
        public boolean isForceDropped(String path) {
            return !isDirectory && path.contains(part);
        }

        @Override
        public boolean isDirectoryForceDropped(String path) {
            return isDirectory && path.contains(part);
        }
    }
}
