package io.natter.server.config.read;

import io.natter.server.config.TlsCrypto;
import io.natter.server.config.language.ConfigValue.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Names of cipher suites and curves that a configuration may use. (B123) Thread-safe: constants and pure functions. */
final class TlsNames {
    private static final Set<String> SECURE = Set.of(
            "TLS_AES_128_GCM_SHA256",
            "TLS_AES_256_GCM_SHA384",
            "TLS_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
            "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
            "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
            "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
            "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
            "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256");

    private static final Set<String> INSECURE = Set.of(
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

    private static final Set<String> CURVES = Set.of(
            "X25519MLKEM768",
            "SecP384r1MLKEM1024",
            "SecP256r1MLKEM768",
            "X25519",
            "CurveP256",
            "CurveP384",
            "CurveP521");

    private TlsNames() {}

    static List<String> cipherSuites(Given given) {
        return names(given, "unrecognized cipher ", SECURE, INSECURE);
    }

    static List<String> curves(Given given) {
        return names(given, "unrecognized curve preference ", CURVES, Set.of());
    }

    /** Weak suites need to be wanted expressly. */
    static void checkInsecure(TlsCrypto crypto, Given block) {
        List<String> insecure =
                crypto.cipherSuites().stream().filter(INSECURE::contains).toList();
        if (!insecure.isEmpty() && !crypto.allowInsecureCipherSuites()) {
            throw block.fault("insecure cipher suites configured without 'allow_insecure_cipher_suites' option set: "
                    + String.join(", ", insecure));
        }
    }

    private static List<String> names(Given given, String unknown, Set<String> known, Set<String> alsoKnown) {
        if (given.value() instanceof Array array && array.items().isEmpty()) {
            throw given.fault("error parsing tls config, '" + given.key() + "' cannot be empty");
        }
        List<String> names = new ArrayList<>();
        for (Given item : given.items()) {
            if (!known.contains(item.text()) && !alsoKnown.contains(item.text())) {
                throw item.fault(unknown + item.text());
            }
            names.add(item.text());
        }
        return names;
    }
}
