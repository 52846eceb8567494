package io.natter.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A table in a box with rounded corners, its title centred, its numbers to the right.
 *
 * <pre>
 *   ╭────────────────╮
 *   │     Title      │
 *   ├────────┬───────┤
 *   │ Name   │ Count │
 *   ├────────┼───────┤
 *   │ a      │ 1,000 │
 *   ╰────────┴───────╯
 * </pre>
 *
 * <p><i>Confined to one thread.</i>
 */
public final class BoxTable {
    private static final Pattern NUMBER = Pattern.compile("-?[\\d,]+(\\.\\d+)?( [KMGTPE]?i?B)?");

    private final String title;
    private final List<String> heads;
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> foot = List.of();

    /** An empty table. */
    public BoxTable(String title, String... heads) {
        this.title = title;
        this.heads = List.of(heads);
    }

    /** One more row. */
    public BoxTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    /** The last row, apart from the others. */
    public BoxTable foot(String... cells) {
        foot = List.of(cells);
        return this;
    }

    /** The table, with a line end at its end. */
    public String render() {
        int[] widths = widths();
        int inside = widths.length - 1;
        for (int width : widths) {
            inside += width + 2;
        }
        StringBuilder out = new StringBuilder();
        out.append('╭').append("─".repeat(inside)).append("╮\n");
        int left = (inside - length(title)) / 2;
        out.append('│').append(" ".repeat(left)).append(title);
        out.append(" ".repeat(inside - left - length(title))).append("│\n");
        rule(out, widths, "├┬┤");
        line(out, widths, heads, false);
        rule(out, widths, "├┼┤");
        rows.forEach(row -> line(out, widths, row, true));
        if (!foot.isEmpty()) {
            rule(out, widths, "├┼┤");
            line(out, widths, foot, true);
        }
        rule(out, widths, "╰┴╯");
        return out.toString();
    }

    private int[] widths() {
        int[] widths = new int[heads.size()];
        List<List<String>> all = new ArrayList<>(rows);
        all.add(heads);
        if (!foot.isEmpty()) {
            all.add(foot);
        }
        for (List<String> row : all) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], length(row.get(i)));
            }
        }
        int inside = widths.length - 1;
        for (int width : widths) {
            inside += width + 2;
        }
        widths[widths.length - 1] += Math.max(0, length(title) + 2 - inside);
        return widths;
    }

    private static void rule(StringBuilder out, int[] widths, String corners) {
        for (int i = 0; i < widths.length; i++) {
            out.append(corners.charAt(i == 0 ? 0 : 1)).append("─".repeat(widths[i] + 2));
        }
        out.append(corners.charAt(2)).append('\n');
    }

    private static void line(StringBuilder out, int[] widths, List<String> cells, boolean isAligned) {
        for (int i = 0; i < widths.length; i++) {
            String cell = cells.get(i);
            String blanks = " ".repeat(widths[i] - length(cell));
            boolean isRight = isAligned && NUMBER.matcher(cell).matches();
            out.append("│ ").append(isRight ? blanks + cell : cell + blanks).append(' ');
        }
        out.append("│\n");
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
