package io.natter.conformance.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Holds the whole tree to {@link TidyRules}, its packages to their papers, and its documents to {@link DocumentRules}. */
class TidyTest {
    private final Tree tree = Tree.here();

    @Test
    void theTreeIsTidy() {
        var findings = new ArrayList<Finding>();
        SourceFile.parseAll(tree).forEach(file -> findings.addAll(TidyRules.check(file)));
        findings.addAll(packagesWithoutPaper());
        for (Path file : tree.documents()) {
            String text = Tree.read(file);
            findings.addAll(DocumentRules.check(tree.name(file), text));
            findings.addAll(DocumentRules.checkLinks(tree.name(file), text, path -> target(file, path)));
        }
        HouseExceptions exceptions = HouseExceptions.load();
        assertThat(exceptions.unexcused(findings))
                .as("breaks of the rules in STYLE.md")
                .isEmpty();
        assertThat(exceptions.unused(findings)).as("exceptions without a use").isEmpty();
    }

    private static Optional<String> target(Path document, String path) {
        Path there = document.resolveSibling(path);
        boolean isDocument = path.endsWith(".md") && Files.exists(there);
        return Files.exists(there) ? Optional.of(isDocument ? Tree.read(there) : "") : Optional.empty();
    }

    private List<Finding> packagesWithoutPaper() {
        return tree.javaFiles("main").stream()
                .filter(file -> !file.endsWith("module-info.java"))
                .map(Path::getParent)
                .distinct()
                .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                .map(folder -> new Finding("null-marked", tree.name(folder), 1, "got a package without package-info"))
                .toList();
    }
}
