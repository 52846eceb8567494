package io.natter.protocol.claims;

import io.natter.protocol.keys.KeyType;
import java.util.Set;

/**
 * The right of an account, the subject, to import something. Immutable.
 *
 * @param importSubject what may be imported
 * @param kind stream or service
 * @param issuerAccount public key of the exporter when one of its signing keys signed; else empty
 */
public record ActivationClaims(ClaimsHead head, String importSubject, ShareKind kind, String issuerAccount)
        implements Claims {
    @Override
    public ActivationClaims withHead(ClaimsHead newHead) {
        return new ActivationClaims(newHead, importSubject, kind, issuerAccount);
    }

    @Override
    public String type() {
        return "activation";
    }

    @Override
    public Set<KeyType> issuerTypes() {
        return Set.of(KeyType.ACCOUNT, KeyType.OPERATOR);
    }

    @Override
    public Set<KeyType> subjectTypes() {
        return Set.of(KeyType.ACCOUNT);
    }

    /** Public key of the exporter. */
    public String exporter() {
        return issuerAccount.isEmpty() ? head.issuer() : issuerAccount;
    }

    static ActivationClaims read(ClaimsReader root, ClaimsReader nats, int version) {
        return new ActivationClaims(
                ClaimsHead.read(root, nats, version),
                nats.string("subject"),
                ShareKind.read(nats, version == 1 ? "type" : "kind"),
                (version == 1 ? root : nats).string("issuer_account"));
    }

    void write(ClaimsWriter out) {
        out.put("subject", importSubject).put("kind", kind.toString()).put("issuer_account", issuerAccount);
    }
}
