package io.natter.server.auth;

import io.natter.protocol.ConnectOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways to write what a connection shows, for tests. Immutable, without state. */
final class Presents {
    private Presents() {}

    static Presented nothing() {
        return of(null, null, null);
    }

    static Presented user(@Nullable String user, @Nullable String pass) {
        return of(user, pass, null);
    }

    static Presented token(String token) {
        return of(null, null, token);
    }

    static Presented of(@Nullable String user, @Nullable String pass, @Nullable String token) {
        return with(connect(user, pass, token, null, null, null, false), "", Presented.ConnectionType.STANDARD);
    }

    static Presented nkey(String nkey, @Nullable String signature, String nonce) {
        return with(connect(null, null, null, nkey, signature, null, false), nonce, Presented.ConnectionType.STANDARD);
    }

    static Presented with(ConnectOptions connect, String nonce, Presented.ConnectionType type) {
        return new Presented(connect, nonce, type, "127.0.0.1", false, List.of());
    }

    static ConnectOptions connect(
            @Nullable String user,
            @Nullable String pass,
            @Nullable String token,
            @Nullable String nkey,
            @Nullable String signature,
            @Nullable String account,
            boolean newAccount) {
        return new ConnectOptions(
                false,
                false,
                true,
                false,
                false,
                false,
                1,
                nkey,
                null,
                signature,
                token,
                user,
                pass,
                null,
                null,
                null,
                account,
                newAccount,
                null);
    }
}
