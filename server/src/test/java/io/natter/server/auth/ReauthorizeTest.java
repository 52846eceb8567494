package io.natter.server.auth;

import static io.natter.server.auth.ConfiguredAuthenticatorTest.users;
import static io.natter.server.auth.ConfiguredAuthenticatorTest.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.config.AccountConfig;
import io.natter.server.config.AuthorizationConfig;
import io.natter.server.config.ConnectionType;
import io.natter.server.config.PermissionsConfig;
import io.natter.server.config.Secret;
import io.natter.server.config.ServerConfig;
import io.natter.server.config.SubjectPermission;
import io.natter.server.config.UserConfig;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What becomes of connections after a reload. Asked of nats-server 2.15.1, but for what differs: at any change in the
 * authorization block it also closes the only user, whoever gave a name while nobody had to, and the no_auth_user
 * whose password changed.
 */
class ReauthorizeTest {
    private static final UserConfig A = UserConfig.named("a", "b");
    private static final UserConfig Z = UserConfig.named("z", "z");

    @ParameterizedTest(name = "{0} to {1}, as {2}: {3}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            users           | users           | a b   | kept
            users           | user added      | a b   | kept
            users           | new password    | a b   | refused
            users           | user removed    | a b   | moved
            users           | other type      | a b   | refused
            users           | open            | a b   | moved
            users           | in account      | a b   | moved
            in account      | in account      | a b   | kept
            in account      | in other        | a b   | moved
            open            | users           | -     | refused
            open            | users           | a b   | kept
            open            | users           | x y   | moved
            open            | open            | x y   | kept
            single          | single          | a b   | kept
            single          | single new      | a b   | refused
            token           | token           | t     | kept
            token           | token new       | t     | refused
            no auth         | no auth         | -     | kept
            no auth         | no auth changed | -     | kept
            """)
    void decidesAboutConnections(String before, String after, @Nullable String shows, String expected) {
        Authenticator previous = ConfiguredAuthenticator.of(config(before));
        Presented presented = presented(shows);
        Identity current = ((Outcome.Admitted) previous.authenticate(presented)).identity();

        Reauthorization reauthorization =
                ConfiguredAuthenticator.of(config(after)).reauthorize(presented, current, previous);

        assertThat(reauthorization.getClass().getSimpleName()).isEqualToIgnoringCase(expected);
    }

    @ParameterizedTest(name = "SUB {0} {1}: still allowed is {2}")
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            foo | - | false
            bar | q | false
            bar | - | true
            *   | - | true
            """)
    void givesTheNewPermissionsToAsk(String subject, @Nullable String queue, boolean isAllowed) {
        Authenticator previous = ConfiguredAuthenticator.of(users(A));
        Presented presented = presented("a b");
        Identity current = ((Outcome.Admitted) previous.authenticate(presented)).identity();
        PermissionsConfig permissions =
                PermissionsConfig.defaults().withSubscribe(SubjectPermission.denying("foo", "bar q"));

        Reauthorization reauthorization = ConfiguredAuthenticator.of(users(A.withPermissions(permissions)))
                .reauthorize(presented, current, previous);

        Permissions now = ((Reauthorization.Kept) reauthorization).identity().permissions();
        assertThat(now.allowsSubscribe(
                        PermissionsTest.bytes(subject), queue == null ? null : PermissionsTest.bytes(queue)))
                .isEqualTo(isAllowed);
    }

    private static Presented presented(@Nullable String shows) {
        if (shows == null) {
            return Presents.nothing();
        }
        int blank = shows.indexOf(' ');
        return blank < 0 ? Presents.token(shows) : Presents.user(shows.substring(0, blank), shows.substring(blank + 1));
    }

    private static ServerConfig config(String name) {
        AuthorizationConfig none = AuthorizationConfig.defaults();
        return switch (name) {
            case "open" -> with(none);
            case "users" -> users(A, Z);
            case "user added" -> users(A, UserConfig.named("q", "q"), Z);
            case "new password" -> users(A.withPassword(Secret.of("c")), Z);
            case "user removed" -> users(Z);
            case "other type" -> users(A.withConnectionTypes(Set.of(ConnectionType.MQTT)), Z);
            case "in account" -> accounts(List.of(A), List.of(Z));
            case "in other" -> accounts(List.of(Z), List.of(A));
            case "single" -> with(none.withUser("a").withPassword(Secret.of("b")));
            case "single new" -> with(none.withUser("a").withPassword(Secret.of("c")));
            case "token" -> with(none.withToken(Secret.of("t")));
            case "token new" -> with(none.withToken(Secret.of("u")));
            case "no auth" -> with(users(A, Z).authorization().withNoAuthUser("z"));
            case "no auth changed" ->
                with(users(A, Z.withPassword(Secret.of("y"))).authorization().withNoAuthUser("z"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static ServerConfig accounts(List<UserConfig> a, List<UserConfig> b) {
        return ServerConfig.defaults()
                .withAccounts(List.of(
                        AccountConfig.named("A").withUsers(a),
                        AccountConfig.named("B").withUsers(b)));
    }
}
