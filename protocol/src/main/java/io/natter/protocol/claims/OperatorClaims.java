package io.natter.protocol.claims;

import io.natter.protocol.keys.KeyType;
import java.util.List;
import java.util.Set;

/**
 * An operator, the root of trust. Immutable.
 *
 * @param signingKeys further keys that sign for it
 * @param accountServerUrl where accounts can be looked up, or empty
 * @param serviceUrls servers to connect to
 * @param systemAccount public key of the system account, or empty
 * @param assertServerVersion lowest server version allowed, or empty
 * @param isStrictSigningKeyUsage whether the operator's own key signs nothing but its own claim
 */
public record OperatorClaims(
        ClaimsHead head,
        List<String> signingKeys,
        String accountServerUrl,
        List<String> serviceUrls,
        String systemAccount,
        String assertServerVersion,
        boolean isStrictSigningKeyUsage)
        implements Claims {

    /** Copies the lists. */
    public OperatorClaims {
        signingKeys = List.copyOf(signingKeys);
        serviceUrls = List.copyOf(serviceUrls);
    }

    @Override
    public OperatorClaims withHead(ClaimsHead newHead) {
        return new OperatorClaims(
                newHead,
                signingKeys,
                accountServerUrl,
                serviceUrls,
                systemAccount,
                assertServerVersion,
                isStrictSigningKeyUsage);
    }

    @Override
    public String type() {
        return "operator";
    }

    @Override
    public Set<KeyType> issuerTypes() {
        return Set.of(KeyType.OPERATOR);
    }

    @Override
    public Set<KeyType> subjectTypes() {
        return Set.of(KeyType.OPERATOR);
    }

    /** Whether a claim this key signed is the operator's. */
    public boolean signsWith(String publicKey) {
        return head.subject().equals(publicKey) || signingKeys.contains(publicKey);
    }

    static OperatorClaims read(ClaimsReader root, ClaimsReader nats, int version) {
        return new OperatorClaims(
                ClaimsHead.read(root, nats, version),
                nats.strings("signing_keys"),
                nats.string("account_server_url"),
                nats.strings("operator_service_urls"),
                nats.string("system_account"),
                nats.string("assert_server_version"),
                nats.bool("strict_signing_key_usage"));
    }

    void write(ClaimsWriter out) {
        out.put("signing_keys", signingKeys)
                .put("account_server_url", accountServerUrl)
                .put("operator_service_urls", serviceUrls)
                .put("system_account", systemAccount)
                .put("assert_server_version", assertServerVersion)
                .put("strict_signing_key_usage", isStrictSigningKeyUsage);
    }
}
