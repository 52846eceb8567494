package io.natter.cli.keyvalue;

import io.natter.cli.command.Surroundings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Values on the command line and on the screen. <i>Thread-safe:</i> pure functions. */
final class Values {
    private static final int CELL = 40;
    private static final int CELL_END = 15;

    private Values() {}

    /** The argument, or the whole input where there is none and nobody types. */
    static byte[] read(Surroundings around, String argument) {
        if (!argument.isEmpty() || around.isInputTerminal()) {
            return argument.getBytes(StandardCharsets.UTF_8);
        }
        try {
            return around.in().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The value as it is if that can be shown, else in base64. */
    static String shown(byte[] value) {
        for (byte b : value) {
            if (b < ' ' || b > '~') {
                return Base64.getEncoder().encodeToString(value);
            }
        }
        return new String(value, StandardCharsets.US_ASCII);
    }

    /** The same for a cell of a table: its beginning and its end if it is long. */
    static String cell(byte[] value) {
        String shown = shown(value);
        return shown.length() <= CELL
                ? shown
                : shown.substring(0, CELL_END) + "..." + shown.substring(shown.length() - CELL_END);
    }
}
