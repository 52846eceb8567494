package io.natter.cli.context;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a context file that hold text, in the order they are written. <i>Immutable.</i>
 *
 * <p>The name in the file is the name here in small letters (ADR-21).
 */
public enum ContextKey {
    /** What people call it. */
    DESCRIPTION,
    /** Servers, separated by commas. */
    URL,
    /** {@code socks5://host:port}. */
    SOCKS_PROXY,
    /** A token; secret. */
    TOKEN,
    /** A user. */
    USER,
    /** A password; secret. */
    PASSWORD,
    /** A credentials file. */
    CREDS,
    /** A file with a seed. */
    NKEY,
    /** A certificate to show. */
    CERT,
    /** The certificate's key. */
    KEY,
    /** Certificates to trust. */
    CA,
    /** The old way to name credentials of nsc; kept, not used. */
    NSC,
    /** JetStream domain. */
    JETSTREAM_DOMAIN,
    /** JetStream API prefix. */
    JETSTREAM_API_PREFIX,
    /** JetStream event prefix. */
    JETSTREAM_EVENT_PREFIX,
    /** What subjects for answers begin with. */
    INBOX_PREFIX,
    /** A user JWT, or a file with one. */
    USER_JWT,
    /** A user seed, or a file with one; secret. */
    USER_SEED,
    /** Colours of the nats tool; kept, not used. */
    COLOR_SCHEME;

    /** Its name in the file. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }

    static @Nullable ContextKey named(String json) {
        for (ContextKey key : values()) {
            if (key.json().equals(json)) {
                return key;
            }
        }
        return null;
    }
}
