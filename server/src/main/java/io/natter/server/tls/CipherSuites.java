package io.natter.server.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The cipher suites that a configuration may name, as nats-server names them (B123). Thread-safe: pure functions.
 *
 * <p>As with nats-server, the suites of TLS 1.3 are always there, whatever is named; the names choose among those of
 * TLS 1.2. Without names only those with forward secrecy and authenticated encryption are used, where nats-server adds
 * four of the CBC kind.
 */
public final class CipherSuites {
    private static final List<String> VERSION_1_3 =
            List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

    private static final List<String> MODERN = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final List<String> SOUND = List.of(
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA");

    private static final List<String> INSECURE = List.of(
            "TLS_RSA_WITH_RC4_128_SHA",
            "TLS_RSA_WITH_3DES_EDE_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA",
            "TLS_RSA_WITH_AES_256_CBC_SHA",
            "TLS_RSA_WITH_AES_128_CBC_SHA256",
            "TLS_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA",
            "TLS_ECDHE_RSA_WITH_RC4_128_SHA",
            "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256");

    private static final List<String> ALL = Stream.of(VERSION_1_3, MODERN, SOUND, INSECURE)
            .flatMap(List::stream)
            .toList();

    /** The JDK's names of the oldest suites begin with SSL. */
    private static final Set<String> NAMED_SSL = Set.of("TLS_RSA_WITH_RC4_128_SHA", "TLS_RSA_WITH_3DES_EDE_CBC_SHA");

    private CipherSuites() {}

    /** Every name that a configuration may use, as {@code --help_tls} lists them. */
    public static List<String> names() {
        return ALL;
    }

    /**
     * The JDK's names of the suites to offer, best first.
     *
     * @param named as configured; empty for the default
     * @throws TlsConfigException for a name that is unknown, or insecure without {@code allowsInsecure}
     */
    static List<String> toOffer(List<String> named, boolean allowsInsecure) {
        for (String name : named) {
            if (!ALL.contains(name)) {
                throw new TlsConfigException(
                        "unrecognized cipher " + name + ", expected one of " + String.join(", ", names()));
            }
        }
        String insecure = named.stream().filter(INSECURE::contains).collect(Collectors.joining(", "));
        if (!insecure.isEmpty() && !allowsInsecure) {
            throw new TlsConfigException(
                    "insecure cipher suites configured without 'allow_insecure_cipher_suites' option set: " + insecure);
        }
        var offered = new ArrayList<>(VERSION_1_3);
        for (String name : named.isEmpty() ? MODERN : named) {
            if (!offered.contains(name)) {
                offered.add(jdkName(name));
            }
        }
        return offered;
    }

    /** The name that nats-server shows for a suite of the JDK. */
    public static String shownName(String jdkName) {
        return jdkName.startsWith("SSL_") ? "TLS_" + jdkName.substring("SSL_".length()) : jdkName;
    }

    private static String jdkName(String name) {
        return NAMED_SSL.contains(name) ? "SSL_" + name.substring("TLS_".length()) : name;
    }
}
