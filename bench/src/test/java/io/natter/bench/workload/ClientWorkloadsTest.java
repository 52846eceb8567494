package io.natter.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientWorkloadsTest {
    @ParameterizedTest
    @CsvSource(textBlock = """
            C1,          C1/16 C1/1024
            c3/16,       C3/16
            C1/16 C10,   C1/16 C10
            C8,          C8
            W1,          ''
            C1 W1,       ''
            C1/17,       ''
            """)
    void findsRowsByTheirNames(String names, String expected) {
        List<String> found = ClientWorkloads.select(List.of(names.split(" ", -1))).stream()
                .map(ClientWorkload::id)
                .toList();
        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource("client")
    void allMeansEveryRow(String word) {
        assertThat(ClientWorkloads.select(List.of(word))).isEqualTo(ClientWorkloads.all());
    }
}
