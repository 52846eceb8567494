package io.natter.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that grow, and what they are packed into, against a list of what was appended. */
final class GrowingColumnsTest {
    private static final long BASE_SEQ = 1_000_000_000_000L;
    private static final int SUBJECTS = 5_000;

    private record Row(long seq, int place, int counted, int subject) {}

    private final List<Row> rows = new ArrayList<>();

    @ParameterizedTest(name = "{0} records")
    @ValueSource(
            ints = {
                0,
                1,
                16,
                17,
                GrowingColumns.PAGE_RECORDS - 1,
                GrowingColumns.PAGE_RECORDS,
                GrowingColumns.PAGE_RECORDS + 1,
                5 * GrowingColumns.PAGE_RECORDS + 100
            })
    void sayWhatWasAppended(int count) {
        long seed = new SplittableRandom().nextLong();
        var random = new SplittableRandom(seed);
        var columns = random.nextBoolean()
                ? new GrowingColumns(BASE_SEQ)
                : new GrowingColumns(BASE_SEQ, random.nextInt(2 * GrowingColumns.PAGE_RECORDS));
        append(columns, count, random);
        assertAreRows(columns, seed);
        assertAreRows(columns.packed(), seed);
        for (int i = 0; i < 200; i++) {
            int from = random.nextInt(count + 1);
            int limit = from + random.nextInt(count - from + 1);
            int subject = random.nextInt(SUBJECTS);
            int expected = from;
            while (expected < limit && rows.get(expected).subject != subject) {
                expected++;
            }
            assertThat(columns.indexOfSubject(subject, from, limit))
                    .as("subject %s from %s to %s, seed %s", subject, from, limit, seed)
                    .isEqualTo(expected);
        }
        assertThat(columns.memoryBytes()).isBetween(16L * count, 16L * (count + GrowingColumns.PAGE_RECORDS));
    }

    private void append(GrowingColumns columns, int count, SplittableRandom random) {
        long seq = BASE_SEQ;
        for (int i = 0; i < count; i++) {
            seq += 1 + random.nextInt(3);
            var row = new Row(seq, i * 100 + random.nextInt(100), random.nextInt(1 << 20), random.nextInt(SUBJECTS));
            rows.add(row);
            columns.append(row.seq, row.place, row.counted, row.subject);
        }
    }

    private void assertAreRows(Columns actual, long seed) {
        assertThat(actual.count()).isEqualTo(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            assertThat(new Row(actual.seqAt(i), actual.placeAt(i), actual.countedAt(i), actual.subjectAt(i)))
                    .as("index %s, seed %s", i, seed)
                    .isEqualTo(rows.get(i));
            assertThat(actual.indexFrom(rows.get(i).seq)).as("seed %s", seed).isEqualTo(i);
        }
    }
}
