package io.natter.server.config;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A password, token or seed. It prints as {@code [REDACTED]}, so that it reaches no log, page or error text by accident.
 *
 * <p>Immutable. Two secrets are compared in a time that does not depend on where they differ.
 */
public final class Secret {
    private static final Pattern BCRYPT = Pattern.compile("\\$2[abxy]\\$\\d{2}\\$.*", Pattern.DOTALL);

    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** The secret with this text. */
    public static Secret of(String text) {
        return new Secret(text);
    }

    /** The text itself. */
    public String reveal() {
        return text;
    }

    /** Whether the text is a bcrypt hash of what must be shown, and not that itself. (B68) */
    public boolean isBcrypt() {
        return BCRYPT.matcher(text).matches();
    }

    /** Whether there is no text at all. */
    public boolean isEmpty() {
        return text.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Secret that
                && MessageDigest.isEqual(
                        text.getBytes(StandardCharsets.UTF_8), that.text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "[REDACTED]";
    }
}
