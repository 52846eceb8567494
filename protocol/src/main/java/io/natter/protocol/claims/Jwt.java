package io.natter.protocol.claims;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.avaje.json.stream.BytesJsonWriter;
import io.natter.protocol.json.JsonException;
import io.natter.protocol.json.JsonFields;
import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tokens as NATS writes them: claims, and who signed them (ADR-14).
 *
 * <p>Thread-safe: pure functions.
 *
 * <pre>
 *  base64url({"typ":"JWT","alg":"ed25519-nkey"}) . base64url(claims) . base64url(signature)
 *  |------------- version 2 signs this ----------------------------|
 *                                                  |---------------| version 1 signs this
 * </pre>
 */
public final class Jwt {
    /** Longest token that is looked at, in characters. */
    public static final int LENGTH_MAX = 1 << 20;

    private static final int VERSION_MAX = 2;
    private static final String HEADER = "{\"typ\":\"JWT\",\"alg\":\"ed25519-nkey\"}";

    private Jwt() {}

    /**
     * Reads a token and checks that it is whole: format, types of all fields, signature, kinds of issuer and subject.
     *
     * <p>Whether the issuer is to be trusted and the claim in force is the caller's to decide.
     *
     * @throws ClaimsException if it is not; the message holds nothing of the token but names of fields
     */
    public static Claims decode(String token) {
        if (token.length() > LENGTH_MAX) {
            throw new ClaimsException("token: got " + token.length() + " characters, expected at most " + LENGTH_MAX);
        }
        String[] parts = token.split("\\.", -1);
        if (parts.length != 3) {
            throw new ClaimsException("token: got " + parts.length + " parts, expected 3");
        }
        try {
            checkHeader(ClaimsReader.of("header", parse(parts[0])));
            ClaimsReader root = ClaimsReader.of("token", parse(parts[1]));
            Claims claims = read(root);
            String signed = claims.head().version() == 1 ? parts[1] : parts[0] + "." + parts[1];
            checkSignature(claims, signed, bytes(parts[2]));
            return claims;
        } catch (JsonException e) {
            throw new ClaimsException("token: " + e.getMessage(), e);
        }
    }

    /**
     * Signs claims; issuer, id and time of issue are set.
     *
     * @param issuedAt seconds since 1970
     * @throws IllegalArgumentException if a key of this type may not sign such a claim, or it is about nobody it may be
     *     about
     */
    public static String sign(Claims claims, Nkey issuer, long issuedAt) {
        if (!isAllowed(claims.issuerTypes(), issuer.type())) {
            throw new IllegalArgumentException(
                    "issuer: got " + issuer.type() + ", expected one of " + claims.issuerTypes());
        }
        String subject = claims.head().subject();
        if (subject.isEmpty() || !isAllowed(claims.subjectTypes(), Nkey.typeOf(subject))) {
            throw new IllegalArgumentException("subject: expected a public key of " + claims.subjectTypes());
        }
        ClaimsHead unnamed = claims.head().signed(issuer.publicKey(), "", issuedAt);
        String id = hash(json(ClaimsWriter.written(unnamed, ClaimsHead::write)));
        Claims named = claims.withHead(claims.head().signed(issuer.publicKey(), id, issuedAt));
        String signed = base64(HEADER.getBytes(UTF_8)) + "." + base64(json(fields(named)));
        return signed + "." + base64(issuer.sign(signed.getBytes(UTF_8)));
    }

    private static Claims read(ClaimsReader root) {
        ClaimsReader nats = root.object("nats");
        boolean isOld = root.has("type");
        String type = isOld ? root.string("type") : nats.string("type");
        int version = isOld ? 1 : nats.integer("version", 0, VERSION_MAX);
        return switch (type) {
            case "operator" -> OperatorClaims.read(root, nats, known(version));
            case "account" -> AccountClaims.read(root, nats, known(version));
            case "user" -> UserClaims.read(root, nats, known(version));
            case "activation" -> ActivationClaims.read(root, nats, known(version));
            case "authorization_request" -> AuthorizationRequestClaims.read(root, nats, known(version));
            case "authorization_response" -> AuthorizationResponseClaims.read(root, nats, known(version));
            case "cluster", "server" -> throw new ClaimsException("token.type: cluster and server are not supported");
            default -> GenericClaims.read(root, nats, type, isOld ? 1 : VERSION_MAX);
        };
    }

    private static int known(int version) {
        if (version < 1) {
            throw new ClaimsException("token.nats.version: got none, expected 1 or 2");
        }
        return version;
    }

    private static void checkHeader(ClaimsReader header) {
        String algorithm = header.string("alg").toLowerCase(Locale.ROOT);
        if (!header.string("typ").equalsIgnoreCase("JWT")) {
            throw new ClaimsException("header.typ: expected JWT");
        }
        if (!algorithm.equals("ed25519-nkey") && !algorithm.equals("ed25519")) {
            throw new ClaimsException("header.alg: expected ed25519-nkey");
        }
    }

    private static void checkSignature(Claims claims, String signed, byte[] signature) {
        ClaimsHead head = claims.head();
        KeyType issuer = Nkey.typeOf(head.issuer());
        if (issuer == null || !isAllowed(claims.issuerTypes(), issuer)) {
            throw new ClaimsException("token.iss: expected a public key of " + claims.issuerTypes());
        }
        if (!Nkey.verify(head.issuer(), signed.getBytes(UTF_8), signature)) {
            throw new ClaimsException("token: signature is not the issuer's");
        }
        if (claims instanceof UserClaims && Nkey.typeOf(head.subject()) != KeyType.USER) {
            throw new ClaimsException("token.sub: expected a public user key");
        }
    }

    private static boolean isAllowed(Set<KeyType> allowed, @Nullable KeyType type) {
        return allowed.isEmpty() || (type != null && allowed.contains(type));
    }

    private static Map<String, Object> fields(Claims claims) {
        ClaimsWriter nats = new ClaimsWriter();
        if (claims instanceof OperatorClaims operator) {
            operator.write(nats);
        } else if (claims instanceof AccountClaims account) {
            account.write(nats);
        } else if (claims instanceof UserClaims user) {
            user.write(nats);
        } else if (claims instanceof ActivationClaims activation) {
            activation.write(nats);
        } else if (claims instanceof AuthorizationRequestClaims request) {
            request.write(nats);
        } else if (claims instanceof AuthorizationResponseClaims response) {
            response.write(nats);
        } else {
            ((GenericClaims) claims).write(nats);
        }
        nats.put("tags", claims.head().tags()).put("type", claims.type()).put("version", VERSION_MAX);
        ClaimsWriter root = new ClaimsWriter();
        claims.head().write(root);
        return root.always("nats", nats.fields()).fields();
    }

    private static Map<String, Object> parse(String part) {
        byte[] json = bytes(part);
        return JsonFields.read(json, 0, json.length, in -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            while (in.next()) {
                Object value = in.any();
                if (value != null) {
                    fields.put(in.key(), value);
                }
            }
            return fields;
        });
    }

    private static byte[] bytes(String part) {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw new ClaimsException("token: got a part that is not base64url", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] json(Map<String, Object> fields) {
        try (BytesJsonWriter json = JsonFields.writer()) {
            json.jsonValue(fields);
            return json.result();
        }
    }

    private static String hash(byte[] json) {
        try {
            return HexFormat.of()
                    .withUpperCase()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(json));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("sha-256: every JDK has it", e);
        }
    }
}
