package io.natter.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SequenceMarkTest {
    private static final int REGION = 10;

    @ParameterizedTest(name = "{0}: {1} strict, {2} loose")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    indexes             | strict | loose
                    0 1 2 3             | 0      | 0
                    0 1 2 9             | 1      | 1
                    0 2 3               | 1      | 0
                    0 1 1 2             | 1      | 1
                    0 2 1 2             | 2      | 1
                    7 8 9 0 1           | 1      | 1
                    4 8 1 3             | 4      | 0
                    0 1 2 3 4 5 6 7 8 9 0 1 | 0  | 0
                    0 10                | 1      | 1
                    0 -1                | 1      | 1
                    """)
    void noticesGapsCopiesAndStepsBack(String indexes, long strict, long loose) {
        assertThat(outOfOrder(indexes, true)).isEqualTo(strict);
        assertThat(outOfOrder(indexes, false)).isEqualTo(loose);
    }

    @ParameterizedTest
    @CsvSource({"-1", "2"})
    void countsUnknownPublishers(int publisher) {
        var mark = new SequenceMark(2, REGION, true);
        mark.message(bytes(publisher, 0), 0);
        assertThat(mark.outOfOrder()).isEqualTo(1);
    }

    private static long outOfOrder(String indexes, boolean strict) {
        var mark = new SequenceMark(2, REGION, strict);
        for (String index : indexes.split(" ", -1)) {
            mark.message(bytes(1, Integer.parseInt(index)), 0);
        }
        return mark.outOfOrder();
    }

    private static ByteBuffer bytes(int publisher, int index) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(publisher)
                .putInt(index);
    }
}
