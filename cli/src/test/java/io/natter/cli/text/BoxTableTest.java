package io.natter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class BoxTableTest {
    @Test
    void putsNumbersToTheRightAndTheTitleInTheMiddle() {
        assertThat(new BoxTable("Busy", "Subject", "Messages")
                        .row("orders.new", "1,200")
                        .row("a", "3")
                        .foot("Totals", "1,203")
                        .render())
                .isEqualTo("""
                        ╭───────────────────────╮
                        │         Busy          │
                        ├────────────┬──────────┤
                        │ Subject    │ Messages │
                        ├────────────┼──────────┤
                        │ orders.new │    1,200 │
                        │ a          │        3 │
                        ├────────────┼──────────┤
                        │ Totals     │    1,203 │
                        ╰────────────┴──────────╯
                        """);
    }

    @Test
    void isAsWideAsItsTitle() {
        assertThat(new BoxTable("A long title", "N").row("x").render()).isEqualTo("""
                ╭──────────────╮
                │ A long title │
                ├──────────────┤
                │ N            │
                ├──────────────┤
                │ x            │
                ╰──────────────╯
                """);
    }
}
