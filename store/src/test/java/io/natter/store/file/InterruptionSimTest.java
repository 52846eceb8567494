package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.Commit;
import io.natter.store.Limits;
import io.natter.store.PurgeRequest;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.StoreOptions;
import io.natter.store.StreamOptions;
import io.natter.store.StreamStore;
import io.natter.store.SubjectFilter;
import io.natter.store.sim.RandomWork;
import io.natter.store.sim.SimDisk;
import io.natter.store.sim.StreamModel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A change that is interrupted at every single disk operation leaves what was before or what was to be (T13, T12). */
class InterruptionSimTest {
    private static final int RECORDS = 40;
    private static final int WAYS_TO_CRASH = 6;
    private static final StoreOptions OPTIONS =
            StoreOptions.defaults().withReserveBytes(0).withCaches(0, 0);

    private StoreOptions options = OPTIONS;

    /** What is interrupted. */
    enum Change {
        /** All of a subject but two. */
        PURGE_SUBJECT {
            @Override
            void apply(StreamStore stream, FileRecordStore store) {
                stream.writer().purge(new PurgeRequest(SubjectFilter.of("s.1"), Long.MAX_VALUE, 2));
            }
        },
        /** Everything. */
        PURGE_ALL {
            @Override
            void apply(StreamStore stream, FileRecordStore store) {
                stream.writer().purge(PurgeRequest.ALL);
            }
        },
        /** Messages whose time has come. */
        EXPIRE {
            @Override
            void apply(StreamStore stream, FileRecordStore store) {
                stream.writer().expire(25, Integer.MAX_VALUE);
            }
        },
        /** Tighter limits. */
        LIMITS {
            @Override
            void apply(StreamStore stream, FileRecordStore store) {
                stream.writer().limits(new Limits(7, 0, 0, 0));
            }
        },
        /** The newest are taken back. */
        TRUNCATE {
            @Override
            void apply(StreamStore stream, FileRecordStore store) {
                stream.writer().truncate(11);
            }
        },
        /** Begun anew elsewhere. */
        RESTART {
            @Override
            void apply(StreamStore stream, FileRecordStore store) {
                stream.writer().restart(1000);
            }
        },
        /** Overwriting of a record, while nothing on disk says that it was there. */
        ERASE {
            @Override
            void prepare(StreamStore stream) {
                stream.writer().remove(RECORDS - 1, Removal.ERASE);
            }

            @Override
            void apply(StreamStore stream, FileRecordStore store) {
                while (stream.writer().maintain()) {
                    store.step();
                }
            }
        },
        /** Overwriting of the last record: its sequence is not given again. */
        ERASE_LAST {
            @Override
            void prepare(StreamStore stream) {
                stream.writer().remove(RECORDS, Removal.ERASE);
            }

            @Override
            void apply(StreamStore stream, FileRecordStore store) {
                ERASE.apply(stream, store);
            }
        },
        /** Closing while records of all files wait to be overwritten. */
        CLOSE_ERASING {
            @Override
            void prepare(StreamStore stream) {
                for (int seq = 2; seq <= RECORDS; seq += 3) {
                    stream.writer().remove(seq, Removal.ERASE);
                }
            }

            @Override
            void apply(StreamStore stream, FileRecordStore store) {
                stream.close();
            }
        },
        /** Rewriting of files that hold little, with what was removed before. */
        COMPACT {
            @Override
            void prepare(StreamStore stream) {
                for (int seq = 2; seq < RECORDS; seq++) {
                    if (seq % 5 != 0) {
                        stream.writer().remove(seq, seq % 2 == 0 ? Removal.FORGET : Removal.ERASE);
                    }
                }
            }

            @Override
            void apply(StreamStore stream, FileRecordStore store) {
                while (stream.writer().maintain()) {
                    stream.writer().commit(Commit.IGNORED);
                    store.step();
                }
            }
        };

        void prepare(StreamStore stream) {}

        abstract void apply(StreamStore stream, FileRecordStore store);
    }

    /** What a run of a change ended with. */
    private record Ended(StreamModel before, StreamModel after, long operations) {}

    @ParameterizedTest
    @EnumSource
    void leavesTheOldStateOrTheNew(Change change) {
        interruptEverywhere(change);
    }

    @ParameterizedTest
    @EnumSource
    void leavesTheOldStateOrTheNewOfALazyStore(Change change) {
        options = OPTIONS.withSyncInterval(Duration.ofMinutes(2));
        interruptEverywhere(change);
    }

    private void interruptEverywhere(Change change) {
        Ended whole = run(change, new SimDisk(new Random(1)), Long.MAX_VALUE);
        assertThat(whole.operations).isPositive();
        for (long at = 1; at <= whole.operations; at++) {
            for (int way = 0; way < WAYS_TO_CRASH; way++) {
                interrupt(change, whole, at, way);
            }
        }
    }

    private void interrupt(Change change, Ended whole, long at, int way) {
        var random = new Random(way);
        var disk = new SimDisk(random);
        try {
            run(change, disk, at);
        } catch (SimDisk.PowerCut expected) {
            // what this test is about
        }
        if (way == 0) {
            disk.killProcess();
        } else {
            disk.powerCycle();
        }
        FileRecordStore store = open(disk);
        StreamStore stream = store.open("s", streamOptions());
        StreamModel found = RandomWork.read(stream, Limits.NONE);
        boolean isOldOrNew = found.isSame(whole.before) || found.isSame(whole.after);
        assertThat(isOldOrNew)
                .as("%s, operation %s, way %s: %s %s", change, at, way, found.lastSeq, found.records.keySet())
                .isTrue();
        assertThat(stream.recovery().lost()).isEmpty();
        store.close();
    }

    // The change alone is interrupted: all before is on disk.
    private Ended run(Change change, SimDisk disk, long crashAt) {
        FileRecordStore store = open(disk);
        StreamStore stream = store.open("s", streamOptions());
        for (int i = 1; i <= RECORDS; i++) {
            stream.writer()
                    .append(new RecordDraft()
                            .subject(("s." + i % 3).getBytes(StandardCharsets.UTF_8))
                            .payload(("payload " + i + "x".repeat(300)).getBytes(StandardCharsets.UTF_8))
                            .expiryNs(i % 4 == 0 ? i : 0)
                            .timeNs(i));
            stream.writer().commit(Commit.IGNORED);
        }
        change.prepare(stream);
        stream.writer().commit(Commit.IGNORED);
        while (store.step()) {}
        StreamModel before = RandomWork.read(stream, Limits.NONE);
        long begin = disk.operations();
        if (crashAt != Long.MAX_VALUE) {
            disk.crashAfter(crashAt);
        }
        change.apply(stream, store);
        if (change == Change.CLOSE_ERASING) {
            store.close();
            return new Ended(before, before, disk.operations() - begin);
        }
        stream.writer().commit(Commit.IGNORED);
        while (store.step()) {}
        StreamModel after = RandomWork.read(stream, Limits.NONE);
        store.close();
        return new Ended(before, after, disk.operations() - begin);
    }

    private FileRecordStore open(SimDisk disk) {
        var salts = new Random(5);
        return FileRecordStore.open(
                disk, options, new FileRecordStore.Environment(() -> 0, () -> 0, salts::nextInt, false));
    }

    private static StreamOptions streamOptions() {
        return StreamOptions.defaults().withOverhead(30, 4).withSegmentBytes(StreamOptions.SEGMENT_BYTES_MIN);
    }
}
