package io.natter.server.auth;

import static io.natter.server.auth.Presents.nothing;
import static io.natter.server.auth.Presents.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.config.AccountConfig;
import io.natter.server.config.AuthCalloutConfig;
import io.natter.server.config.AuthorizationConfig;
import io.natter.server.config.ConnectionType;
import io.natter.server.config.OperatorConfig;
import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.Secret;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.SubjectPermission;
import io.natter.server.config.SystemAccountConfig;
import io.natter.server.config.TlsConfig;
import io.natter.server.config.TlsVerification;
import io.natter.server.config.UserConfig;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and as whom. The tables were asked of nats-server 2.15.1, but for the bcrypt no_auth_user. */
class ConfiguredAuthenticatorTest {
    private static final ServerConfig OPEN = ServerConfig.defaults();
    private static final ServerConfig SINGLE =
            with(AuthorizationConfig.defaults().withUser("a").withPassword(Secret.of("b")));
    private static final ServerConfig TOKEN =
            with(AuthorizationConfig.defaults().withToken(Secret.of("t")));
    private static final ServerConfig USERS = users(UserConfig.named("a", "b"), UserConfig.named("n", "p"));
    private static final ServerConfig NO_AUTH_USER = with(USERS.authorization().withNoAuthUser("n"));
    private static final ServerConfig NO_PASSWORD =
            users(UserConfig.named("a", "").withPassword(null));
    private static final ServerConfig ACCOUNT =
            OPEN.withAccounts(List.of(AccountConfig.named("A").withUsers(List.of(UserConfig.named("a", "b")))));
    private static final ServerConfig SYSTEM_ONLY =
            ACCOUNT.withSystemAccount(SystemAccountConfig.defaults().withName("A"));

