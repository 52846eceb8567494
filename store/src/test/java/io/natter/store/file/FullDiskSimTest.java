package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.store.Limits;
import io.natter.store.PurgeRequest;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.Spill;
import io.natter.store.StoreException;
import io.natter.store.StoreFullException;
import io.natter.store.StreamStore;
import io.natter.store.SubjectFilter;
import io.natter.store.disk.NoSpaceException;
import io.natter.store.sim.RandomWork;
import io.natter.store.sim.SimDisk;
import io.natter.store.sim.StreamModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A disk that becomes full at every single write and every new file of a stream's life: what is refused can be done again when there is
 * space, and the end is the same.
 */
class FullDiskSimTest {
    private static final int RECORDS = 60;
    private static final int PIECES = 16;
    private static final int PIECE_BYTES = 250;

    /** When there is space again. */
    enum Relief {
        /** The next write goes through. */
        AT_ONCE,
        /** When something was refused, or after a while. */
        AFTER_A_REFUSAL
    }

    /** What a stream ended with. */
    private record End(StreamModel records, Map<String, Integer> side) {}

    /** Full from one write on, until it is told otherwise. */
    private static final class Full implements SimDisk.Faults {
        private final long at;
        private final Relief relief;
        private long count;
        private boolean isFull;
        private int left = 8;

        Full(long at, Relief relief) {
            this.at = at;
            this.relief = relief;
        }

        @Override
        public void before(String operation, String path) throws IOException {
            if (!operation.equals("write") && !operation.equals("create")) {
                return;
            }
            isFull |= ++count == at;
            if (isFull) {
                isFull = relief != Relief.AT_ONCE && --left > 0;
                throw new NoSpaceException(path + ": full", null);
            }
        }
    }

    /** One change, which is a unit. */
    private interface Change {
        void apply(StreamStore stream);
    }

    private final List<String> refused = new ArrayList<>();

    @ParameterizedTest
    @EnumSource
    void endsTheSameWhereverItWasFull(Relief relief) {
        var counting = new Full(Long.MAX_VALUE, relief);
        End expected = run(counting);
        assertThat(expected.records.records).isNotEmpty();
        assertThat(refused).isEmpty();
        for (long at = 1; at <= counting.count; at++) {
            End found = run(new Full(at, relief));
            assertThat(found.records.records).as("full at %s", at).isEqualTo(expected.records.records);
            assertThat(found.records.lastSeq).as("full at %s", at).isEqualTo(expected.records.lastSeq);
            assertThat(found.side).as("full at %s", at).isEqualTo(expected.side);
        }
        assertThat(refused).as("kinds of what was refused").contains("append", "side", "remove", "truncate", "restart");
    }

    @Test
    void housekeepingWaitsForSpace() {
        var disk = new SimDisk(new Random(1));
        try (FileRecordStore store = BareStore.open(disk)) {
            StreamStore stream = store.open("s", BareStore.smallFiles());
            for (int i = 0; i < RECORDS; i++) {
                commit(stream, store, "append", each -> append(each));
            }
            commit(
                    stream,
                    store,
                    "remove",
                    each -> each.writer().purge(new PurgeRequest(SubjectFilter.of("s.1", "s.2"), Long.MAX_VALUE, 0)));
            disk.capacity(0);
            for (int i = 0; i < 20; i++) {
                stream.writer().maintain();
                store.step();
            }
            disk.capacity(Long.MAX_VALUE);
            long used = disk.used();
            while (stream.writer().maintain()) {
                store.step();
            }
            assertThat(disk.used()).isLessThan(used);
        }
    }

    @Test
    void whatWaitsOutsideOfMemoryIsRefusedAndGivesItsSpaceBack() {
        int refusals = 0;
        for (int room = 1_000; room < 5_000; room += PIECE_BYTES - 1) {
            var disk = new SimDisk(new Random(1));
            try (FileRecordStore store = BareStore.open(disk);
                    StreamStore stream = store.open("s", BareStore.smallFiles())) {
                commit(stream, store, "append", FullDiskSimTest::append);
                long used = disk.used();
                disk.capacity(used + room);
                int put = putUntilFull(stream, room);
                assertThat(put).as("pieces in %s bytes", room).isLessThanOrEqualTo(room / PIECE_BYTES);
                refusals += put < PIECES ? 1 : 0;
                assertThat(disk.used()).as("after it was closed").isEqualTo(used);
                assertThat(stream.reader().lastSeq()).isEqualTo(1);
                disk.capacity(Long.MAX_VALUE);
                commit(stream, store, "append", FullDiskSimTest::append);
                assertThat(putUntilFull(stream, room)).isEqualTo(PIECES);
            }
        }
        assertThat(refusals).isPositive();
        assertThat(refused).as("appends when there is space").isEmpty();
    }

    // How many pieces went in; what did is read as it was, whatever was refused after it.
    private static int putUntilFull(StreamStore stream, int seed) {
        try (Spill spill = Objects.requireNonNull(stream.spill())) {
            var random = new Random(seed);
            var pieces = new ArrayList<byte[]>();
            StoreFullException full = null;
            while (full == null && pieces.size() < PIECES) {
                byte[] piece = new byte[PIECE_BYTES];
                random.nextBytes(piece);
                try {
                    spill.put(piece, piece.length);
                    pieces.add(piece);
                } catch (StoreFullException refusal) {
                    full = refusal;
                }
            }
            for (int i = 0; i < pieces.size(); i++) {
                assertThat(spill.get(i)).isEqualTo(pieces.get(i));
            }
            return pieces.size();
        }
    }

