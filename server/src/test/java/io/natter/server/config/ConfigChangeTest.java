package io.natter.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigChangeTest {
    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            debug: false         | debug: true            | debug = true
            max_payload: 2048    | max_payload: 1024      | max_payload = 1024
            ping_interval: "2m"  | ping_interval: "90s"   | ping_interval = 1m30s
            max_connections: 5   | max_connections: 0     | max_connections = -1
            server_tags: a       | server_tags: b         | tags
            port: 4222           | port: -1               |
            authorization {user: a, password: b} | authorization {user: a, password: c} | authorization password
            authorization {users: [{user: a, password: b}]} | authorization {users: []} | authorization users
            accounts {A {users: [{user: a, password: b}]}} | accounts {A {users: [{user: a, password: c}]}} | authorization users
            accounts {A {}}      | accounts {A {}, B {}}  | accounts
            """)
    void takesOnWhatCanChange(String before, String after, String changes) {
        ConfigChange change = ConfigChange.between(ServerConfig.parse(before), ServerConfig.parse(after));
        assertThat(change.refusals()).isEmpty();
        assertThat(String.join(", ", change.changes())).isEqualTo(changes == null ? "" : changes);
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            port: 4222           | port: 4223             | Port: old=4222, new=4223
            host: a              | host: b                | Host: old=a, new=b
            server_name: a       | server_name: b         | ServerName: old=a, new=b
            max_pending: 64MB    | max_pending: 65MB      | MaxPending: old=67108864, new=68157440
            max_subs: 1          | max_subs: 2            | MaxSubs: old=1, new=2
            lame_duck_duration: "2m" | lame_duck_duration: "3m" | LameDuckDuration: old=2m0s, new=3m0s
            http: 8222           | http: 8223             | HTTPPort: old=8222, new=8223
            system_account: a    | system_account: b      | SystemAccount: old=a, new=b
            """)
    void refusesWhatCannot(String before, String after, String refusal) {
        ConfigChange change = ConfigChange.between(
                ServerConfig.parse("debug: true\n" + before), ServerConfig.parse("debug: false\n" + after));
        assertThat(change.refusals()).containsExactly("config reload not supported for " + refusal);
        assertThat(change.isPossible()).isFalse();
    }

    @Test
    void noAuthUserMayGoOnlyTogetherWithTheUser() {
        ServerConfig before =
                ServerConfig.parse("no_auth_user: a, authorization { users: [{user: a, password: x}, {user: b}] }");
        ServerConfig gone = ServerConfig.parse("authorization { users: [{user: b}] }");
        ServerConfig left = ServerConfig.parse("authorization { users: [{user: a, password: x}, {user: b}] }");
        assertThat(ConfigChange.between(before, gone).isPossible()).isTrue();
        assertThat(ConfigChange.between(before, left).refusals())
                .containsExactly("config reload not supported for NoAuthUser: old=a, new=");
    }

    @Test
    void aStoreMayGrowButNotShrinkOrMove() {
        ServerConfig before = ServerConfig.parse("jetstream { store_dir: /a, max_mem: 2G, max_file: 2G }");
        assertThat(refusals(before, "jetstream { store_dir: /a, max_mem: 3G, max_file: 2G }"))
                .isEmpty();
        assertThat(refusals(before, "jetstream { store_dir: /a, max_mem: 1G, max_file: 2G }"))
                .containsExactly("config reload not supported for decreasing jetstream max memory and store");
        assertThat(refusals(before, "jetstream { store_dir: /b, max_mem: 2G, max_file: 2G }"))
                .containsExactly("config reload not supported for jetstream storage directory");
        assertThat(refusals(before, "jetstream: disabled")).isEmpty();
    }

    @Test
    void noDifferenceIsNoChange() {
        String text = "port: 1, accounts { A { users: [{user: a, password: b}] } }, tls_is: 1";
        ServerConfig config = ConfigCheck.of("f", text, name -> null).config();
        ServerConfig same = ConfigCheck.of("f", text, name -> null).config();
        assertThat(ConfigChange.between(config, same).isEmpty()).isTrue();
        Set<ServerConfig> equal = new HashSet<>(List.of(config));
        assertThat(equal.contains(same)).isTrue();
    }

    private static List<String> refusals(ServerConfig before, String after) {
        return ConfigChange.between(before, ServerConfig.parse(after)).refusals();
    }
}
