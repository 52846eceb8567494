package io.natter.store.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.RecordDraft;
import io.natter.store.SequenceRange;
import io.natter.store.format.SegmentSummary;
import io.natter.store.index.ColumnsCache;
import io.natter.store.index.GrowingColumns;
import io.natter.store.index.RangeSet;
import io.natter.store.index.Segment;
import io.natter.store.index.StreamIndex;
import io.natter.store.index.SubjectTable;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which removals a rewritten file keeps, however many are looked at at once. */
class NeededRemovalsTest {
    private static final int SEQUENCES = 400;

    private final StreamIndex index = new StreamIndex(new ColumnsCache(1 << 20), 1);
    private final TreeSet<Long> there = new TreeSet<>();

    private void fill(Random random) {
        long seq = 1;
        while (seq < SEQUENCES) {
            index.addSegment(new Segment(seq, NoBytes.INSTANCE, new GrowingColumns(seq)));
            for (int i = 0; i < 50; i++) {
                seq += 1 + random.nextInt(3);
                index.append(new RecordDraft().subject(new byte[] {'s'}), seq, 0, 1);
                there.add(seq);
            }
            seq++;
        }
    }

    private static SegmentSummary summary(RangeSet removals, RangeSet lost) {
        var columns = new GrowingColumns(1);
        var segment = new Segment(1, NoBytes.INSTANCE, columns);
        var lists = new SegmentSummary.Lists(null, removals, lost, new long[0], new long[0]);
        return SegmentSummary.of(segment, columns, new SubjectTable(), 1, lists);
    }

    @Test
    void keepsThoseOfRecordsInEarlierFiles() {
        for (int seed = 0; seed < 200; seed++) {
            new NeededRemovalsTest().keeps(new Random(seed), seed);
        }
    }

    private void keeps(Random random, int seed) {
        fill(random);
        Segment[] segments = index.view().segments();
        long baseSeq = segments[random.nextInt(segments.length)].baseSeq();
        long floorSeq = 1L + random.nextInt(SEQUENCES / 4);
        var needed = new NeededRemovals(index, baseSeq, floorSeq);
        var expected = new RangeSet();
        for (int file = 0; file < 3; file++) {
            var removals = new RangeSet();
            for (int i = 0; i < 40; i++) {
                long first = 1L + random.nextInt(SEQUENCES);
                removals.add(first, first + random.nextInt(5));
            }
            there.stream()
                    .filter(seq -> seq >= floorSeq && seq < baseSeq && removals.contains(seq))
                    .forEach(expected::add);
            var lost = new RangeSet();
            lost.add(file * 2L + 1);
            needed.begin(summary(removals, lost));
            int most = 1 + random.nextInt(20);
            while (needed.isMore()) {
                assertThat(needed.look(most)).isBetween(1, most);
            }
        }
        assertThat(needed.removals().ranges()).as("seed %s", seed).isEqualTo(expected.ranges());
        assertThat(needed.lost().ranges())
                .isEqualTo(List.of(new SequenceRange(1, 1), new SequenceRange(3, 3), new SequenceRange(5, 5)));
    }
}
