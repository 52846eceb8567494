package io.natter.server.config.read;

import io.natter.server.config.CertStoreConfig;
import io.natter.server.config.OcspPeerConfig;
import io.natter.server.config.TlsConfig;
import io.natter.server.config.TlsConfig.KeyPair;
import io.natter.server.config.TlsCrypto;
import io.natter.server.config.TlsHandshake;
import io.natter.server.config.TlsVerification;
import io.natter.server.config.language.ConfigValue.Array;
import io.natter.server.config.language.ConfigValue.Block;
import io.natter.server.config.language.ConfigValue.Flag;
import io.natter.server.config.language.ConfigValue.Text;
import io.natter.server.config.language.GoDuration;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keys of TLS blocks. (B120 to B125) Thread-safe: constants and pure functions. */
final class TlsKeys {
    private static final Duration FALLBACK_DELAY = Duration.ofMillis(50);

    /** A block while its keys are read: the first key pair is given in two keys. */
    private static final class Draft {
        private TlsConfig tls = TlsConfig.defaults();
        private @Nullable Path certFile;
        private @Nullable Path keyFile;

        private TlsConfig tls() {
            return tls;
        }

        private Draft with(TlsConfig changed) {
            tls = changed;
            return this;
        }
    }

    private static final Keys<TlsVerification> VERIFICATION = new Keys<TlsVerification>()
            .flag(TlsVerification::withVerify, "verify")
            .flag((to, on) -> to.withVerifyAndMap(on).withVerify(on || to.verify()), "verify_and_map")
            .flag(TlsVerification::withInsecure, "insecure")
            .value(TlsKeys::pinnedCerts, TlsVerification::withPinnedCerts, "pinned_certs")
            .value(TlsKeys::ocspPeer, TlsVerification::withOcspPeer, "ocsp_peer");

    private static final Keys<TlsVerification> LINK_VERIFICATION = new Keys<TlsVerification>()
            .flag(
                    (to, on) -> to.withCheckKnownUrls(on).withVerify(on || to.verify()),
                    "verify_cert_and_check_known_urls");

    private static final Keys<TlsVerification> CLIENT_VERIFICATION = new Keys<TlsVerification>()
            .action(
                    (to, given) -> {
                        if (given.flag()) {
                            throw given.fault(given.key() + " not supported in this context");
                        }
                        return to;
                    },
                    "verify_cert_and_check_known_urls");

    private static final Keys<TlsHandshake> HANDSHAKE = new Keys<TlsHandshake>()
            .value(TlsKeys::timeout, TlsHandshake::withTimeout, "timeout")
            .action(TlsKeys::first, "handshake_first", "first", "immediate")
            .whole(TlsHandshake::withConnectionRateLimit, "connection_rate_limit");

    private static final Keys<TlsCrypto> CRYPTO = new Keys<TlsCrypto>()
            .value(TlsKeys::minVersion, TlsCrypto::withMinVersion, "min_version")
            .value(TlsNames::cipherSuites, TlsCrypto::withCipherSuites, "cipher_suites")
            .value(TlsNames::curves, TlsCrypto::withCurvePreferences, "curve_preferences")
            .flag(TlsCrypto::withAllowInsecureCipherSuites, "allow_insecure_cipher_suites");

    private static final Keys<CertStoreConfig> CERT_STORE = new Keys<CertStoreConfig>()
            .value(TlsKeys::certStore, CertStoreConfig::withStore, "cert_store")
            .text(CertStoreConfig::withMatchBy, "cert_match_by")
            .text(CertStoreConfig::withMatch, "cert_match")
            .texts(CertStoreConfig::withCaCertsMatch, "ca_certs_match")
            .flag(CertStoreConfig::withMatchSkipInvalid, "cert_match_skip_invalid");

