package io.natter.server.config.language;

/** A text that is not in the language. Nothing of it is used. Immutable. */
public final class ConfigSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Where it was noticed. */
    private final transient Position at;

    ConfigSyntaxException(Position at, String message) {
        super(message);
        this.at = at;
    }

    /** Where it was noticed, at or behind the mistake. */
    public Position at() {
        return at;
    }
}
