package io.natter.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigRulesTest {
    private static final String ACCOUNT_KEY = "AAFIBB6C56ROU5XRVJLJYR3BTGGYK3HJGHEHQV7L7QZMTT3ZRBLHBS7F";

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            port: 4222                                   |
            max_payload: 65MB                            | max_payload (68157440) cannot be higher than max_pending (67108864)
            max_payload: -1                              |
            lame_duck_duration: "30s", lame_duck_grace_period: "30s" | lame duck grace period (30s) should be strictly lower than lame duck duration (30s)
            http: 8222, https: 8223                      | can't specify both HTTP (8222) and HTTPs (8223) ports; TLS cert and key required for HTTPS
            no_auth_user: x                              | no_auth_user: "x" present, but users/nkeys are not defined
            no_auth_user: x, authorization {users: [{user: a}]} | no_auth_user: "x" not present as user or nkey in authorization block or account configuration
            no_auth_user: a, accounts {A {users: [{user: a}]}}  |
            websocket { port: -1 }                       | websocket requires TLS configuration
            websocket { port: -1, no_tls: true }         |
            mqtt { port: -1 }                            | mqtt requires JetStream to be enabled if running in standalone mode
            jetstream { domain: "a.b" }                  | invalid domain name: may not contain ., * or >
            gateway { port: -1 }                         | gateway has no name
            gateway { name: a }                          | gateway "a" has no port specified (select -1 for random port)
            gateway { name: a, port: -1 }, cluster { name: b } | cluster name conflicts between cluster and gateway definitions
            default_sentinel: x                          | default sentinel requires operators and accounts
            """)
    void findsWhatCannotBeTrueTogether(String text, String problems) {
        assertThat(String.join("; ", ServerConfig.parse(text).problems())).isEqualTo(problems == null ? "" : problems);
    }

    @ParameterizedTest(name = "{0} is refused")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            operator: x.jwt                                                        | operator
            authorization { user: a, password: b, proxy_required: true }           | proxy_required
            authorization { users: [{user: a, proxy_required: true}] }             | proxy_required
            ocsp: { mode: must }                                                   | ocsp
            """)
    void refusesWhatGuardsAccessAndIsNotThereYet(String text, String key) {
        assertThat(ServerConfig.parse(text).problems())
                .anySatisfy(
                        problem -> assertThat(problem).startsWith(key + ": ").contains("not available yet"));
    }

    @Test
    void refusesAnAuthorizationService() {
        AuthCalloutConfig callout =
                AuthCalloutConfig.defaults().withIssuer(ACCOUNT_KEY).withAuthUsers(List.of("a"));
        ServerConfig config = ServerConfig.defaults()
                .withAuthorization(AuthorizationConfig.defaults().withAuthCallout(callout));
        assertThat(config.problems()).singleElement().asString().startsWith("auth_callout: ");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            port: 4222                             |
            jetstream: enabled                     |
            jetstream: disabled                    |
            cluster { port: -1 }                   | cluster
            leafnodes { port: -1 }                 | leafnodes
            leafnodes { remotes: [{url: "nats://a"}] } | leafnodes.remotes
            websocket { port: -1, no_tls: true }   | websocket
            accounts { A { exports: [{stream: a}] }, B { imports: [{stream: {account: A, subject: a}}] } } | accounts.exports, accounts.imports
            syslog: true                           | syslog
            """)
    void tellsWhatIsNotThereYet(String text, String features) {
        assertThat(ServerConfig.parse(text).unavailableFeatures().stream()
                        .map(UnavailableFeature::feature)
                        .reduce((a, b) -> a + ", " + b)
                        .orElse(""))
                .isEqualTo(features == null ? "" : features);
    }

    @Test
    void warnsOfPlainPasswordsAndHugePayloads() {
        String hash = "$2a$11$W2zko751KUvVy59mUTWmpOdWjpEm5qhcCZRd05GjI/sSOT.xtiHyG";
        assertThat(ServerConfig.parse("authorization { user: a, password: b }").startWarnings())
                .containsExactly("Plaintext passwords detected, use nkeys or bcrypt");
        assertThat(ServerConfig.parse("authorization { user: a, password: " + hash + " }")
                        .startWarnings())
                .isEmpty();
        assertThat(ServerConfig.parse("max_payload: 9MB").startWarnings())
                .singleElement()
                .asString()
                .startsWith("Maximum payloads over 8.00 MB");
    }

    @Test
    void knowsWhenNobodyNeedAuthenticate() {
        assertThat(ServerConfig.defaults().requiresAuthentication()).isFalse();
        assertThat(ServerConfig.defaults().client().hasHost()).isFalse();
        assertThat(ServerConfig.parse("authorization { token: x }").requiresAuthentication())
                .isTrue();
        assertThat(ServerConfig.parse("accounts { A { users: [{user: a}] } }").requiresAuthentication())
                .isTrue();
        assertThat(ServerConfig.parse("listen: 4222").client().hasHost()).isFalse();
        assertThat(ServerConfig.parse("host: 0.0.0.0").client().hasHost()).isTrue();
    }

    @Test
    void givesUsersTheAccountAndPermissionsOfTheirList() {
        ServerConfig config = ServerConfig.parse("""
                authorization { users: [{user: a}], default_permissions: { publish: x } }
                accounts { A { users: [{user: b}, {user: c, permissions: { publish: z }}], default_permissions: { publish: y } } }
                """);
        assertThat(config.allUsers())
                .extracting(user -> user.id() + " " + user.account() + " "
                        + Objects.requireNonNull(Objects.requireNonNull(user.permissions())
                                        .publish())
                                .allow())
                .containsExactly("a $G [x]", "b A [y]", "c A [z]");
    }
}
