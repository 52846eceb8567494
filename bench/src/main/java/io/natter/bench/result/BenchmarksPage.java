package io.natter.bench.result;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Puts a report into the documentation: the tables between two marks of the page, the plot beside it.
 *
 * <p>Immutable.
 */
public final class BenchmarksPage {
    private final Path page;
    private final Map<String, Path> plots;

    /** Works on {@code benchmarks.md}, {@code benchmarks.svg} and {@code benchmarks-client.svg} in {@code docs}. */
    public BenchmarksPage(Path docs) {
        this.page = docs.resolve("benchmarks.md");
        this.plots = Map.of(
                "main", docs.resolve("benchmarks.svg"),
                "client", docs.resolve("benchmarks-client.svg"));
    }

    /**
     * Replaces the section {@code <!-- results:<section> -->} to {@code <!-- end -->} by the report's tables, and its plot where the section has
     * one.
     */
    public void update(Report report, String section) throws IOException {
        String text = Files.readString(page);
        Files.writeString(page, replaced(text, section, new MarkdownTables(report).text()));
        Path plot = plots.get(section);
        if (plot != null) {
            Files.writeString(plot, new RatioPlot(report).svg());
        }
    }

    static String replaced(String text, String section, String content) throws IOException {
        String mark = "<!-- results:" + section + " -->\n";
        int start = text.indexOf(mark);
        int end = start < 0 ? -1 : text.indexOf("<!-- end -->", start);
        if (end < 0) {
            throw new IOException("page: expected " + mark.trim() + " and <!-- end -->");
        }
        return text.substring(0, start + mark.length()) + "\n" + content + "\n" + text.substring(end);
    }
}
