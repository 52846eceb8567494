package io.natter.cli.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A line that goes up and down with a rate, drawn with characters. <i>Thread-safe:</i> pure functions.
 *
 * <pre>
 *   20 ┤  ╭╮
 *   10 ┤╭─╯│
 *    0 ┼╯  ╰
 *      orders.> / second
 * </pre>
 */
public final class RateGraph {
    private static final char NOTHING = ' ';

    private RateGraph() {}

    /**
     * The graph of one value a column, from zero to the largest.
     *
     * @param height rows above the one of zero, at least 1
     */
    public static String render(String caption, long[] values, int height) {
        long most = Math.max(1, Arrays.stream(values).max().orElse(0));
        int[] rows = Arrays.stream(values)
                .mapToInt(value -> (int) Math.round((double) value * height / most))
                .toArray();
        char[][] cells = line(rows, height);
        int labelWidth = HumanNumbers.comma(most).length();
        List<String> lines = new ArrayList<>();
        for (int row = height; row >= 0; row--) {
            String label = HumanNumbers.comma(Math.round((double) most * row / height));
            boolean isStart = rows.length > 0 && rows[0] == row;
            String drawn = " ".repeat(labelWidth - label.length())
                    + label
                    + (isStart ? " ┼" : " ┤")
                    + String.valueOf(cells[row]);
            lines.add(drawn.stripTrailing());
        }
        int indent = labelWidth + 2 + Math.max(0, (rows.length - caption.length()) / 2);
        lines.add(" ".repeat(indent) + caption);
        return String.join(System.lineSeparator(), lines);
    }

    /** The cells of each row, from the lowest: each column leads from its value to the next one's. */
    private static char[][] line(int[] rows, int height) {
        char[][] cells = new char[height + 1][Math.max(0, rows.length - 1)];
        for (char[] row : cells) {
            Arrays.fill(row, NOTHING);
        }
        for (int x = 0; x + 1 < rows.length; x++) {
            int from = rows[x];
            int to = rows[x + 1];
            if (from == to) {
                cells[from][x] = '─';
                continue;
            }
            cells[from][x] = to > from ? '╯' : '╮';
            cells[to][x] = to > from ? '╭' : '╰';
            for (int between = Math.min(from, to) + 1; between < Math.max(from, to); between++) {
                cells[between][x] = '│';
            }
        }
        return cells;
    }
}
