package io.natter.protocol.claims;

import io.natter.protocol.keys.KeyType;
import java.util.Set;

/**
 * What a token says (ADR-14).
 *
 * <p>Immutable. Holding one that {@link Jwt#decode} made proves its signature and that its issuer is of a kind that may
 * sign such; it does not prove that the issuer is trusted, nor that the claim is in force now.
 */
public sealed interface Claims
        permits OperatorClaims,
                AccountClaims,
                UserClaims,
                ActivationClaims,
                AuthorizationRequestClaims,
                AuthorizationResponseClaims,
                GenericClaims {

    /** About whom, by whom, from when until when. */
    ClaimsHead head();

    /** The same under another head. */
    Claims withHead(ClaimsHead head);

    /** The word for what kind of claim it is; empty for a generic one that does not say. */
    String type();

    /** Who may sign such a claim; empty for anyone. */
    Set<KeyType> issuerTypes();

    /** Whom such a claim may be about; empty for anyone. */
    Set<KeyType> subjectTypes();
}
