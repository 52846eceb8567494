package io.natter.protocol.claims;

import io.natter.protocol.keys.KeyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account. Immutable.
 *
 * @param imports what it uses of others
 * @param exports what it lets others use
 * @param limits how much it may have
 * @param signingKeys further keys that sign for it
 * @param revocations users taken back: by public key or {@code *}, the latest time of issue they hold for, in seconds
 * @param defaultPermissions of users that have none
 * @param mappings of subjects published by its users
 * @param authorization who decides about its users, if not their tokens
 * @param trace where message traces go, or null
 * @param clusterTraffic system, owner, or empty
 * @param description for people
 * @param infoUrl for people
 */
public record AccountClaims(
        ClaimsHead head,
        List<ImportClaims> imports,
        List<ExportClaims> exports,
        AccountLimits limits,
        List<SigningKey> signingKeys,
        Map<String, Long> revocations,
        PermissionClaims defaultPermissions,
        Map<String, List<Destination>> mappings,
        Authorization authorization,
        @Nullable Trace trace,
        String clusterTraffic,
        String description,
        String infoUrl)
        implements Claims {

    /** Copies lists and maps. */
    public AccountClaims {
        imports = List.copyOf(imports);
        exports = List.copyOf(exports);
        signingKeys = List.copyOf(signingKeys);
        revocations = Map.copyOf(revocations);
        mappings = Map.copyOf(mappings);
    }

    /** An account with limits and nothing else. */
    public static AccountClaims of(ClaimsHead head, AccountLimits limits) {
        return new AccountClaims(
                head,
                List.of(),
                List.of(),
                limits,
                List.of(),
                Map.of(),
                PermissionClaims.NONE,
                Map.of(),
                Authorization.NONE,
                null,
                "",
                "",
                "");
    }

    /**
     * One destination of a mapping. Immutable.
     *
     * @param subject where to
     * @param weightPercent 1 to 100; 0 stands for 100
     * @param cluster where it holds, or empty for everywhere
     */
    public record Destination(String subject, int weightPercent, String cluster) {
        static Destination read(ClaimsReader in) {
            return new Destination(in.string("subject"), in.integer("weight", 0, 255), in.string("cluster"));
        }

        void write(ClaimsWriter out) {
            out.always("subject", subject).put("weight", weightPercent).put("cluster", cluster);
        }
    }

    /**
     * Who decides about an account's users. Immutable.
     *
     * @param users public keys of the users that decide, and are not decided about; empty for nobody
     * @param accounts public keys of accounts users may be put into
     * @param xkey public curve key to encrypt requests for, or empty
     */
    public record Authorization(List<String> users, List<String> accounts, String xkey) {
        /** The tokens decide. */
        public static final Authorization NONE = new Authorization(List.of(), List.of(), "");

        /** Copies the lists. */
        public Authorization {
            users = List.copyOf(users);
            accounts = List.copyOf(accounts);
        }

        static Authorization read(ClaimsReader in) {
            return new Authorization(in.strings("auth_users"), in.strings("allowed_accounts"), in.string("xkey"));
        }

        void write(ClaimsWriter out) {
            out.put("auth_users", users).put("allowed_accounts", accounts).put("xkey", xkey);
        }
    }

    /** Where message traces go, and what share of them. Immutable. */
    public record Trace(String destination, int samplingPercent) {
        static Trace read(ClaimsReader in) {
            return new Trace(in.string("dest"), in.integer("sampling", 0, 100));
        }

        void write(ClaimsWriter out) {
            out.put("dest", destination).put("sampling", samplingPercent);
        }
    }

    @Override
    public AccountClaims withHead(ClaimsHead newHead) {
        return new AccountClaims(
                newHead,
                imports,
                exports,
                limits,
                signingKeys,
                revocations,
                defaultPermissions,
                mappings,
                authorization,
                trace,
                clusterTraffic,
                description,
                infoUrl);
    }

    @Override
    public String type() {
        return "account";
    }

    @Override
    public Set<KeyType> issuerTypes() {
        return Set.of(KeyType.ACCOUNT, KeyType.OPERATOR);
    }

    @Override
    public Set<KeyType> subjectTypes() {
        return Set.of(KeyType.ACCOUNT);
    }

    /** Whether a claim of this subject, issued at this second, has been taken back. */
    public boolean isRevoked(String publicKey, long issuedAt) {
        Long all = revocations.get("*");
        Long one = revocations.get(publicKey);
        return (all != null && all >= issuedAt) || (one != null && one >= issuedAt);
    }

    /** The signing key with this public key, or null. */
    public @Nullable SigningKey signingKey(String publicKey) {
        for (SigningKey key : signingKeys) {
            if (key.publicKey().equals(publicKey)) {
                return key;
            }
        }
        return null;
    }

    static AccountClaims read(ClaimsReader root, ClaimsReader nats, int version) {
        return new AccountClaims(
                ClaimsHead.read(root, nats, version),
                nats.objects("imports", ImportClaims::read),
                nats.objects("exports", ExportClaims::read),
                AccountLimits.read(nats.object("limits"), version),
                nats.list("signing_keys", SigningKey::read),
                nats.map("revocations", ClaimsReader::integer),
                PermissionClaims.read(nats.object("default_permissions")),
                readMappings(nats),
                Authorization.read(nats.object("authorization")),
                nats.has("trace") ? Trace.read(nats.object("trace")) : null,
                nats.string("cluster_traffic"),
                nats.string("description"),
                nats.string("info_url"));
    }

    void write(ClaimsWriter out) {
        Map<String, List<Map<String, Object>>> written = new LinkedHashMap<>();
        mappings.forEach((source, destinations) -> written.put(
                source,
                destinations.stream()
                        .map(destination -> ClaimsWriter.written(destination, Destination::write))
                        .toList()));
        out.objects("imports", imports, ImportClaims::write)
                .objects("exports", exports, ExportClaims::write)
                .object("limits", limits, AccountLimits::write)
                .put(
                        "signing_keys",
                        signingKeys.stream().map(SigningKey::written).toList())
                .put("revocations", revocations)
                .object("default_permissions", defaultPermissions, PermissionClaims::write)
                .put("mappings", written)
                .object("authorization", authorization, Authorization::write)
                .object("trace", trace, Trace::write)
                .put("cluster_traffic", clusterTraffic)
                .put("description", description)
                .put("info_url", infoUrl);
    }

    private static Map<String, List<Destination>> readMappings(ClaimsReader nats) {
        return nats.map("mappings", (path, value) -> {
            if (!(value instanceof List<?> list)) {
                throw new ClaimsException(path + ": expected an array");
            }
            List<Destination> destinations = new ArrayList<>();
            for (Object element : list) {
                destinations.add(Destination.read(ClaimsReader.of(path, element)));
            }
            return List.copyOf(destinations);
        });
    }
}
