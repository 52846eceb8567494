package io.natter.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the system says of how many files a process may have open. */
class ProcessFilesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Max open files            20000                30000                files | 20000
        Max open files            unlimited            unlimited            files | 1048576
        Max open files            ?                    30000                files | 1024
        Max processes             95000                95000                files | 1024
        """)
    void isTheSoftLimit(String line, int expected) {
        assertThat(ProcessFiles.limitIn(
                        List.of("Limit                     Soft Limit           Hard Limit           Units", line)))
                .isEqualTo(expected);
    }
}
