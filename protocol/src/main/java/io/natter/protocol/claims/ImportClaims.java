package io.natter.protocol.claims;

/**
 * What an account uses of another. Immutable.
 *
 * @param name for people
 * @param subject what the exporter calls it
 * @param account public key of the exporter
 * @param token the activation, or a URL where it is to be had; empty for public exports
 * @param to what the importer calls it, in the old form
 * @param localSubject what the importer calls it, with {@code $n} for wildcards
 * @param kind stream or service
 * @param isShared whether the exporter learns who asks
 * @param allowsTrace whether traces go through
 */
public record ImportClaims(
        String name,
        String subject,
        String account,
        String token,
        String to,
        String localSubject,
        ShareKind kind,
        boolean isShared,
        boolean allowsTrace) {

    /** An import under the exporter's subject. */
    public static ImportClaims of(String account, String subject, ShareKind kind) {
        return new ImportClaims(subject, subject, account, "", "", "", kind, false, false);
    }

    static ImportClaims read(ClaimsReader in) {
        return new ImportClaims(
                in.string("name"),
                in.string("subject"),
                in.string("account"),
                in.string("token"),
                in.string("to"),
                in.string("local_subject"),
                ShareKind.read(in, "type"),
                in.bool("share"),
                in.bool("allow_trace"));
    }

    void write(ClaimsWriter out) {
        out.put("name", name)
                .put("subject", subject)
                .put("account", account)
                .put("token", token)
                .put("to", to)
                .put("local_subject", localSubject)
                .put("type", kind.toString())
                .put("share", isShared)
                .put("allow_trace", allowsTrace);
    }
}
