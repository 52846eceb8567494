package io.natter.server.config.language;

/**
 * A place in a configuration text. Immutable.
 *
 * @param file name of the file as it was given
 * @param line from 1
 * @param column bytes from the line break before it: from 1, but from 0 on the first line, as nats-server counts
 */
public record Position(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
