package io.natter.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RateGraphsTest {
    @Test
    void drawsEachSubscriptionWithItsOwnRate() {
        RateGraphs graphs = new RateGraphs(List.of("a.*", "b"));
        graphs.count("a.*", 1);
        graphs.count("a.*", 1);
        graphs.count("unknown", 1);
        String drawn = graphs.render(new TerminalSize(60, 30));
        assertThat(drawn).contains("2 ┤").contains("a.* / second").contains("b / second");
        assertThat(drawn.lines()).hasSizeLessThan(30).allMatch(line -> line.length() <= 60);
        assertThat(drawn.indexOf('╭')).isLessThan(drawn.indexOf("a.* / second"));
        assertThat(graphs.render(new TerminalSize(60, 30))).contains("╮"); // nothing came since
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            '50 120', 120, 50
            '24 80\n', 80, 24
            '',       80, 24
            'x y',    80, 24
            '0 0',    80, 24
            """)
    void readsTheSizeOfTheTerminal(String text, int columns, int rows) {
        assertThat(TerminalSize.parse(text)).isEqualTo(new TerminalSize(columns, rows));
    }
}
