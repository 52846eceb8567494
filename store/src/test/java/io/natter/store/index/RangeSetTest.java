package io.natter.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.store.SequenceRange;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ranges of sequences against a bit for each. */
class RangeSetTest {
    private final RangeSet ranges = new RangeSet();
    private final BitSet model = new BitSet();

    private void agree(String when) {
        List<SequenceRange> expected = new ArrayList<>();
        for (int first = model.nextSetBit(0); first >= 0; ) {
            int end = model.nextClearBit(first);
            expected.add(new SequenceRange(first, end - 1));
            first = model.nextSetBit(end);
        }
        assertThat(ranges.ranges().equals(expected)).as(when).isTrue(); // too many to be shown
        assertThat(ranges.rangeCount()).as(when).isEqualTo(expected.size());
        assertThat(ranges.size()).as(when).isEqualTo(model.cardinality());
        assertThat(ranges.isEmpty()).as(when).isEqualTo(model.isEmpty());
    }

    private void add(int first, int last) {
        ranges.add(first, last);
        model.set(first, last + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 3_000, 100_000})
    void holdsWhatWasAddedAndNotTakenAway(int most) {
        for (int seed = 0; seed < 20; seed++) {
            ranges.clear();
            model.clear();
            var random = new Random(seed);
            for (int step = 0; step < 20_000; step++) {
                int seq = random.nextInt(most);
                int length = random.nextInt(4);
                switch (random.nextInt(4_000)) {
                    case 0 -> {
                        ranges.remove(seq, seq + length * 20L);
                        model.clear(seq, seq + length * 20 + 1);
                    }
                    case 1 -> {
                        ranges.removeBelow(seq / 8);
                        model.clear(0, seq / 8);
                    }
                    case 2 -> agree("seed " + seed + ", step " + step);
                    case 3, 4, 5, 6 -> assertThat(ranges.contains(seq)).isEqualTo(model.get(seq));
                    default -> add(seq, seq + random.nextInt(1 + length));
                }
            }
            agree("seed " + seed);
        }
    }

    @Test
    void whatIsAddedSubjectBySubjectBecomesOneRange() {
        int subjects = 100;
        int records = 200_000;
        for (int subject = 0; subject < subjects; subject++) {
            int own = subject * 37 % subjects;
            for (int seq = own; seq < records; seq += subjects) {
                add(seq, seq);
            }
        }
        agree("at the end");
        assertThat(ranges.rangeCount()).isOne();
    }

    @Test
    void sequencesFarApartAreAsCheapInAnyOrder() {
        int records = 1_000_000; // one after the other, each before the last: minutes, where all behind it move
        for (int seq = records; seq > 0; seq--) {
            ranges.add(seq * 2L);
        }
        assertThat(ranges.rangeCount()).isEqualTo(records);
        assertThat(ranges.firstAt(0)).isEqualTo(2);
    }
}
