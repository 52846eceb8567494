package io.natter.protocol.claims;

import java.util.List;

/**
 * What every claim says: about whom, by whom, and from when until when.
 *
 * <p>Immutable. Absent texts are empty, absent times 0. Id, issuer and time of issue are set when the claim is signed.
 *
 * @param subject public key or name of whom it is about
 * @param name a name for people
 * @param issuer public key of the signer
 * @param id hash of the head
 * @param audience whom it is for, or empty
 * @param issuedAt seconds since 1970
 * @param expires seconds since 1970, or 0 for never
 * @param notBefore seconds since 1970, or 0 for at once
 * @param tags words to find it by
 * @param version of the format; 2, or 1 for claims that older tools made
 */
public record ClaimsHead(
        String subject,
        String name,
        String issuer,
        String id,
        String audience,
        long issuedAt,
        long expires,
        long notBefore,
        List<String> tags,
        int version) {

    /** Copies the tags. */
    public ClaimsHead {
        tags = List.copyOf(tags);
    }

    /** A head that is still to be signed. */
    public static ClaimsHead of(String subject, String name) {
        return new ClaimsHead(subject, name, "", "", "", 0, 0, 0, List.of(), 2);
    }

    /** The same with other times; 0 for no bound. */
    public ClaimsHead withValidity(long newNotBefore, long newExpires) {
        return new ClaimsHead(subject, name, issuer, id, audience, issuedAt, newExpires, newNotBefore, tags, version);
    }

    /** The same for another audience. */
    public ClaimsHead withAudience(String newAudience) {
        return new ClaimsHead(subject, name, issuer, id, newAudience, issuedAt, expires, notBefore, tags, version);
    }

    /** The same with other tags. */
    public ClaimsHead withTags(List<String> newTags) {
        return new ClaimsHead(subject, name, issuer, id, audience, issuedAt, expires, notBefore, newTags, version);
    }

    ClaimsHead signed(String newIssuer, String newId, long newIssuedAt) {
        return new ClaimsHead(subject, name, newIssuer, newId, audience, newIssuedAt, expires, notBefore, tags, 2);
    }

    /** Whether it has run out; {@code now} in seconds since 1970. */
    public boolean isExpired(long now) {
        return expires > 0 && now > expires;
    }

    /** Whether its time has not come yet; {@code now} in seconds since 1970. */
    public boolean isEarly(long now) {
        return notBefore > 0 && notBefore > now;
    }

    static ClaimsHead read(ClaimsReader root, ClaimsReader nats, int version) {
        return new ClaimsHead(
                root.string("sub"),
                root.string("name"),
                root.string("iss"),
                root.string("jti"),
                root.string("aud"),
                root.integer("iat"),
                root.integer("exp"),
                root.integer("nbf"),
                (version == 1 ? root : nats).strings("tags"),
                version);
    }

    void write(ClaimsWriter out) {
        out.put("aud", audience)
                .put("exp", expires)
                .put("jti", id)
                .put("iat", issuedAt)
                .put("iss", issuer)
                .put("name", name)
                .put("nbf", notBefore)
                .put("sub", subject);
    }
}
