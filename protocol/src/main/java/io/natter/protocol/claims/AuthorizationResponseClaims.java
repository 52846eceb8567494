package io.natter.protocol.claims;

import io.natter.protocol.keys.KeyType;
import java.util.Set;

/**
 * The answer of an authorization service (C96). Immutable. The text form does not show the token.
 *
 * @param userJwt the user's claim, or empty when refused
 * @param error why refused, or empty
 * @param issuerAccount public key of the account when one of its signing keys signed; else empty
 */
public record AuthorizationResponseClaims(ClaimsHead head, String userJwt, String error, String issuerAccount)
        implements Claims {
    @Override
    public AuthorizationResponseClaims withHead(ClaimsHead newHead) {
        return new AuthorizationResponseClaims(newHead, userJwt, error, issuerAccount);
    }

    @Override
    public String type() {
        return "authorization_response";
    }

    @Override
    public Set<KeyType> issuerTypes() {
        return Set.of(KeyType.ACCOUNT);
    }

    @Override
    public Set<KeyType> subjectTypes() {
        return Set.of(KeyType.USER);
    }

    static AuthorizationResponseClaims read(ClaimsReader root, ClaimsReader nats, int version) {
        return new AuthorizationResponseClaims(
                ClaimsHead.read(root, nats, version),
                nats.string("jwt"),
                nats.string("error"),
                nats.string("issuer_account"));
    }

    void write(ClaimsWriter out) {
        out.put("jwt", userJwt).put("error", error).put("issuer_account", issuerAccount);
    }

    @Override
    public String toString() {
        return "AuthorizationResponseClaims[" + head.subject() + (error.isEmpty() ? "" : ", error=" + error) + "]";
    }
}
