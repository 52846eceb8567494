package io.natter.cli.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FindGapsTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', nullValues = "none", useHeadersInDisplayName = true, textBlock = """
            sequences   | gaps
            none        | ''
            1           | 1-1
            1 2 3       | 1-3
            2 4 5 9     | 2-2 4-5 9-9
            """)
    void joinsNeighbours(String sequences, String gaps) {
        List<Long> gone = sequences == null
                ? List.of()
                : Stream.of(sequences.split(" ")).map(Long::valueOf).toList();
        assertThat(FindGaps.gaps(gone).stream()
                        .map(gap -> gap.first() + "-" + gap.last())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(gaps);
    }
}
