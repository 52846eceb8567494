package io.natter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class RateGraphTest {
    @Test
    void goesUpAndDownWithTheRate() {
        assertThat(RateGraph.render("a / second", new long[] {0, 10, 10, 20, 20, 0}, 2))
                .isEqualToNormalizingNewlines("""
                        20 ┤  ╭─╮
                        10 ┤╭─╯ │
                         0 ┼╯   ╰
                            a / second""");
    }

    @Test
    void isFlatWhereNothingCame() {
        assertThat(RateGraph.render("a", new long[] {0, 0, 0}, 1)).isEqualToNormalizingNewlines("""
                1 ┤
                0 ┼──
                    a""");
    }

    @Test
    void labelsLargeNumbersAsPeopleReadThem() {
        assertThat(RateGraph.render("a", new long[] {1_500_000}, 1))
                .contains("1,500,000 ┼")
                .contains("        0 ┤");
    }
}
