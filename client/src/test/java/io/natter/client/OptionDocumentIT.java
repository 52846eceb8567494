package io.natter.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What docs/client-options.md says of each key is so: its example is read from the property and from each variable. */
class OptionDocumentIT {
    private static final Path DOCUMENT = Path.of("..", "docs", "client-options.md");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    /** What an example needs beside it. */
    private static final Map<String, String> PARTNERS = Map.of(
            "user", "password",
            "password", "user",
            "tls-certificate-file", "tls-key-file",
            "tls-key-file", "tls-certificate-file");

    /** Immutable. */
    private record Row(String property, List<String> variables, String example) {}

    @Test
    void everyKeyIsDocumentedAndNoOther() throws Exception {
        assertThat(rows().stream().map(Row::property))
                .containsExactlyElementsOf(
                        OptionKeys.ALL.stream().map(OptionKey::property).toList());
        for (int i = 0; i < OptionKeys.ALL.size(); i++) {
            assertThat(rows().get(i).variables())
                    .isEqualTo(OptionKeys.ALL.get(i).variables());
        }
        String jnats =
                Files.readString(DOCUMENT).split("## Names of jnats", -1)[1].split("##", -1)[0];
        List<String> names = codes(jnats);
        assertThat(names.subList(1, names.size()))
                .containsExactlyInAnyOrderElementsOf(OptionKeys.ALL.stream()
                        .flatMap(key -> key.jnats().stream())
                        .toList());
    }

    @Test
    void everyExampleIsReadFromThePropertyAndFromEachVariable() throws Exception {
        Map<String, Row> byProperty = new HashMap<>();
        rows().forEach(row -> byProperty.put(row.property(), row));
        for (Row row : rows()) {
            Row partner = byProperty.get(PARTNERS.getOrDefault(row.property(), ""));
            Properties properties = new Properties();
            properties.setProperty("natter.client." + row.property(), row.example());
            if (partner != null) {
                properties.setProperty("natter.client." + partner.property(), partner.example());
            }
            var fromProperties = OptionSourceTest.shape(NatsOptions.fromProperties(properties));
            assertThat(fromProperties).as(row.property()).isNotEqualTo(OptionSourceTest.shape(NatsOptions.DEFAULTS));
            for (String variable : row.variables()) {
                Map<String, String> environment = new HashMap<>(Map.of(variable, row.example()));
                if (partner != null) {
                    environment.put(partner.variables().get(0), partner.example());
                }
                assertThat(OptionSourceTest.shape(NatsOptions.fromEnvironment(environment)))
                        .as(variable)
                        .isEqualTo(fromProperties);
            }
        }
    }

    private static List<Row> rows() throws Exception {
        List<Row> rows = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            String[] cells = line.split("\\|", -1);
            if (line.startsWith("| `")) {
                rows.add(new Row(
                        codes(cells[1]).get(0), codes(cells[2]), codes(cells[3]).get(0)));
            }
        }
        return rows;
    }

    private static List<String> codes(String text) {
        List<String> codes = new ArrayList<>();
        Matcher matcher = CODE.matcher(text);
        while (matcher.find()) {
            codes.add(matcher.group(1));
        }
        return codes;
    }
}
