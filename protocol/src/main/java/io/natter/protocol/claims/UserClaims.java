package io.natter.protocol.claims;

import io.natter.protocol.keys.KeyType;
import java.util.Set;

/**
 * A user of an account. Immutable.
 *
 * @param rights what the user may do; {@link UserRights#SCOPED} where the signing key says it
 * @param issuerAccount public key of the account when one of its signing keys signed; else empty
 */
public record UserClaims(ClaimsHead head, UserRights rights, String issuerAccount) implements Claims {
    @Override
    public UserClaims withHead(ClaimsHead newHead) {
        return new UserClaims(newHead, rights, issuerAccount);
    }

    @Override
    public String type() {
        return "user";
    }

    @Override
    public Set<KeyType> issuerTypes() {
        return Set.of(KeyType.ACCOUNT);
    }

    @Override
    public Set<KeyType> subjectTypes() {
        return Set.of(KeyType.USER);
    }

    /** Public key of the account the user belongs to. */
    public String account() {
        return issuerAccount.isEmpty() ? head.issuer() : issuerAccount;
    }

    static UserClaims read(ClaimsReader root, ClaimsReader nats, int version) {
        return new UserClaims(
                ClaimsHead.read(root, nats, version),
                UserRights.read(nats, version == 1 ? -1 : 0),
                (version == 1 ? root : nats).string("issuer_account"));
    }

    void write(ClaimsWriter out) {
        rights.write(out);
        out.put("issuer_account", issuerAccount);
    }
}
