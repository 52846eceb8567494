package io.natter.server.auth;

import static io.natter.server.auth.ConfiguredAuthenticatorTest.shown;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.protocol.ConnectOptions;
import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import io.natter.server.config.AuthorizationConfig;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.UserConfig;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Users with nkeys, signing what INFO told them to (C33, C92). */
class NkeyLoginTest {
    private static final String NONCE = "abcdefghijklmno";
    private static final Nkey KEY = Nkey.create(KeyType.USER);
    private static final Nkey OTHER = Nkey.create(KeyType.USER);
    private static final ServerConfig CONFIG = ConfiguredAuthenticatorTest.users(
            UserConfig.ofNkey(KEY.publicKey()), UserConfig.ofNkey(OTHER.publicKey()), UserConfig.named("a", "b"));

    private final ConfiguredAuthenticator authenticator = ConfiguredAuthenticator.of(CONFIG);

    @Test
    void announcesANonceAndDecidesOnAWorker() {
        assertThat(authenticator.needsNonce()).isTrue();
        assertThat(authenticator.isCheap(signed(KEY, NONCE))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"raw url", "url", "raw std", "std"})
    void takesSignaturesInEitherBase64(String encoding) {
        // Enough nonces that some signatures have a + or / in them.
        for (int i = 0; i < 20; i++) {
            byte[] signature = KEY.sign((NONCE + i).getBytes(US_ASCII));
            Base64.Encoder encoder = encoding.contains("url") ? Base64.getUrlEncoder() : Base64.getEncoder();
            String text = (encoding.startsWith("raw") ? encoder.withoutPadding() : encoder).encodeToString(signature);

            assertThat(shown(authenticator.authenticate(Presents.nkey(KEY.publicKey(), text, NONCE + i))))
                    .isEqualTo("$G " + KEY.publicKey());
        }
    }

    @Test
    void refusesWhatIsNotSignedByThatKeyOverThatNonce() {
        String signature = signature(KEY, NONCE);

        assertThat(shown(authenticator.authenticate(Presents.nkey(KEY.publicKey(), signature, "another"))))
                .isEqualTo("refused");
        assertThat(shown(authenticator.authenticate(Presents.nkey(OTHER.publicKey(), signature, NONCE))))
                .isEqualTo("refused");
        assertThat(shown(authenticator.authenticate(signed(Nkey.create(KeyType.USER), NONCE))))
                .isEqualTo("refused");
        assertThat(shown(authenticator.authenticate(signed(KEY, "")))).isEqualTo("refused");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {"-", "''", "!!!!", "AAAA", "====", "\u00e9\u00e9"})
    void refusesMalformedSignatures(@Nullable String signature) {
        assertThat(shown(authenticator.authenticate(Presents.nkey(KEY.publicKey(), signature, NONCE))))
                .isEqualTo("refused");
        assertThat(shown(authenticator.authenticate(Presents.nkey(KEY.publicKey(), "A".repeat(1_000_000), NONCE))))
                .isEqualTo("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = {"U", "UAAA", "not a key", "SUAAA"})
    void refusesMalformedKeys(String nkey) {
        assertThat(shown(authenticator.authenticate(Presents.nkey(nkey, signature(KEY, NONCE), NONCE))))
                .isEqualTo("refused");
    }

    @Test
    void letsNamedUsersInBesideNkeys() {
        assertThat(shown(authenticator.authenticate(Presents.user("a", "b")))).isEqualTo("$G a");
        assertThat(shown(authenticator.authenticate(Presents.nothing()))).isEqualTo("refused");
    }

    @Test
    void takesAnNkeyForNoAuthUserWithoutASignature() {
        ServerConfig config =
                ConfiguredAuthenticatorTest.with(CONFIG.authorization().withNoAuthUser(KEY.publicKey()));

        assertThat(shown(ConfiguredAuthenticator.of(config).authenticate(Presents.nothing())))
                .isEqualTo("$G " + KEY.publicKey());
        assertThat(shown(
                        ConfiguredAuthenticator.of(config).authenticate(Presents.nkey(OTHER.publicKey(), null, NONCE))))
                .isEqualTo("refused");
    }

    @Test
    void asksForATrustedProxysSignatureWhereAUserNeedsOne() {
        Nkey proxy = Nkey.create(KeyType.USER);
        ServerConfig config = ConfiguredAuthenticatorTest.with(AuthorizationConfig.defaults()
                        .withUsers(List.of(
                                UserConfig.named("a", "b").withProxyRequired(true), UserConfig.named("free", "b"))))
                .withTrustedProxies(List.of(proxy.publicKey()));

        assertThat(ConfiguredAuthenticator.of(config).needsNonce()).isTrue();
        assertThat(shown(throughProxy(config, "a", proxy))).isEqualTo("$G a");
        assertThat(shown(throughProxy(config, "a", OTHER))).isEqualTo("refused");
        assertThat(shown(throughProxy(config, "free", OTHER))).isEqualTo("refused");
        assertThat(shown(ConfiguredAuthenticator.of(config).authenticate(Presents.user("a", "b"))))
                .isEqualTo("refused");
        assertThat(shown(ConfiguredAuthenticator.of(config).authenticate(Presents.user("free", "b"))))
                .isEqualTo("$G free");
    }

    private static Outcome throughProxy(ServerConfig config, String user, Nkey proxy) {
        ConnectOptions connect = new ConnectOptions(
                false,
                false,
                true,
                false,
                false,
                false,
                1,
                null,
                null,
                null,
                null,
                user,
                "b",
                null,
                null,
                null,
                null,
                false,
                signature(proxy, NONCE));
        return ConfiguredAuthenticator.of(config)
                .authenticate(Presents.with(connect, NONCE, Presented.ConnectionType.STANDARD));
    }

    private static Presented signed(Nkey key, String nonce) {
        return Presents.nkey(key.publicKey(), signature(key, nonce), nonce);
    }

    private static String signature(Nkey key, String nonce) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.sign(nonce.getBytes(US_ASCII)));
    }
}
