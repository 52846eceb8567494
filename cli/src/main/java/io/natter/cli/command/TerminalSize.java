package io.natter.cli.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Columns and rows of the terminal. <i>Immutable.</i> */
public record TerminalSize(int columns, int rows) {
    /** Below this no graph can be read. */
    static final int LEAST = 20;

    private static final TerminalSize USUAL = new TerminalSize(80, 24);
    private static final File TERMINAL = new File("/dev/tty");

    /** What {@code stty} says of the terminal of this process, else the variables of the shell, else the usual size. */
    public static TerminalSize of(Surroundings around) {
        TerminalSize told = parse(stty());
        if (told.equals(USUAL)) {
            told = parse(around.variable("LINES") + " " + around.variable("COLUMNS"));
        }
        return told;
    }

    /** Reads rows and columns; the usual size where it is something else. */
    static TerminalSize parse(String rowsAndColumns) {
        String[] words = rowsAndColumns.strip().split(" ", -1);
        if (words.length != 2 || !isNumber(words[0]) || !isNumber(words[1])) {
            return USUAL;
        }
        return new TerminalSize(Integer.parseInt(words[1]), Integer.parseInt(words[0]));
    }

    private static boolean isNumber(String word) {
        return word.matches("[1-9][0-9]{0,4}");
    }

    private static String stty() {
        if (!TERMINAL.canRead()) {
            return "";
        }
        try {
            Process process = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException thereIsNone) {
            return "";
        }
    }
}
