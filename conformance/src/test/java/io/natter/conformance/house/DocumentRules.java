package io.natter.conformance.house;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules for one document: it begins with its one title, and its links lead somewhere. Thread-safe: pure. */
final class DocumentRules {
    private static final Pattern LINK = Pattern.compile("]\\(([^()\\s]+)\\)");
    private static final Pattern ELSEWHERE = Pattern.compile("[a-z]+:.*");

    private DocumentRules() {}

    /**
     * The links of the Markdown {@code text} that lead nowhere. Those to other sites are not followed.
     *
     * @param target the text behind a path beside {@code file}: empty for a folder or picture, nothing when it is not there
     */
    static List<Finding> checkLinks(String file, String text, Function<String, Optional<String>> target) {
        var findings = new ArrayList<Finding>();
        boolean isInCode = false;
        long number = 0;
        for (String line : text.lines().toList()) {
            number++;
            isInCode ^= line.startsWith("```");
            Matcher link = LINK.matcher(isInCode ? "" : line);
            while (link.find()) {
                String to = link.group(1);
                String path = to.replaceFirst("#.*", "");
                Optional<String> there = path.isEmpty() ? Optional.of(text) : target.apply(path);
                String anchor = to.substring(path.length()).replaceFirst("#", "");
                boolean isThere = there.isPresent()
                        && (anchor.isEmpty() || anchors(there.get()).contains(anchor));
                if (!isThere && !ELSEWHERE.matcher(to).matches()) {
                    findings.add(new Finding("link", file, number, "got a link to nowhere: " + to));
                }
            }
        }
        return findings;
    }

    // As the sites that show Markdown make them of headings.
    private static Set<String> anchors(String text) {
        return text.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ +", "").toLowerCase(Locale.ROOT))
                .map(line -> line.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

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
