package io.natter.client;

import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how a connection is encrypted.
 *
 * <p>Immutable. A client that asks for TLS never goes on in plain text. Host names are checked unless
 * {@code verifyHost} is off. PEM files are read again at each connect.
 *
 * @param mode whether and when
 * @param context a context of the caller's own, or null for one made of the files below
 * @param trustFile PEM certificates to trust instead of the system's, or null
 * @param certificateFile PEM certificate (with its chain) to show, or null
 * @param keyFile PEM key of the certificate (PKCS#8, PKCS#1 or SEC 1), or null
 * @param verifyHost whether the server's certificate must bear the name it was connected by
 * @param serverName the name that is asked for (SNI) and that the certificate must bear, for whichever server, or null for that of
 *     its address
 */
public record TlsOptions(
        Mode mode,
        @Nullable SSLContext context,
        @Nullable Path trustFile,
        @Nullable Path certificateFile,
        @Nullable Path keyFile,
        boolean verifyHost,
        @Nullable String serverName) {
    /** When a connection is encrypted. */
    public enum Mode {
        /** If the address ({@code tls://}, {@code wss://}) or the server demands it. */
        AUTO,
        /** Always, after the server's INFO; a server without TLS is refused. */
        REQUIRE,
        /** Always, before the server's INFO (the server's {@code handshake_first}). */
        HANDSHAKE_FIRST,
        /** Never; a server that demands it is refused. */
        OFF
    }

    /** As address and server demand, with the system's trust. */
    public static final TlsOptions AUTO = new TlsOptions(Mode.AUTO, null, null, null, null, true, null);

    /** Always, with the system's trust. */
    public static final TlsOptions REQUIRE = AUTO.withMode(Mode.REQUIRE);

    /** Checks what belongs together. */
    public TlsOptions {
        if ((certificateFile == null) != (keyFile == null)) {
            throw new IllegalArgumentException("tls: got a certificate or a key alone, expected both or none");
        }
        if (context != null && (trustFile != null || certificateFile != null)) {
            throw new IllegalArgumentException("tls: got a context and files, expected one of them");
        }
        if (serverName != null && serverName.isBlank()) {
            throw new IllegalArgumentException("tls: got a blank server name, expected a name or none");
        }
    }

    /** The same in this mode. */
    public TlsOptions withMode(Mode mode) {
        return new TlsOptions(mode, context, trustFile, certificateFile, keyFile, verifyHost, serverName);
    }

    /** The same with a context of the caller's own. */
    public TlsOptions withContext(SSLContext context) {
        return new TlsOptions(mode, context, null, null, null, verifyHost, serverName);
    }

    /** The same that trusts these PEM certificates only. */
    public TlsOptions withTrust(Path trustFile) {
        return new TlsOptions(mode, null, trustFile, certificateFile, keyFile, verifyHost, serverName);
    }

    /** The same that shows this certificate. */
    public TlsOptions withCertificate(Path certificateFile, Path keyFile) {
        return new TlsOptions(mode, null, trustFile, certificateFile, keyFile, verifyHost, serverName);
    }

    /** The same without a check of host names; anybody with a trusted certificate may answer. */
    public TlsOptions withoutHostCheck() {
        return new TlsOptions(mode, context, trustFile, certificateFile, keyFile, false, serverName);
    }

    /** The same that expects servers to show a certificate of this name, whatever they are addressed by: behind a tunnel, or by bare IP addresses. */
    public TlsOptions withServerName(String serverName) {
        return new TlsOptions(mode, context, trustFile, certificateFile, keyFile, verifyHost, serverName);
    }
}