    private static final Keys<OcspPeerConfig> OCSP_PEER = new Keys<OcspPeerConfig>()
            .flag(OcspPeerConfig::withVerify, "verify")
            .value(given -> ocspTime(given, 2), OcspPeerConfig::withCaTimeout, "ca_timeout")
            .value(given -> ocspTime(given, 30), OcspPeerConfig::withAllowedClockSkew, "allowed_clockskew")
            .flag(OcspPeerConfig::withWarnOnly, "warn_only")
            .flag(OcspPeerConfig::withUnknownIsGood, "unknown_is_good")
            .flag(OcspPeerConfig::withAllowWhenCaUnreachable, "allow_when_ca_unreachable")
            .value(
                    given -> ocspTime(given, 3600),
                    OcspPeerConfig::withCacheTtlWhenNextUpdateUnset,
                    "cache_ttl_when_next_update_unset")
            .unknown(key -> "error parsing tls peer config, unknown field [\"" + key + "\"]");

    private static final Keys<Draft> CLIENT = table(CLIENT_VERIFICATION);
    private static final Keys<Draft> LINK = table(LINK_VERIFICATION);

    private TlsKeys() {}

    /** The tables of this file, for the test that walks all keys. */
    static List<Keys<?>> tables() {
        return List.of(CLIENT, LINK, OCSP_PEER);
    }

    /** TLS of a listener for clients, leaf nodes or WebSocket. */
    static TlsConfig clients(Given given) {
        return read(given, CLIENT);
    }

    /** TLS between servers, where certificates are always asked for. */
    static TlsConfig links(Given given) {
        return read(given, LINK);
    }

    private static Keys<Draft> table(Keys<TlsVerification> more) {
        return new Keys<Draft>()
                .action(
                        (draft, given) -> {
                            draft.certFile = given.pathOrNull();
                            return draft;
                        },
                        "cert_file")
                .action(
                        (draft, given) -> {
                            draft.keyFile = given.pathOrNull();
                            return draft;
                        },
                        "key_file")
                .action((draft, given) -> draft.with(draft.tls.withCaFile(given.pathOrNull())), "ca_file")
                .action((draft, given) -> draft.with(draft.tls.withKeyPairs(keyPairs(given))), "certs", "certificates")
                .all(
                        draft -> draft.tls().verification(),
                        (draft, to) -> draft.with(draft.tls.withVerification(to)),
                        VERIFICATION)
                .all(
                        draft -> draft.tls().verification(),
                        (draft, to) -> draft.with(draft.tls.withVerification(to)),
                        more)
                .all(
                        draft -> draft.tls().handshake(),
                        (draft, to) -> draft.with(draft.tls.withHandshake(to)),
                        HANDSHAKE)
                .all(draft -> draft.tls().crypto(), (draft, to) -> draft.with(draft.tls.withCrypto(to)), CRYPTO)
                .all(TlsKeys::certStore, (draft, to) -> draft.with(draft.tls.withCertStore(to)), CERT_STORE)
                .unknown(key -> "error parsing tls config, unknown field \"" + key + "\"");
    }

    private static CertStoreConfig certStore(Draft draft) {
        CertStoreConfig store = draft.tls.certStore();
        return store == null ? CertStoreConfig.defaults() : store;
    }

    private static TlsConfig read(Given given, Keys<Draft> keys) {
        Draft draft = keys.read(new Draft(), given);
        boolean hasPair = draft.certFile != null && draft.keyFile != null;
        if (draft.certFile != null && !draft.tls.keyPairs().isEmpty()) {
            throw given.fault("error parsing tls config, cannot combine 'cert_file' option with 'certs' option");
        }
        if (!hasPair && (draft.certFile != null || draft.keyFile != null)) {
            String missing = draft.certFile == null ? "cert_file" : "key_file";
            throw given.fault("missing '" + missing + "' in TLS configuration");
        }
        TlsConfig tls = draft.certFile != null && draft.keyFile != null
                ? draft.tls.withKeyPairs(List.of(new KeyPair(draft.certFile, draft.keyFile)))
                : draft.tls;
        TlsNames.checkInsecure(tls.crypto(), given);
        TlsFiles.check(tls, given);
        return tls;
    }

