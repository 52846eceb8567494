package io.natter.server.config;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of the peer's certificate. Immutable. (B120, B122 to B125)
 *
 * @param verify whether a peer must show a certificate of a known authority
 * @param verifyAndMap whether that certificate also names the user
 * @param checkKnownUrls whether the certificate must name one of the known URLs; links between servers only
 * @param insecure whether anything goes, as a client; never for a server that faces others
 * @param pinnedCerts lower-case hex sha256 of the public keys that peers may have; empty for all
 * @param ocspPeer how the status of the peer's certificate is asked for, or null for not at all
 */
public record TlsVerification(
        boolean verify,
        boolean verifyAndMap,
        boolean checkKnownUrls,
        boolean insecure,
        Set<String> pinnedCerts,
        @Nullable OcspPeerConfig ocspPeer) {
    /** Checks every value. */
    public TlsVerification {
        pinnedCerts = Copy.of(pinnedCerts);
    }

    /** What holds when the configuration says nothing. */
    public static TlsVerification defaults() {
        return new TlsVerification(false, false, false, false, Set.of(), null);
    }

    /** A copy with another verify. */
    public TlsVerification withVerify(boolean verify) {
        return Copy.with(this, "verify", verify);
    }

    /** A copy with another verifyAndMap. */
    public TlsVerification withVerifyAndMap(boolean verifyAndMap) {
        return Copy.with(this, "verifyAndMap", verifyAndMap);
    }

    /** A copy with another checkKnownUrls. */
    public TlsVerification withCheckKnownUrls(boolean checkKnownUrls) {
        return Copy.with(this, "checkKnownUrls", checkKnownUrls);
    }

    /** A copy with another insecure. */
    public TlsVerification withInsecure(boolean insecure) {
        return Copy.with(this, "insecure", insecure);
    }

    /** A copy with another pinnedCerts. */
    public TlsVerification withPinnedCerts(Set<String> pinnedCerts) {
        return Copy.with(this, "pinnedCerts", pinnedCerts);
    }

    /** A copy with another ocspPeer. */
    public TlsVerification withOcspPeer(@Nullable OcspPeerConfig ocspPeer) {
        return Copy.with(this, "ocspPeer", ocspPeer);
    }
}