    @Test
    void aFileForWhatWaitsIsRefusedWhereNoneCanBeMade() {
        var disk = new SimDisk(new Random(1));
        try (FileRecordStore store = BareStore.open(disk);
                StreamStore stream = store.open("s", BareStore.smallFiles())) {
            commit(stream, store, "append", FullDiskSimTest::append);
            disk.faults(new Full(1, Relief.AT_ONCE));
            assertThatThrownBy(stream::spill).isInstanceOf(StoreFullException.class);
            assertThat(putUntilFull(stream, 1)).isEqualTo(PIECES);
            commit(stream, store, "append", FullDiskSimTest::append);
        }
        assertThat(refused).isEmpty();
    }

    private End run(Full full) {
        var disk = new SimDisk(new Random(1));
        disk.faults(full);
        FileRecordStore store = retried(() -> BareStore.open(disk), "store");
        StreamStore stream = retried(() -> store.open("s", BareStore.smallFiles()), "open");
        for (int i = 0; i < RECORDS; i++) {
            commit(stream, store, "append", FullDiskSimTest::append);
            int value = i;
            side(stream, store, value);
            maintain(stream, store);
        }
        commit(stream, store, "remove", each -> each.writer().remove(RECORDS - 7, Removal.ERASE));
        commit(
                stream,
                store,
                "remove",
                each -> each.writer().purge(new PurgeRequest(SubjectFilter.of("s.1"), Long.MAX_VALUE, 2)));
        maintain(stream, store);
        commit(stream, store, "skip", each -> each.writer().skipTo(RECORDS + 10));
        retried(
                () -> {
                    stream.writer().truncate(RECORDS - 3);
                    return true;
                },
                "truncate");
        commit(stream, store, "limits", each -> each.writer().limits(new Limits(30, 0, 0, 0)));
        commit(stream, store, "append", FullDiskSimTest::append);
        maintain(stream, store);
        retried(
                () -> {
                    stream.writer().restart(1_000);
                    return true;
                },
                "restart");
        for (int i = 0; i < 20; i++) {
            commit(stream, store, "append", FullDiskSimTest::append);
        }
        End end = end(stream);
        store.close();
        disk.killProcess();
        FileRecordStore again = retried(() -> BareStore.open(disk), "store");
        StreamStore found = retried(() -> again.open("s", BareStore.smallFiles()), "open");
        assertThat(found.recovery().lost()).isEmpty();
        End reopened = end(found);
        again.close();
        assertThat(reopened.records.isSame(end.records)).isTrue();
        assertThat(reopened.side).isEqualTo(end.side);
        return end;
    }

    private static void append(StreamStore stream) {
        long seq = stream.reader().lastSeq() + 1;
        stream.writer()
                .append(new RecordDraft()
                        .subject(("s." + seq % 3).getBytes(StandardCharsets.UTF_8))
                        .payload(("payload " + seq + "x".repeat(200)).getBytes(StandardCharsets.UTF_8))
                        .timeNs(seq));
    }

    private void commit(StreamStore stream, FileRecordStore store, String what, Change change) {
        for (int i = 0; i < 20; i++) {
            var outcome = new AtomicReference<@Nullable StoreException>();
            try {
                change.apply(stream);
                stream.writer().commit(outcome::set);
            } catch (StoreFullException full) {
                outcome.set(full);
            }
            store.step();
            if (outcome.get() == null) {
                return;
            }
            assertThat(outcome.get()).as(what).isInstanceOf(StoreFullException.class);
            refused.add(what);
        }
        throw new AssertionError(what + " was never done");
    }

    private void side(StreamStore stream, FileRecordStore store, int value) {
        stream.side().put("k" + value % 3, new byte[3_000 + value]);
        for (int i = 0; i < 20; i++) {
            var outcome = new AtomicReference<@Nullable StoreException>();
            stream.side().commit(outcome::set);
            store.step();
            if (outcome.get() == null) {
                return;
            }
            assertThat(outcome.get()).isInstanceOf(StoreFullException.class);
            refused.add("side");
        }
        throw new AssertionError("side records were never written");
    }

    private static void maintain(StreamStore stream, FileRecordStore store) {
        for (int i = 0; i < 30 && stream.writer().maintain(); i++) {
            store.step();
        }
    }

    private <T> T retried(java.util.function.Supplier<T> task, String what) {
        for (int i = 0; i < 20; i++) {
            try {
                return task.get();
            } catch (StoreException full) {
                boolean isFull = full instanceof StoreFullException || full.getCause() instanceof NoSpaceException;
                assertThat(isFull).as("%s: %s", what, full).isTrue();
                refused.add(what);
            }
        }
        throw new AssertionError(what + " was never done");
    }

    private static End end(StreamStore stream) {
        Map<String, Integer> side = new TreeMap<>();
        stream.side()
                .keys()
                .forEach(key ->
                        side.put(key, Objects.requireNonNull(stream.side().get(key)).length));
        return new End(RandomWork.read(stream, Limits.NONE), side);
    }
}
