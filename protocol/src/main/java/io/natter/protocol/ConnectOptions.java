package io.natter.protocol;

import org.jspecify.annotations.Nullable;

/**
 * What a client says of itself with CONNECT. Immutable.
 *
 * <p>A key that is left out keeps the server's default, which is {@code true} for verbose, pedantic and echo (C2).
 * Unknown keys are ignored; key case does not matter.
 */
public record ConnectOptions(
        boolean verbose,
        boolean pedantic,
        boolean echo,
        boolean tlsRequired,
        boolean headers,
        boolean noResponders,
        int protocol,
        @Nullable String nkey,
        @Nullable String jwt,
        @Nullable String sig,
        @Nullable String authToken,
        @Nullable String user,
        @Nullable String pass,
        @Nullable String name,
        @Nullable String lang,
        @Nullable String version,
        @Nullable String account,
        boolean newAccount,
        @Nullable String proxySig) {

    /** What holds for a connection that never sent CONNECT. */
    public static final ConnectOptions DEFAULTS = new ConnectOptions(
            true, true, true, false, false, false, 0, null, null, null, null, null, null, null, null, null, null, false,
            null);
}