    @ParameterizedTest(name = "{0}: user {1} pass {2} token {3} is {4}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            open         | -  | -  | -  | $G -
            open         | a  | b  | -  | $G a
            open         | -  | -  | t  | $G [REDACTED]
            single       | a  | b  | -  | $G a
            single       | a  | c  | -  | refused
            single       | x  | b  | -  | refused
            single       | -  | -  | -  | refused
            single       | -  | -  | b  | refused
            token        | -  | -  | t  | $G [REDACTED]
            token        | -  | -  | x  | refused
            token        | -  | -  | -  | refused
            token        | a  | t  | -  | refused
            users        | a  | b  | -  | $G a
            users        | a  | p  | -  | refused
            users        | -  | -  | -  | refused
            users        | '' | b  | -  | refused
            no_auth_user | -  | -  | -  | $G n
            no_auth_user | a  | b  | -  | $G a
            no_auth_user | a  | c  | -  | refused
            no_auth_user | '' | x  | -  | refused
            no_auth_user | -  | -  | x  | refused
            no_auth_user | n  | p  | -  | $G n
            no_auth_user | n  | '' | -  | refused
            no_password  | a  | '' | -  | $G a
            no_password  | a  | x  | -  | refused
            no_password  | a  | -  | -  | $G a
            account      | -  | -  | -  | refused
            account      | a  | b  | -  | A a
            system_only  | -  | -  | -  | $G -
            system_only  | a  | b  | -  | A a
            system_only  | x  | y  | -  | refused
            system_only  | a  | x  | -  | refused
            """)
    void decidesAsNatsServer(
            String config, @Nullable String user, @Nullable String pass, @Nullable String token, String expected) {
        Outcome outcome = ConfiguredAuthenticator.of(named(config)).authenticate(Presents.of(user, pass, token));

        assertThat(shown(outcome)).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}: auth_required {1}")
    @CsvSource({
        "open, false",
        "single, true",
        "token, true",
        "users, true",
        "no_auth_user, false",
        "account, true",
        "system_only, true"
    })
    void announcesWhetherAuthenticationIsRequiredAsNatsServer(String config, boolean isRequired) {
        ConfiguredAuthenticator authenticator = ConfiguredAuthenticator.of(named(config));

        assertThat(authenticator.isRequired()).isEqualTo(isRequired);
        assertThat(authenticator.needsNonce()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "single", "no_auth_user"})
    void refusesWhoAsksForAnAccount(String config) {
        ConfiguredAuthenticator authenticator = ConfiguredAuthenticator.of(named(config));

        assertThat(shown(authenticator.authenticate(Presents.with(
                        Presents.connect("a", "b", null, null, null, "X", false),
                        "",
                        Presented.ConnectionType.STANDARD))))
                .isEqualTo("refused");
        assertThat(shown(authenticator.authenticate(Presents.with(
                        Presents.connect("a", "b", null, null, null, null, true),
                        "",
                        Presented.ConnectionType.STANDARD))))
                .isEqualTo("refused");
    }

    @ParameterizedTest(name = "prefix 2{0}")
    @ValueSource(strings = {"a", "b", "x", "y"})
    void knowsBcryptHashesByAllPrefixes(String prefix) {
        String hash = "$2" + prefix + "$04$HhsMnqkvzXFA0aFsBHIbFe1UMcWKLZMPflVrvYPIZrLpY8fBi.wF.";
        ConfiguredAuthenticator authenticator = ConfiguredAuthenticator.of(users(UserConfig.named("a", hash)));

        assertThat(shown(authenticator.authenticate(user("a", "secret")))).isEqualTo("$G a");
        assertThat(shown(authenticator.authenticate(user("a", "wrong")))).isEqualTo("refused");
        assertThat(shown(authenticator.authenticate(user("a", hash)))).isEqualTo("refused");
        assertThat(authenticator.isCheap(user("a", "secret"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2a$04$short", "$2a$99$HhsMnqkvzXFA0aFsBHIbFe1UMcWKLZMPflVrvYPIZrLpY8fBi.wF.", "$2a$21$x"})
    void admitsNobodyByAMalformedHash(String hash) {
        ConfiguredAuthenticator authenticator = ConfiguredAuthenticator.of(users(UserConfig.named("a", hash)));

        assertThat(shown(authenticator.authenticate(user("a", "secret")))).isEqualTo("refused");
        assertThat(shown(authenticator.authenticate(user("a", hash)))).isEqualTo("refused");
        assertThat(shown(authenticator.authenticate(user("b", "secret")))).isEqualTo("refused");
    }

    @Test
    void comparesUnknownUsersAsSlowlyAsKnownOnes() {
        String hash = "$2a$04$HhsMnqkvzXFA0aFsBHIbFe1UMcWKLZMPflVrvYPIZrLpY8fBi.wF.";
        ConfiguredAuthenticator slow = ConfiguredAuthenticator.of(users(UserConfig.named("a", hash)));
        ConfiguredAuthenticator quick = ConfiguredAuthenticator.of(USERS);

        assertThat(slow.isCheap(user("nobody", "secret"))).isFalse();
        assertThat(slow.isCheap(nothing())).isTrue(); // a first verb that is not CONNECT is decided on the event loop
        assertThat(quick.isCheap(user("nobody", "secret"))).isTrue();
    }

    /** nats-server compares the hash with itself as a password, and refuses. */
    @Test
    void admitsANoAuthUserWhosePasswordIsHashed() {
        String hash = "$2a$04$HhsMnqkvzXFA0aFsBHIbFe1UMcWKLZMPflVrvYPIZrLpY8fBi.wF.";
        ServerConfig config =
                with(users(UserConfig.named("n", hash)).authorization().withNoAuthUser("n"));

        assertThat(shown(ConfiguredAuthenticator.of(config).authenticate(nothing())))
                .isEqualTo("$G n");
    }

    @ParameterizedTest(name = "{0} by {1}: {2}")
    @CsvSource({
        "a, STANDARD, refused",
        "a, WEBSOCKET, $G a",
        "c, STANDARD, $G c",
        "c, IN_PROCESS, refused",
        "d, MQTT, $G d"
    })
    void letsUsersInByTheirConnectionTypesOnly(String user, Presented.ConnectionType type, String expected) {
        ServerConfig config = users(
                UserConfig.named("a", "p").withConnectionTypes(Set.of(ConnectionType.WEBSOCKET)),
                UserConfig.named("c", "p").withConnectionTypes(Set.of(ConnectionType.STANDARD)),
                UserConfig.named("d", "p"));

        Presented presented = Presents.with(Presents.connect(user, "p", null, null, null, null, false), "", type);
        assertThat(shown(ConfiguredAuthenticator.of(config).authenticate(presented)))
                .isEqualTo(expected);
    }

    @Test
    void givesDefaultPermissionsToUsersWithoutTheirOwn() {
        PermissionsConfig own = PermissionsConfig.defaults().withPublish(SubjectPermission.allowing("own"));
        PermissionsConfig shared = PermissionsConfig.defaults().withPublish(SubjectPermission.allowing("shared"));
        ServerConfig config = with(AuthorizationConfig.defaults()
                .withUsers(List.of(
                        UserConfig.named("a", "p"), UserConfig.named("b", "p").withPermissions(own)))
                .withDefaultPermissions(shared));

        assertThat(PermissionsTest.publish(permissions(config, "a"), "shared")).isTrue();
        assertThat(PermissionsTest.publish(permissions(config, "a"), "own")).isFalse();
        assertThat(PermissionsTest.publish(permissions(config, "b"), "shared")).isFalse();
        assertThat(PermissionsTest.publish(permissions(config, "b"), "own")).isTrue();
    }

    private static Permissions permissions(ServerConfig config, String user) {
        Outcome outcome = ConfiguredAuthenticator.of(config).authenticate(user(user, "p"));
        return ((Outcome.Admitted) outcome).identity().permissions();
    }

    @Test
    void refusesWithoutACertificateWhereOneNamesTheUser() {
        TlsConfig mapping =
                TlsConfig.defaults().withVerification(TlsVerification.defaults().withVerifyAndMap(true));
        ServerConfig config = NO_PASSWORD.withClient(NO_PASSWORD.client().withTls(mapping));
        ConfiguredAuthenticator authenticator = ConfiguredAuthenticator.of(config);

        assertThat(shown(authenticator.authenticate(user("a", "")))).isEqualTo("refused");
        Presented webSocket = Presents.with(
                Presents.connect("a", "", null, null, null, null, false), "", Presented.ConnectionType.WEBSOCKET);
        assertThat(shown(authenticator.authenticate(webSocket))).isEqualTo("refused");
    }

    @Test
    void refusesEverybodyInOperatorMode() {
        ServerConfig config = USERS.withOperator(OperatorConfig.defaults().withTrustedKeys(List.of("OABC")));
        ConfiguredAuthenticator authenticator = ConfiguredAuthenticator.of(config);

        assertThat(authenticator.isRequired()).isTrue();
        assertThat(shown(authenticator.authenticate(user("a", "b")))).isEqualTo("refused");
        assertThat(shown(authenticator.authenticate(nothing()))).isEqualTo("refused");
    }

    @ParameterizedTest(name = "user {0}: {1}")
    @CsvSource({"service, $G service", "a, refused", "unknown, refused", "b, B b", "c, refused"})
    void refusesWhomACalloutServiceWouldDecideAbout(String user, String expected) {
        AuthCalloutConfig callout =
                AuthCalloutConfig.defaults().withAuthUsers(List.of("service")).withAllowedAccounts(List.of("C"));
        ServerConfig config = with(AuthorizationConfig.defaults()
                        .withUsers(List.of(UserConfig.named("service", "p"), UserConfig.named("a", "p")))
                        .withAuthCallout(callout))
                .withAccounts(List.of(
                        AccountConfig.named("B").withUsers(List.of(UserConfig.named("b", "p"))),
                        AccountConfig.named("C").withUsers(List.of(UserConfig.named("c", "p")))));

        assertThat(shown(ConfiguredAuthenticator.of(config).authenticate(user(user, "p"))))
                .isEqualTo(expected);
    }

    @Test
    void refusesWithoutATrustedProxyWhoMustComeThroughOne() {
        ServerConfig config = users(UserConfig.named("a", "p").withProxyRequired(true));

        assertThat(shown(ConfiguredAuthenticator.of(config).authenticate(user("a", "p"))))
                .isEqualTo("refused");
    }

    @ParameterizedTest(name = "{0}: user {1}, token {2}")
    @CsvSource(
            nullValues = "-",
            value = {"single, a, -", "single, x\"y, -", "token, -, sesame", "single, -, -"})
    void logsWhoWasRefusedButNoSecret(String config, @Nullable String user, @Nullable String token) {
        Outcome outcome = ConfiguredAuthenticator.of(named(config)).authenticate(Presents.of(user, "sesame", token));

        Outcome.Refused refused = (Outcome.Refused) outcome;
        String name = user != null
                ? " - User \"" + user.replace("\"", "\\\"") + "\""
                : token != null ? " - Token \"[REDACTED]\"" : "";
        assertThat(refused.logReason()).startsWith("authentication error" + name + " (");
        assertThat(refused.logReason()).doesNotContain("sesame");
    }

    static String shown(Outcome outcome) {
        if (outcome instanceof Outcome.Admitted admitted) {
            Identity identity = admitted.identity();
            return identity.account() + " " + (identity.user() == null ? "-" : identity.user());
        }
        assertThat(((Outcome.Refused) outcome).errorText()).isEqualTo("Authorization Violation");
        return "refused";
    }

    private static ServerConfig named(String config) {
        return switch (config) {
            case "open" -> OPEN;
            case "single" -> SINGLE;
            case "token" -> TOKEN;
            case "users" -> USERS;
            case "no_auth_user" -> NO_AUTH_USER;
            case "no_password" -> NO_PASSWORD;
            case "account" -> ACCOUNT;
            case "system_only" -> SYSTEM_ONLY;
            default -> throw new IllegalArgumentException(config);
        };
    }

    static ServerConfig users(UserConfig... users) {
        return with(AuthorizationConfig.defaults().withUsers(List.of(users)));
    }

    static ServerConfig with(AuthorizationConfig authorization) {
        return ServerConfig.defaults().withAuthorization(authorization);
    }
}
