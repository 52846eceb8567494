package io.natter.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DocumentRulesTest {
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
