package io.natter.protocol.claims;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.natter.protocol.ProtocolException;
import io.natter.protocol.keys.CurveKey;
import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTest {
    private static final long NOW = 1_800_000_000;
    private static final Nkey OPERATOR = Nkey.create(KeyType.OPERATOR);
    private static final Nkey ACCOUNT = Nkey.create(KeyType.ACCOUNT);
    private static final Nkey OTHER_ACCOUNT = Nkey.create(KeyType.ACCOUNT);
    private static final Nkey USER = Nkey.create(KeyType.USER);
    private static final Nkey SERVER = Nkey.create(KeyType.SERVER);

    private static ClaimsHead head(Nkey subject) {
        return ClaimsHead.of(subject.publicKey(), "näme")
                .withValidity(5, NOW + 60)
                .withTags(List.of("a:b", "c"));
    }

    private static UserRights rights() {
        return new UserRights(
                new PermissionClaims(
                        new PermissionClaims.Subjects(List.of("a.>"), List.of("a.b")),
                        new PermissionClaims.Subjects(List.of("c q"), List.of()),
                        new PermissionClaims.Responses(3, 1_000_000_000L)),
                List.of("10.0.0.0/8"),
                List.of(new UserRights.TimeRange("08:00:00", "17:00:00")),
                "Europe/Vienna",
                10,
                -1,
                1024,
                true,
                true,
                List.of("STANDARD", "WEBSOCKET"));
    }

    private static AccountClaims account() {
        AccountLimits.JetStream jetStream = new AccountLimits.JetStream(1, 2, 3, 4, 5, 6, 7, true);
        return new AccountClaims(
                head(ACCOUNT),
                List.of(new ImportClaims(
                        "i", "s.*", OTHER_ACCOUNT.publicKey(), "", "", "t.$1", ShareKind.STREAM, true, true)),
                List.of(
                        new ExportClaims(
                                "e",
                                "q.*",
                                ShareKind.SERVICE,
                                true,
                                Map.of("*", 7L),
                                "Stream",
                                5_000_000_000L,
                                new ExportClaims.Latency(0, "lat"),
                                2,
                                true,
                                true,
                                "d",
                                "http://x"),
                        ExportClaims.of("pub.>", ShareKind.STREAM)),
                new AccountLimits(
                        1, 2, true, true, 3, 4, 5, 6, 7, AccountLimits.JetStream.NONE, Map.of("R3", jetStream)),
                List.of(
                        new SigningKey(OTHER_ACCOUNT.publicKey(), null),
                        new SigningKey(ACCOUNT.publicKey(), new SigningKey.Scope("role", "why", rights()))),
                Map.of(USER.publicKey(), 100L, "*", 50L),
                rights().permissions(),
                Map.of("m.*", List.of(new AccountClaims.Destination("n.$1", 40, "c1"))),
                new AccountClaims.Authorization(List.of(USER.publicKey()), List.of("*"), "X1"),
                new AccountClaims.Trace("tr", 25),
                "owner",
                "desc",
                "http://info");
    }

    static Stream<Claims> claims() {
        return Stream.of(
                new OperatorClaims(
                        head(OPERATOR),
                        List.of(Nkey.create(KeyType.OPERATOR).publicKey()),
                        "http://a",
                        List.of("nats://b"),
                        ACCOUNT.publicKey(),
                        "2.10.0",
                        true),
                account(),
                AccountClaims.of(head(ACCOUNT), AccountLimits.UNLIMITED),
                new UserClaims(head(USER), rights(), OTHER_ACCOUNT.publicKey()),
                new UserClaims(head(USER), UserRights.SCOPED, ""),
                new UserClaims(head(USER), UserRights.UNLIMITED, ""),
                new ActivationClaims(head(OTHER_ACCOUNT), "s.>", ShareKind.STREAM, ""),
                new AuthorizationRequestClaims(
                        ClaimsHead.of(USER.publicKey(), ""),
                        new AuthorizationRequestClaims.Server("n", "h", "id", "v", "c", List.of("t"), "X"),
                        USER.publicKey(),
                        new AuthorizationRequestClaims.Client(
                                "h", 7, "u", "n", List.of("t"), "nt", "Client", "nats", "m", "no"),
                        new AuthorizationRequestClaims.Connect("j", "k", "s", "t", "u", "secret", "n", "l", "v", 1),
                        new AuthorizationRequestClaims.Tls("1.3", "c", List.of("p"), List.of(List.of("q", "r"))),
                        "nonce"),
                new AuthorizationResponseClaims(head(USER), "jwt", "", ACCOUNT.publicKey()),
                new GenericClaims(
                        ClaimsHead.of("anything", "g").withAudience("x"),
                        "mine",
                        Map.of("k", List.of("v", true), "n", new BigDecimal("3"))));
    }

    private static Nkey issuerOf(Claims claims) {
        if (claims instanceof OperatorClaims) {
            return OPERATOR;
        }
        return claims instanceof AuthorizationRequestClaims ? SERVER : ACCOUNT;
    }

    @ParameterizedTest
    @MethodSource("claims")
    void readsBackWhatItSigned(Claims claims) {
        String token = Jwt.sign(claims, issuerOf(claims), NOW);
        Claims decoded = Jwt.decode(token);
        assertThat(decoded.head().issuer()).isEqualTo(issuerOf(claims).publicKey());
        assertThat(decoded.head().issuedAt()).isEqualTo(NOW);
        assertThat(decoded.head().id()).isNotEmpty();
        assertThat(decoded.withHead(claims.head())).isEqualTo(claims);
        assertThat(token).isEqualTo(Jwt.sign(claims, issuerOf(claims), NOW));
        assertThat(decoded.toString()).doesNotContain("secret");
    }

    @ParameterizedTest
    @MethodSource("claims")
    void refusesATokenWithAnyByteChanged(Claims claims) {
        String token = Jwt.sign(claims, issuerOf(claims), NOW);
        for (int i = 0; i < token.length() - 1; i += 7) { // the last character has spare bits
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, i) + other + token.substring(i + 1);
            assertThatThrownBy(() -> Jwt.decode(changed)).isInstanceOf(ClaimsException.class);
        }
    }

    @Test
    void refusesIssuersThatMayNotSign() {
        UserClaims user = new UserClaims(head(USER), UserRights.UNLIMITED, "");
        assertThatThrownBy(() -> Jwt.sign(user, OPERATOR, NOW)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Jwt.sign(user.withHead(head(ACCOUNT)), ACCOUNT, NOW))
                .isInstanceOf(IllegalArgumentException.class);
        String forged = token("ed25519-nkey", json("user", USER.publicKey(), OPERATOR.publicKey(), 2), OPERATOR, true);
        assertThatThrownBy(() -> Jwt.decode(forged)).hasMessageContaining("token.iss");
        String stolen =
                token("ed25519-nkey", json("user", USER.publicKey(), OTHER_ACCOUNT.publicKey(), 2), ACCOUNT, true);
        assertThatThrownBy(() -> Jwt.decode(stolen)).hasMessageContaining("signature");
    }

    private static String json(String type, String subject, String issuer, int version) {
        return "{\"sub\":\"" + subject + "\",\"iss\":\"" + issuer + "\",\"nats\":{\"type\":\"" + type
                + "\",\"version\":" + version + "}}";
    }

    private static String token(String algorithm, String json, Nkey signer, boolean isSecondVersion) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String head = base64.encodeToString(("{\"typ\":\"jwt\",\"alg\":\"" + algorithm + "\"}").getBytes(UTF_8));
        String body = base64.encodeToString(json.getBytes(UTF_8));
        byte[] signed = (isSecondVersion ? head + "." + body : body).getBytes(UTF_8);
        return head + "." + body + "." + base64.encodeToString(signer.sign(signed));
    }

    @Test
    void readsClaimsOfTheFirstVersion() {
        String json = "{\"sub\":\"" + USER.publicKey() + "\",\"iss\":\"" + ACCOUNT.publicKey() + "\",\"type\":\"user\","
                + "\"tags\":[\"x\"],\"issuer_account\":\"" + OTHER_ACCOUNT.publicKey()
                + "\",\"nats\":{\"pub\":{\"deny\":[\"a\"]},"
                + "\"src\":\"10.0.0.1/32, ::1/128\",\"payload\":5}}";
        UserClaims user = (UserClaims) Jwt.decode(token("ed25519", json, ACCOUNT, false));
        assertThat(user.head().version()).isEqualTo(1);
        assertThat(user.head().tags()).containsExactly("x");
        assertThat(user.account()).isEqualTo(OTHER_ACCOUNT.publicKey());
        assertThat(user.rights().maxPayload()).isEqualTo(5);
        assertThat(user.rights().maxSubscriptions()).isEqualTo(-1);
        assertThat(user.rights().sources()).containsExactly("10.0.0.1/32", "::1/128");
        assertThatThrownBy(() -> Jwt.decode(token("ed25519", json, ACCOUNT, true)))
                .isInstanceOf(ClaimsException.class);
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {"nats":{"type":"user","version":3}}                      | version
            {"nats":{"type":"user"}}                                  | version
            {"nats":{"type":"cluster","version":2}}                   | cluster
            {"nats":{"type":"user","version":2,"pub":[]}}             | token.nats.pub
            {"nats":{"type":"user","version":2,"pub":{"allow":"a"}}}  | token.nats.pub.allow
            {"nats":{"type":"user","version":2,"subs":1.5}}           | token.nats.subs
            {"nats":{"type":"user","version":2,"subs":1e999999999}}   | subs
            {"nats":{"type":"user","version":2,"bearer_token":1}}     | token.nats.bearer_token
            {"nats":{"type":"account","version":2,"exports":[{"subject":"a","type":"x"}]}} | token.nats.exports[0].type
            {"nats":{"type":"account","version":2,"signing_keys":[{"kind":"x"}]}} | token.nats.signing_keys[0].kind
            {"nats":{"type":"account","version":2,"mappings":{"a":1}}} | token.nats.mappings.a
            {"nats":7}                                                | token.nats
            {"sub":7}                                                 | token.sub
            []                                                        | json
            {                                                         | json
            {"iss":"A","nats":{"type":"user","version":2}}            | token.iss
            {}                                                        | token.iss
            """)
    void namesTheFieldThatIsWrong(String json, String named) {
        assertThatThrownBy(() -> Jwt.decode(token("ed25519-nkey", json, ACCOUNT, true)))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(named);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "...", "a.b", "a.b.c", "e30.e30.", "!.!.!", "e30.e30.e30"})
    void refusesWhatIsNoToken(String token) {
        assertThatThrownBy(() -> Jwt.decode(token)).isInstanceOf(ClaimsException.class);
    }

    @Test
    void refusesOtherAlgorithms() {
        String json = json("user", USER.publicKey(), ACCOUNT.publicKey(), 2);
        for (String algorithm : List.of("none", "HS256", "", "ed25519-x")) {
            assertThatThrownBy(() -> Jwt.decode(token(algorithm, json, ACCOUNT, true)))
                    .hasMessageContaining("header.alg");
        }
        assertThat(Jwt.decode(token("ED25519-NKEY", json, ACCOUNT, true))).isInstanceOf(UserClaims.class);
    }

    // CVE-2026-23: a short key as issuer must be a refusal like any other.
    @Test
    void refusesIssuersOfTheWrongLength() {
        String curve = CurveKey.create().publicKey();
        for (String issuer : List.of("", "A", ACCOUNT.publicKey().substring(1), ACCOUNT.publicKey() + "A", curve)) {
            String json = json("user", USER.publicKey(), issuer, 2);
            assertThatThrownBy(() -> Jwt.decode(token("ed25519-nkey", json, ACCOUNT, true)))
                    .isInstanceOf(ClaimsException.class);
        }
    }

    @Test
    void boundsTheLength() {
        assertThatThrownBy(() -> Jwt.decode("a".repeat(Jwt.LENGTH_MAX + 1))).hasMessageContaining("characters");
    }

    @Test
    void knowsTimesAndRevocations() {
        ClaimsHead head = ClaimsHead.of("x", "").withValidity(10, 20);
        assertThat(head.isEarly(9)).isTrue();
        assertThat(head.isEarly(10)).isFalse();
        assertThat(head.isExpired(20)).isFalse();
        assertThat(head.isExpired(21)).isTrue();
        assertThat(ClaimsHead.of("x", "").isExpired(Long.MAX_VALUE)).isFalse();
        assertThat(account().isRevoked(USER.publicKey(), 100)).isTrue();
        assertThat(account().isRevoked(USER.publicKey(), 101)).isFalse();
        assertThat(account().isRevoked("other", 50)).isTrue();
        assertThat(account().isRevoked("other", 51)).isFalse();
        assertThat(account().signingKey(OTHER_ACCOUNT.publicKey())).isNotNull();
        assertThat(account().signingKey("A")).isNull();
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void answersMutatedClaimsWithClaimsOrItsOwnException(long seed) {
        Random random = new Random(seed);
        List<Claims> all = claims().toList();
        Base64.Decoder base64 = Base64.getUrlDecoder();
        for (int round = 0; round < 700; round++) {
            Claims claims = all.get(random.nextInt(all.size()));
            Nkey issuer = issuerOf(claims);
            String token = Jwt.sign(claims, issuer, NOW);
            byte[] json = base64.decode(token.substring(token.indexOf('.') + 1, token.lastIndexOf('.')));
            byte[] mutated = Arrays.copyOf(json, json.length - (random.nextInt(8) == 0 ? random.nextInt(20) : 0));
            for (int i = random.nextInt(5); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) "{}[]\":,0-1.enatx\\u".charAt(random.nextInt(18));
            }
            try {
                Claims decoded = Jwt.decode(token("ed25519-nkey", new String(mutated, UTF_8), issuer, true));
                assertThat(decoded.head().issuer()).isEqualTo(issuer.publicKey());
            } catch (ClaimsException expected) {
                assertThat(expected).message().isNotBlank();
            }
        }
    }
}
