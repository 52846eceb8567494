package io.natter.conformance.house;

import java.util.ArrayList;
import java.util.List;

/** The rules for one document: it begins with its one title. Thread-safe: pure. */
final class DocumentRules {
    private DocumentRules() {}

    /** What breaks a rule in the Markdown {@code text}. */
    static List<Finding> check(String file, String text) {
        var findings = new ArrayList<Finding>();
        boolean isInCode = false;
        int titles = 0;
        long number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("```")) {
                isInCode = !isInCode;
            }
            boolean isTitle = !isInCode && line.startsWith("# ");
            if (isTitle && ++titles > 1) {
                findings.add(new Finding("one-title", file, number, "got a second title: " + line));
            }
            if (titles == 0 && !line.isBlank()) {
                findings.add(new Finding("one-title", file, number, "got text before the title: " + line));
                break;
            }
        }
        if (number == 0) {
            findings.add(new Finding("one-title", file, 1, "got an empty document"));
        }
        return findings;
    }
}
