package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.disk.DiskFile;
import io.natter.store.format.RecordFormat;
import io.natter.store.format.RecordKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TailTest {
    private static final int RECORD_BYTES = 1024;
    private static final int RECORDS = 6 * 1024; // 6 MiB

    private final AtomicLong recentBytes = new AtomicLong();
    private final SpareChunks spares = new SpareChunks();
    private final Tail tail = new Tail(0, recentBytes, 64 << 20, spares);

    /** A record, and the chunk that it was found in. */
    private record Found(Tail.Chunk chunk, int place, long seq) {
        void assertUnchanged() {
            assertThat(RecordFormat.seq(chunk.bytes, place - chunk.fileAt)).isEqualTo(seq);
        }
    }

    @Test
    void aTailThatNobodyReadsTakesItsOwnArraysAgain() throws IOException {
        Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < RECORDS; i++) {
            Tail.Chunk chunk = append(i, RECORD_BYTES);
            if (chunk.bytes.length == Tail.CHUNK_BYTES_MAX) {
                arrays.add(chunk.bytes);
            }
            write();
        }
        assertThat(arrays).hasSize(2);
        assertThat(recentBytes).hasValue(2L * Tail.CHUNK_BYTES_MAX);
    }

    @Test
    void theNextFileTakesTheArraysOfOneThatIsGone() throws IOException {
        Set<byte[]> arrays = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 100; i++) {
            arrays.add(append(i, RECORD_BYTES).bytes);
            write();
        }
        tail.release();
        Tail next = new Tail(0, recentBytes, 64 << 20, spares);
        for (int i = 0; i < 100; i++) {
            assertThat(arrays).contains(next.reserve(RECORD_BYTES).bytes);
        }
    }

    @Test
    void aTailThatIsReadKeepsWhatWasWrittenLately() throws IOException {
        for (int i = 0; i < RECORDS; i++) {
            append(i, RECORD_BYTES);
            write();
            assertThat(tail.find(i * RECORD_BYTES)).isNotNull();
        }
        assertThat(tail.has(0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatAReaderHasFoundStaysWhatItIs(long seed) throws IOException {
        var random = new Random(seed);
        List<Integer> places = new ArrayList<>();
        List<Found> found = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            places.add(tail.end());
            append(i, RecordFormat.HEADER_BYTES + random.nextInt(3_000));
            if (random.nextInt(3) == 0) {
                write();
            }
            if (random.nextInt(300) == 0) {
                int seq = Math.max(0, i - random.nextInt(600));
                Tail.Chunk chunk = tail.find(places.get(seq));
                if (chunk != null) {
                    found.add(new Found(chunk, places.get(seq), seq));
                }
            }
        }
        assertThat(found).isNotEmpty().allSatisfy(Found::assertUnchanged);
        tail.release();
        assertThat(recentBytes).hasValue(0);
    }

    private Tail.Chunk append(long seq, int length) {
        int place = tail.end();
        Tail.Chunk chunk = tail.reserve(length);
        RecordFormat.begin(chunk.bytes, place - chunk.fileAt, length, RecordKind.MESSAGE, seq, 0);
        return chunk;
    }

    private void write() throws IOException {
        tail.writeUnit(NOWHERE, 0, 0);
    }

    /** Takes all bytes and keeps none. */
    static final DiskFile NOWHERE = new DiskFile() {
        @Override
        public int read(ByteBuffer target, long position) {
            return 0;
        }

        @Override
        public void write(ByteBuffer source, long position) {
            source.position(source.limit());
        }

        @Override
        public void force() {}

        @Override
        public long size() {
            return 0;
        }

        @Override
        public void truncate(long size) {}

        @Override
        public void close() {}
    };
}
