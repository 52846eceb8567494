package io.natter.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Splits a command line into words as a shell does: blanks, both kinds of quotes, backslashes. <i>Thread-safe:</i> pure functions. */
public final class ShellWords {
    private ShellWords() {}

    /**
     * The words of {@code line}.
     *
     * @throws IllegalArgumentException if a quote is not closed, or there is no word
     */
    public static List<String> split(String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean isWord = false;
        char quote = 0;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean isEscape = c == '\\' && quote != '\'' && i + 1 < line.length();
            if (isEscape && (quote == 0 || "\"\\$`".indexOf(line.charAt(i + 1)) >= 0)) {
                word.append(line.charAt(++i));
                isWord = true;
            } else if (quote != 0) {
                if (c == quote) {
                    quote = 0;
                } else {
                    word.append(c);
                }
            } else if (c == '"' || c == '\'') {
                quote = c;
                isWord = true;
            } else if (!Character.isWhitespace(c)) {
                word.append(c);
                isWord = true;
            } else if (isWord) {
                words.add(word.toString());
                word.setLength(0);
                isWord = false;
            }
        }
        if (quote != 0) {
            throw new IllegalArgumentException("command: got no closing " + quote);
        }
        if (isWord) {
            words.add(word.toString());
        }
        if (words.isEmpty()) {
            throw new IllegalArgumentException("command: got nothing to run");
        }
        return words;
    }
}
