package io.natter.cli.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;

/** Asks the user whether to go on. <i>Thread-safe:</i> holds nothing. */
final class Confirmation {
    private Confirmation() {}

    /**
     * Whether the user said yes.
     *
     * @throws UsageException if there is nobody to ask
     */
    static boolean isGiven(Surroundings around, String question) {
        if (!around.isInputTerminal()) {
            throw new UsageException("could not obtain confirmation: no terminal, use --force");
        }
        around.out().print(question + " (y/N) ");
        around.out().flush();
        StringBuilder answer = new StringBuilder();
        try {
            for (int c = around.in().read();
                    c >= 0 && c != '\n';
                    c = around.in().read()) {
                answer.append((char) c);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String said = answer.toString().strip().toLowerCase(Locale.ROOT);
        return said.equals("y") || said.equals("yes");
    }
}
