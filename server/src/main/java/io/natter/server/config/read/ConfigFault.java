package io.natter.server.config.read;

import io.natter.server.config.language.Position;

/** One key whose value cannot be used; the key is left out and reading goes on. Immutable. */
final class ConfigFault extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Position at;

    ConfigFault(Position at, String message) {
        super(message, null, false, false); // control flow within reading: nobody looks at its stack
        this.at = at;
    }

    Position at() {
        return at;
    }
}
