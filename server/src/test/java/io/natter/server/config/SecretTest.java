package io.natter.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecretTest {
    @Test
    void noConfigurationPrintsASecret() {
        ServerConfig config = ServerConfig.parse("""
                authorization { users: [ { user: a, password: hush1 } ] }
                cluster { port: -1, authorization { user: a, password: hush2 }, routes: ["nats://u:hush3@host:1"] }
                leafnodes { remotes: [ { url: "nats://u:hush4@host", proxy { url: "http://p", username: x, password: hush5 } } ] }
                jetstream { key: hush6 }
                websocket { port: -1, no_tls: true, authorization { token: hush7 } }
                """);
        assertThat(config.toString()).contains("u:xxxxx@host").doesNotContain("hush");
    }

    @Test
    void noErrorPrintsASecret() {
        ConfigCheck check = ConfigCheck.of(
                "f",
                "cluster { routes: [\"nats://u:hush@ho st\"] }\nauthorization { user: a, password: hush, token: hush }",
                name -> null);
        assertThat(check.errors()).hasSize(2);
        assertThat(check.errors().toString()).doesNotContain("hush");
    }

    @ParameterizedTest(name = "{0} is a hash: {1}")
    @CsvSource(textBlock = """
            $2a$11$W2zko751KUvVy59mUTWmpOdWjpEm5qhcCZRd05GjI/sSOT.xtiHyG, true
            $2b$04$x, true
            $2y$04$x, true
            $2z$04$x, false
            $2a$4$x,  false
            secret,   false
            """)
    void knowsBcryptHashes(String text, boolean isBcrypt) {
        assertThat(Secret.of(text).isBcrypt()).isEqualTo(isBcrypt);
    }
}
