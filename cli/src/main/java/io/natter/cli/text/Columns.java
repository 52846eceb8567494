package io.natter.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Labels and values in two columns, with titles between, as the nats tool shows one thing.
 *
 * <pre>
 *   Heading
 *
 *        Label: value
 *     Metadata: a: 1
 *               b: 2
 *
 *   Section:
 *
 *         Name: value
 * </pre>
 *
 * <p><i>Confined to one thread.</i>
 */
public final class Columns {
    private enum Kind {
        ROW,
        TITLE,
        LINE
    }

    private record Item(Kind kind, String indent, String label, String value) {}

    private final String heading;
    private final List<Item> items = new ArrayList<>();
    private String indent = "";

    /** With a heading, which may be empty. */
    public Columns(String heading) {
        this.heading = heading;
    }

    /** A label and its value. */
    public Columns row(String label, String value) {
        return add(Kind.ROW, label, value);
    }

    /** The same, unless the value is empty. */
    public Columns rowIfAny(String label, String value) {
        return value.isEmpty() ? this : row(label, value);
    }

    /** A label and entries, each on a line; nothing where there are none. */
    public Columns rows(String label, Map<String, String> entries) {
        String shown = label;
        for (Map.Entry<String, String> entry : new TreeMap<>(entries).entrySet()) {
            row(shown, entry.getKey() + ": " + entry.getValue());
            shown = "";
        }
        return this;
    }

    /** The title of what follows. */
    public Columns title(String title) {
        return add(Kind.TITLE, title, "");
    }

    /** A line outside of the columns. */
    public Columns line(String text) {
        return add(Kind.LINE, text, "");
    }

    /** Moves what follows so many blanks to the right. */
    public Columns indent(int blanks) {
        indent = " ".repeat(blanks);
        return this;
    }

    private Columns add(Kind kind, String label, String value) {
        items.add(new Item(kind, indent, label, value));
        return this;
    }

    /** The whole, with a line end at its end. */
    public String render() {
        int longest = items.stream()
                .filter(item -> item.kind == Kind.ROW)
                .mapToInt(item -> item.label.length())
                .max()
                .orElse(0);
        StringBuilder out = new StringBuilder(heading.isEmpty() ? "" : heading + "\n\n");
        Kind before = null;
        for (Item item : items) {
            switch (item.kind) {
                case ROW -> row(out, item, longest);
                case TITLE -> title(out, item, before);
                case LINE -> {
                    if (before == Kind.TITLE && item.label.isEmpty()) {
                        continue;
                    }
                    out.append((item.indent + item.label).stripTrailing()).append('\n');
                }
            }
            before = item.kind;
        }
        return out.toString();
    }

    private static void row(StringBuilder out, Item item, int longest) {
        out.append(item.indent).append(" ".repeat(longest - item.label.length() + 2));
        out.append(item.label).append(item.label.isEmpty() ? "  " : ": ");
        out.append(item.value).append('\n');
    }

    private static void title(StringBuilder out, Item item, @org.jspecify.annotations.Nullable Kind before) {
        boolean isBlankAbove = before == null || out.toString().endsWith("\n\n");
        if (!isBlankAbove) {
            out.append('\n');
        }
        out.append(item.indent).append(item.label);
        out.append(item.label.endsWith(":") ? "\n\n" : ":\n\n");
    }
}
