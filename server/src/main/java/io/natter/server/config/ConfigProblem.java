package io.natter.server.config;

/**
 * What is wrong with a configuration, and where. Immutable.
 *
 * @param file file as it was named, or empty when it has no place
 * @param line from 1, or 0 when it has no place
 * @param column bytes from the line break before it, as nats-server counts
 * @param text what is wrong
 */
public record ConfigProblem(String file, int line, int column, String text) {
    /** Place and text the way nats-server prints them. */
    @Override
    public String toString() {
        return line == 0 ? text : file + ":" + line + ":" + column + ": " + text;
    }
}
