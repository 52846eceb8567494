package io.natter.conformance.jetstream;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Requests to the API, read from a table in the resources.
 *
 * <p>Immutable.
 *
 * <pre>
 *  # a comment
 *  = title                      all streams are deleted first
 *  STREAM.CREATE.A {"name":..}  the subject without its prefix, and the body; %n% stands for n times the letter x
 * </pre>
 */
record RequestTable(List<Section> sections) {
    private static final Pattern REPEATED = Pattern.compile("%(\\d+)%");

    /** Requests that begin without streams. */
    record Section(String title, List<Request> requests) {
        @Override
        public String toString() {
            return title;
        }
    }

    /** What follows the prefix in a subject, and the body. */
    record Request(String subject, String body) {
        byte[] bytes() {
            return body.getBytes(StandardCharsets.UTF_8);
        }
    }

    static RequestTable read(String resource) {
        List<Section> sections = new ArrayList<>();
        for (String line : text(resource).lines().toList()) {
            if (line.startsWith("= ")) {
                sections.add(new Section(line.substring(2), new ArrayList<>()));
            } else if (!line.isBlank() && !line.startsWith("#")) {
                sections.get(sections.size() - 1).requests().add(request(line));
            }
        }
        return new RequestTable(List.copyOf(sections));
    }

    private static Request request(String line) {
        String whole = REPEATED.matcher(line).replaceAll(match -> "x".repeat(Integer.parseInt(match.group(1))));
        int blank = whole.indexOf(' ');
        return blank < 0 ? new Request(whole, "") : new Request(whole.substring(0, blank), whole.substring(blank + 1));
    }

    private static String text(String resource) {
        try (InputStream in = RequestTable.class.getResourceAsStream("/jetstream/" + resource)) {
            return new String(Objects.requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }
}
