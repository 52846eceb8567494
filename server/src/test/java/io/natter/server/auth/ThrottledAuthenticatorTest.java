package io.natter.server.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.config.ServerConfig;
import io.natter.server.config.UserConfig;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottledAuthenticatorTest {
    private static final String HASH = "$2a$04$HhsMnqkvzXFA0aFsBHIbFe1UMcWKLZMPflVrvYPIZrLpY8fBi.wF.";

    private final AtomicLong now = new AtomicLong();
    private final FailedLogins failedLogins = new FailedLogins();

    private ThrottledAuthenticator throttled(ServerConfig config) {
        return new ThrottledAuthenticator(ConfiguredAuthenticator.of(config), failedLogins, now::get);
    }

    @Test
    void doesNotHashForAGuesserButForOthers() {
        ThrottledAuthenticator authenticator =
                throttled(ConfiguredAuthenticatorTest.users(UserConfig.named("a", HASH), UserConfig.named("b", HASH)));
        for (int i = 0; i < 100; i++) {
            authenticator.authenticate(Presents.user("a", "guess" + i));
        }

        assertThat(authenticator.isCheap(Presents.user("a", "secret"))).isTrue();
        assertThat(shown(authenticator, Presents.user("a", "secret"))).isEqualTo("refused");
        assertThat(shown(authenticator, Presents.user("b", "secret"))).isEqualTo("$G b");
        now.addAndGet(2_000_000_000L);
        assertThat(shown(authenticator, Presents.user("a", "secret"))).isEqualTo("$G a");
    }

    @Test
    void countsNobodyWhoShowsNothing() {
        ThrottledAuthenticator authenticator = throttled(ConfiguredAuthenticatorTest.users(UserConfig.named("a", "b")));
        for (int i = 0; i < 1_000; i++) {
            authenticator.authenticate(Presents.nothing());
        }

        assertThat(failedLogins.size()).isZero();
        assertThat(shown(authenticator, Presents.user("a", "b"))).isEqualTo("$G a");
    }

    @Test
    void remembersAcrossReloads() {
        ServerConfig config = ConfiguredAuthenticatorTest.users(UserConfig.named("a", "b"));
        ThrottledAuthenticator before = throttled(config);
        for (int i = 0; i < 100; i++) {
            before.authenticate(Presents.user("a", "guess" + i));
        }

        assertThat(shown(throttled(config), Presents.user("a", "b"))).isEqualTo("refused");
    }

    @Test
    void proofsOutliveReloads() {
        ThrottledAuthenticator before = throttled(ConfiguredAuthenticatorTest.users(UserConfig.named("a", HASH)));
        Identity current = ((Outcome.Admitted) before.authenticate(Presents.user("a", "secret"))).identity();
        ThrottledAuthenticator after = throttled(ConfiguredAuthenticatorTest.users(UserConfig.named("a", HASH)));

        assertThat(after.reauthorize(Presents.user("a", "secret"), current, before))
                .isInstanceOf(Reauthorization.Kept.class);
    }

    private static String shown(Authenticator authenticator, Presented presented) {
        return ConfiguredAuthenticatorTest.shown(authenticator.authenticate(presented));
    }
}
