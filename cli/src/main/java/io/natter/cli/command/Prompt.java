package io.natter.cli.command;

import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Asks the user for what the flags do not say.
 *
 * <pre>
 *   ? Subjects                                 a text
 *   ? Storage [file, memory] (file)            one of some, by its name or its number
 *   ? Select a Stream                          one of a list that is shown
 *      1  ORDERS
 *      2  EVENTS
 *   ? Allow message Roll-ups (y/N)             yes or no
 * </pre>
 *
 * <p><i>Confined to the command's thread.</i> Where nobody types the input every question throws {@link UsageException}, which names the
 * flag that answers it.
 */
public final class Prompt {
    private final Surroundings around;

    /** Questions to whoever sits there. */
    public Prompt(Surroundings around) {
        this.around = around;
    }

    /** Whether there is anybody to ask. */
    public boolean isPossible() {
        return around.isInputTerminal();
    }

    /** A text, asked for until there is one. */
    public String text(String question, String flag) {
        check(question, flag);
        while (true) {
            String answer = ask(question + " ");
            if (!answer.isEmpty()) {
                return answer;
            }
        }
    }

    /** A text, or {@code usual} where the user just goes on. */
    public String text(String question, String usual, String flag) {
        check(question, flag);
        String answer = ask(question + (usual.isEmpty() ? " " : " (" + usual + ") "));
        return answer.isEmpty() ? usual : answer;
    }

    /** A text that nobody else is to see: not shown as it is typed, where somebody sits at a terminal. */
    public String secret(String question, String flag) {
        check(question, flag);
        Console console = around.isOutputTerminal() ? System.console() : null;
        if (console == null) {
            return ask(question + " ");
        }
        char[] typed = console.readPassword("? %s ", question);
        return typed == null ? "" : new String(typed);
    }

    /** One of these words, in any case, or {@code usual}. */
    public String choice(String question, List<String> words, String usual, String flag) {
        check(question, flag);
        while (true) {
            String answer = ask(question + " [" + String.join(", ", words) + "] (" + usual + ") ");
            if (answer.isEmpty()) {
                return usual;
            }
            for (String word : words) {
                if (word.equalsIgnoreCase(answer)) {
                    return word;
                }
            }
        }
    }

    /** One of a list, by its number or by itself. */
    public String select(String question, List<String> items) {
        check(question, "");
        around.out().println("? " + question);
        for (int i = 0; i < items.size(); i++) {
            around.out().printf(Locale.ROOT, "%4d  %s%n", i + 1, items.get(i));
        }
        while (true) {
            String answer = ask("Number or name ");
            if (items.contains(answer)) {
                return answer;
            }
            if (answer.matches("\\d{1,6}")
                    && Integer.parseInt(answer) >= 1
                    && Integer.parseInt(answer) <= items.size()) {
                return items.get(Integer.parseInt(answer) - 1);
            }
        }
    }

    /** Yes or no. */
    public boolean isYes(String question, boolean usual, String flag) {
        check(question, flag);
        String answer = ask(question + (usual ? " (Y/n) " : " (y/N) ")).toLowerCase(Locale.ROOT);
        return answer.isEmpty() ? usual : answer.equals("y") || answer.equals("yes");
    }

    private void check(String question, String flag) {
        if (!isPossible()) {
            throw new UsageException(
                    "cannot ask for \"" + question + "\" without a terminal" + (flag.isEmpty() ? "" : ", use " + flag));
        }
    }

    // At the end of the input there is no answer to wait for.
    private String ask(String question) {
        around.out().print("? " + question);
        around.out().flush();
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int c = around.in().read();
            if (c < 0) {
                throw new UsageException("input ended at the question \"" + question.strip() + "\"");
            }
            for (; c >= 0 && c != '\n'; c = around.in().read()) {
                line.write(c);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString(StandardCharsets.UTF_8).strip();
    }
}
