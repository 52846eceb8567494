package io.natter.server.tls;

/**
 * Says which TLS setting, or which of its files, cannot be used, and why. Nothing was opened.
 *
 * <p>Immutable. The message holds file names, never what is in them.
 */
public final class TlsConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TlsConfigException(String message) {
        super(message);
    }

    TlsConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
