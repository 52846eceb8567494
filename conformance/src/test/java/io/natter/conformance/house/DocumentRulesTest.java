package io.natter.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DocumentRulesTest {
    @Test
    void wantsLinksThatLeadSomewhere() {
        String text = """
                # A
                [b](b.md) [part](b.md#the-one-part) [own](#a-c) ![p](p.svg) [site](https://nats.io/x#y)
                ## A C
                ```
                [code](not.md)
                ```
                """;
        var there = Map.of("b.md", "# B\n## The \"one\" part\n", "p.svg", "");
        assertThat(DocumentRules.checkLinks("a.md", text, path -> Optional.ofNullable(there.get(path))))
                .isEmpty();
        assertThat(DocumentRules.checkLinks(
                        "a.md", "# A\n[c](c.md)\n[b](b.md#x) [a](#z)\n", path -> Optional.ofNullable(there.get(path))))
                .extracting(Finding::line)
                .containsExactly(2L, 3L, 3L);
    }

    @Test
    void wantsExactlyOneTitleAtTheTop() {
        assertThat(DocumentRules.check("a.md", "# A\n\ntext\n## B\n```\n# a comment\n```\n"))
                .isEmpty();
        assertThat(DocumentRules.check("a.md", "# A\n\n# B\n"))
                .extracting(Finding::line)
                .containsExactly(3L);
        assertThat(DocumentRules.check("a.md", "text\n# A\n")).hasSize(1);
        assertThat(DocumentRules.check("a.md", "## A\n")).hasSize(1);
        assertThat(DocumentRules.check("a.md", "")).hasSize(1);
    }
}
