package io.natter.conformance.house;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The places that may break a rule, each with its reason. Immutable.
 *
 * <pre>
 *  rule | file | reason          one a line; # begins a comment
 * </pre>
 */
final class HouseExceptions {
    private final List<Entry> entries;

    private HouseExceptions(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** One line. Immutable. */
    private record Entry(String rule, String file) {
        boolean covers(Finding finding) {
            return rule.equals(finding.rule()) && file.equals(finding.file());
        }
    }

    /** The list in the resource {@code /house/exceptions.txt}. */
    static HouseExceptions load() {
        try (InputStream in = HouseExceptions.class.getResourceAsStream("/house/exceptions.txt")) {
            if (in == null) {
                throw new IllegalStateException("/house/exceptions.txt: got no such resource");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static HouseExceptions parse(String text) {
        var entries = new ArrayList<Entry>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split("\\|", -1);
            if (parts.length != 3 || parts[2].isBlank()) {
                throw new IllegalArgumentException("exceptions: got \"" + line + "\", expected rule | file | reason");
            }
            entries.add(new Entry(parts[0].strip(), parts[1].strip()));
        }
        return new HouseExceptions(entries);
    }

    /** Those of {@code findings} that no entry excuses. */
    List<Finding> unexcused(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> entries.stream().noneMatch(entry -> entry.covers(finding)))
                .toList();
    }

    /** Entries that excuse nothing any more, and should go. */
    List<String> unused(List<Finding> findings) {
        return entries.stream()
                .filter(entry -> findings.stream().noneMatch(entry::covers))
                .map(entry -> entry.rule() + " | " + entry.file())
                .toList();
    }
}
