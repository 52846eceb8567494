package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.Commit;
import io.natter.store.RecordDraft;
import io.natter.store.Removal;
import io.natter.store.StoreOptions;
import io.natter.store.StreamOptions;
import io.natter.store.StreamReader;
import io.natter.store.StreamStore;
import io.natter.store.format.LittleEndian;
import io.natter.store.format.SegmentFooter;
import io.natter.store.sim.SimDisk;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A full file with overwritten records whose columns are damaged: everything else in it is as it was. */
class OverwrittenRecordsSimTest {
    private static final String FIRST = "streams/s/0000000000000001.seg";
    private static final String SECOND = "streams/s/0000000000000002.seg";
    private static final int SUBJECTS = 4;

    private final Random random = new Random(7);
    private final SimDisk disk = new SimDisk(random);

    /** What is to be there: the subject of each live sequence. */
    private final TreeMap<Long, String> model = new TreeMap<>();

    @ParameterizedTest
    @CsvSource(textBlock = """
            # overwritten while the file grows, after it was opened again, after it was full
            '',     '',     ''
            2,      '',     ''
            '',     3,      ''
            '',     '',     4
            2 3,    7,      1 5
            1 5 9,  2 8,    4 6 7 10
            1,      2 3 4,  5 6 7 8
            """)
    void columnsAreMadeAnew(String before, String between, String after) {
        check(longs(before), longs(between), longs(after));
    }

    @Test
    void columnsAreMadeAnewForAnySuchRecords() {
        for (int seed = 0; seed < 200; seed++) {
            var choice = new Random(seed);
            List<Long> all = LongStream.rangeClosed(1, 10).boxed().toList();
            int[] when = choice.ints(10, 0, 6).toArray();
            var test = new OverwrittenRecordsSimTest();
            test.check(
                    all.stream().filter(seq -> when[(int) (seq - 1)] == 0).toList(),
                    all.stream().filter(seq -> when[(int) (seq - 1)] == 1).toList(),
                    all.stream().filter(seq -> when[(int) (seq - 1)] == 2).toList());
        }
    }

    private void check(List<Long> before, List<Long> between, List<Long> after) {
        FileRecordStore store = open();
        StreamStore stream = store.open("s", options());
        append(stream, 10);
        overwrite(store, stream, before);
        store.close();

        store = open();
        stream = store.open("s", options());
        overwrite(store, stream, between);
        while (!disk.exists(SECOND)) {
            append(stream, 1);
        }
        overwrite(store, stream, after);
        store.close();

        damageColumns();
        store = open();
        stream = store.open("s", options());
        agrees(stream.reader());
        store.close();
    }

    private void damageColumns() {
        byte[] file = disk.bytes(FIRST);
        int recordsEnd = LittleEndian.i32(file, file.length - SegmentFooter.TRAILER_BYTES + 8);
        disk.flipBit(FIRST, recordsEnd + 5, 1);
    }

    private void agrees(StreamReader reader) {
        assertThat(reader.count()).isEqualTo(model.size());
        for (long seq = 1; seq <= reader.lastSeq(); seq++) {
            var record = reader.get(seq);
            String subject = record == null ? null : new String(record.subject(), StandardCharsets.UTF_8);
            assertThat(subject).as("record %s", seq).isEqualTo(model.get(seq));
        }
        for (int i = 0; i < SUBJECTS; i++) {
            String name = subject(i);
            byte[] subject = name.getBytes(StandardCharsets.UTF_8);
            List<Long> own = model.entrySet().stream()
                    .filter(record -> record.getValue().equals(name))
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(reader.countOf(subject, 0, subject.length)).isEqualTo(own.size());
            assertThat(reader.lastSeqOf(subject, 0, subject.length))
                    .isEqualTo(own.isEmpty() ? 0 : own.get(own.size() - 1));
        }
    }

    private void append(StreamStore stream, int count) {
        for (int i = 0; i < count; i++) {
            String subject = subject((int) stream.reader().lastSeq() * 7 % 5 % SUBJECTS);
            long seq = stream.writer()
                    .append(new RecordDraft()
                            .subject(subject.getBytes(StandardCharsets.UTF_8))
                            .payload(new byte[100]));
            stream.writer().commit(Commit.IGNORED);
            model.put(seq, subject);
        }
    }

    private void overwrite(FileRecordStore store, StreamStore stream, List<Long> seqs) {
        for (long seq : seqs) {
            stream.writer().remove(seq, Removal.ERASE);
            model.remove(seq);
        }
        stream.writer().commit(Commit.IGNORED);
        store.step();
        while (stream.writer().maintain()) {
            store.step();
        }
    }

    private static String subject(int i) {
        return "s." + i;
    }

    private static List<Long> longs(String text) {
        return Stream.of(text.split(" ", -1))
                .filter(each -> !each.isEmpty())
                .map(Long::valueOf)
                .toList();
    }

    private FileRecordStore open() {
        return FileRecordStore.open(
                disk,
                StoreOptions.defaults().withReserveBytes(0).withCaches(0, 0),
                new FileRecordStore.Environment(() -> 0, () -> 0, random::nextInt, false));
    }

    private static StreamOptions options() {
        return StreamOptions.defaults().withSegmentBytes(StreamOptions.SEGMENT_BYTES_MIN);
    }
}