    private static List<KeyPair> keyPairs(Given given) {
        if (!(given.value() instanceof Array)) {
            throw given.fault("error parsing certificates config: unsupported type "
                    + given.value().kind());
        }
        List<KeyPair> pairs = new ArrayList<>();
        for (Given item : given.items()) {
            Path certFile = null;
            Path keyFile = null;
            for (Given entry : item.entries()) {
                switch (entry.key()) {
                    case "cert_file" -> certFile = entry.pathOrNull();
                    case "key_file" -> keyFile = entry.pathOrNull();
                    default ->
                        throw entry.fault("error parsing tls certs config, unknown field \"" + entry.key() + "\"");
                }
            }
            if (certFile == null || keyFile == null) {
                throw item.fault(
                        "error parsing certificates config: both 'cert_file' and 'cert_key' options are required");
            }
            pairs.add(new KeyPair(certFile, keyFile));
        }
        return pairs;
    }

    private static Set<String> pinnedCerts(Given given) {
        if (!(given.value() instanceof Array)) {
            throw given.fault("error parsing tls config, expected 'pinned_certs' to be a list of hex-encoded sha256"
                    + " of DER encoded SubjectPublicKeyInfo");
        }
        Set<String> pinned = new LinkedHashSet<>();
        for (Given item : given.items()) {
            String pin = item.text().toLowerCase(Locale.ROOT);
            if (!pin.matches("[0-9a-f]{64}")) {
                throw item.fault("error parsing tls config, 'pinned_certs' key " + pin
                        + " does not look like hex-encoded sha256 of DER encoded SubjectPublicKeyInfo");
            }
            pinned.add(pin);
        }
        return pinned;
    }

    private static Duration timeout(Given given) {
        Duration timeout = given.secondsOrDuration("error parsing tls config, 'timeout'");
        return timeout.isZero() ? TlsHandshake.defaults().timeout() : timeout;
    }

    private static TlsHandshake first(TlsHandshake handshake, Given given) {
        if (given.value() instanceof Flag flag) {
            return handshake.withFirst(flag.value());
        }
        if (!(given.value() instanceof Text)) {
            throw given.fault("field \"" + given.key() + "\" should be a boolean or a string, got "
                    + given.value().kind());
        }
        switch (given.text().toLowerCase(Locale.ROOT)) {
            case "true":
            case "on":
                return handshake.withFirst(true);
            case "false":
            case "off":
                return handshake.withFirst(false);
            case "auto":
            case "auto_fallback":
                return handshake.withFirst(true).withFallbackDelay(FALLBACK_DELAY);
            default:
                return handshake.withFirst(true).withFallbackDelay(fallbackDelay(given));
        }
    }

    private static Duration fallbackDelay(Given given) {
        try {
            return GoDuration.parse(given.text());
        } catch (IllegalArgumentException e) {
            throw given.fault("field \"" + given.key() + "\"'s value \"" + given.text() + "\" is invalid");
        }
    }

    private static String minVersion(Given given) {
        if (!(given.value() instanceof Text)) {
            throw given.fault("error parsing tls config: 'min_version' wrong type: "
                    + given.value().kind());
        }
        switch (given.text()) {
            case "1.2":
            case "1.3":
                return given.text();
            case "1.0":
            case "1.1":
                throw given.fault("error parsing tls config: unsupported TLS version: TLS " + given.text());
            default:
                throw given.fault("error parsing tls config: unknown version: " + given.text());
        }
    }

    private static String certStore(Given given) {
        if (!(given.value() instanceof Text) || given.text().isEmpty()) {
            throw given.fault("expected 'cert_store' to be a valid non-empty string");
        }
        switch (given.text().toLowerCase(Locale.ROOT)) {
            case "windowscurrentuser":
            case "windowslocalmachine":
                throw given.fault("cert_store not compatible with current operating system");
            default:
                throw given.fault("cert store type not implemented");
        }
    }

    private static OcspPeerConfig ocspPeer(Given given) {
        if (given.value() instanceof Flag flag) {
            return OcspPeerConfig.defaults().withVerify(flag.value());
        }
        if (!(given.value() instanceof Block)) {
            throw given.fault("error parsing ocsp peer config: unsupported type "
                    + given.value().kind());
        }
        return OCSP_PEER.read(OcspPeerConfig.defaults(), given);
    }

    // A negative time says nothing.
    private static Duration ocspTime(Given given, int fallbackSeconds) {
        Duration time = given.secondsOrDuration("error parsing tls peer config, conversion error:");
        return time.isNegative() ? Duration.ofSeconds(fallbackSeconds) : time;
    }
}
