package io.natter.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.bench.workload.Gate;
import io.natter.bench.workload.Measure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

class ReportTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void readsBackWhatItWrote() throws IOException {
        report().write(directory, "run");
        assertThat(Report.read(directory.resolve("run.json"))).isEqualTo(report());
        assertThat(directory.resolve("run.md")).content().isEqualTo(new MarkdownTables(report()).text());
    }

    @Test
    void theTableHasALineForEachMeasure() {
        assertThat(new MarkdownTables(report()).text())
                .contains(
                        "| W2/128 | 1:1, 128 B | rate, messages/s | 4.00 M (3.00 M..5.00 M) | 1.00 M (900 k..1.10 M) | **4.00** (2.73..5.56) "
                                + "| >= 1.2 | pass |")
                .contains(
                        "| W2/128 | 1:1, 128 B | allocation, B/message | 0.500 (0.500..0.500) |  |  | ours <= 8.0 | pass |")
                .contains("lost 0 / 2")
                .contains("cold rate 1.00 M / 800 k")
                .contains("**warning:** W2/128 lost or reordered messages");
    }

    @Test
    void thePlotIsWellFormedAndHasABarForEachRatio() throws Exception {
        String svg = new RatioPlot(report()).svg();
        var document =
                DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
        assertThat(document.getDocumentElement().getTagName()).isEqualTo("svg");
        assertThat(svg)
                .contains("W2/128 rate")
                .contains(">4.00<")
                .contains("W2/128 server CPU")
                .contains("&lt;v2&gt;");
        assertThat(svg).doesNotContain("allocation");
    }

    @Test
    void thePageKeepsWhatStandsAroundTheTables() throws IOException {
        Path page = directory.resolve("benchmarks.md");
        Files.writeString(
                page,
                "# Title\n<!-- results:main -->\nstale\n<!-- end -->\nrest\n<!-- results:jdk17 -->\nstale\n<!-- end -->\n");
        new BenchmarksPage(directory).update(report(), "jdk17");
        assertThat(directory.resolve("benchmarks.svg")).doesNotExist();
        new BenchmarksPage(directory).update(report(), "main");
        assertThat(page)
                .content()
                .startsWith("# Title\n<!-- results:main -->\n")
                .contains("W2/128")
                .contains("\nrest\n")
                .doesNotContain("main -->\nstale");
        assertThat(directory.resolve("benchmarks.svg")).content().startsWith("<svg");
        assertThatThrownBy(() -> BenchmarksPage.replaced("nothing", "main", "")).hasMessageContaining("results:main");
    }

    @ParameterizedTest(name = "{0} is written {1}")
    @CsvSource({
        "0, 0.000",
        "0.163, 0.163",
        "1.294, 1.29",
        "9.999, 10.0",
        "57.86, 57.9",
        "99.96, 100",
        "8527.4, 8527",
        "15385, 15 k",
        "999400, 999 k",
        "4941234, 4.94 M"
    })
    void numbersHaveThreeDigits(double value, String text) {
        assertThat(MarkdownTables.number(value)).isEqualTo(text);
    }

    private static Report report() {
        List<Gate> gates = List.of(Gate.atLeast(Measure.RATE, 1.2), Gate.oursAtMost(Measure.ALLOCATION, 8));
        List<Measured> measured = List.of(
                Measured.of(
                        Measure.RATE,
                        Series.of(List.of(3e6, 4e6, 5e6), 1e6),
                        Series.of(List.of(9e5, 1e6, 1.1e6), 8e5),
                        gates),
                Measured.of(
                        Measure.SERVER_CPU,
                        Series.of(List.of(0.1, 0.1), null),
                        Series.of(List.of(0.5, 0.5), null),
                        gates),
                Measured.of(Measure.ALLOCATION, Series.of(List.of(0.5), null), null, gates));
        Entry entry = new Entry(
                "W2/128",
                "1:1, 128 B",
                measured,
                new Entry.Conduct(0, 0, 0.8, 0.2, 0.1, 0, "latencies"),
                new Entry.Conduct(2, 0, 0.9, 0.1, 0.1, 0.5, null),
                List.of("theirs: closed by the server"));
        Facts facts = new Facts(
                "2026-11-21T00:00:00Z",
                new Facts.Machine(2, "cpu", "Linux 6", 1024, 20_000, "JVM 25", 0.1, 0.2),
                new Facts.Server("natter 0.1", "JVM 25", List.of("-XX:+UseSerialGC")),
                new Facts.Server("nats-server <v2>", "", List.of()),
                new Facts.Method(List.of("quick"), 3, 2, 3, 4, false),
                null);
        return new Report(facts, List.of("W2/128 lost or reordered messages"), List.of(entry));
    }
}
