package io.natter.client.jetstream;

import io.natter.client.NatsException;
import io.natter.client.Outcome;

/**
 * The server is too old for what was asked, and would have dropped it without a word.
 *
 * <p>Found by its version before asking, where that tells, and then nothing was done; else by what came back, and then all was done but
 * {@link #feature()}.
 */
public final class UnsupportedByServerException extends NatsException {
    private static final long serialVersionUID = 1L;

    private final String feature;
    private final String serverVersion;

    /** With what is not supported, and by whom. */
    public UnsupportedByServerException(String feature, String serverVersion, String detail) {
        super(
                Outcome.REFUSED,
                feature + ": not supported by this server ("
                        + (serverVersion.isEmpty() ? "unknown version" : serverVersion) + ")"
                        + (detail.isEmpty() ? "" : ": " + detail),
                null);
        this.feature = feature;
        this.serverVersion = serverVersion;
    }

    /** What is not supported, as it is called in configurations and headers. */
    public String feature() {
        return feature;
    }

    /** The server's version, or empty. */
    public String serverVersion() {
        return serverVersion;
    }
}
