package io.natter.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class ColumnsTest {
    @Test
    void alignsValuesAndSetsTitlesApart() {
        String text = new Columns("Heading")
                .row("A", "1")
                .row("Longer", "2")
                .rowIfAny("Empty", "")
                .rows("Map", Map.of("b", "2", "a", "1"))
                .title("Section")
                .indent(2)
                .line("")
                .row("A", "3")
                .line("free")
                .render();
        assertThat(text).isEqualTo("""
                        Heading

                               A: 1
                          Longer: 2
                             Map: a: 1
                                  b: 2

                        Section:

                                 A: 3
                          free
                        """);
    }
}
