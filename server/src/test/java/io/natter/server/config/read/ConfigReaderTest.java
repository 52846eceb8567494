package io.natter.server.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.server.config.ConfigCheck;
import io.natter.server.config.ConfigProblem;
import io.natter.server.config.ServerConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts and what is wrong with them, place and words. In the tables {@code ~} is a line break. */
class ConfigReaderTest {
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            foo: 1                                   | f:1:0: unknown field "foo"
            port: x                                  | f:1:0: port: got string, expected integer
            ~ port: 70000                            | f:2:2: port: got 70000, expected -1 to 65535
            server_name: "a b"                       | f:1:0: server name cannot contain spaces
            listen: "a"                              | f:1:0: could not parse address string "a"
            listen: "a:b"                            | f:1:0: could not parse port "b"
            listen: true                             | f:1:0: expected port or host:port, got boolean
            max_payload: 3G                          | f:1:0: max_payload value is too big
            max_sub_tokens: 256                      | f:1:0: max_sub_tokens value is too big
            max_sub_tokens: 0                        | f:1:0: max_sub_tokens value can not be negative
            ping_interval: "x"                       | f:1:0: error parsing ping_interval: time: invalid duration "x"
            lame_duck_duration: "2s"                 | f:1:0: invalid lame_duck_duration of 2s, minimum is 30 seconds
            lame_duck_grace_period: "-2s"            | f:1:0: invalid lame_duck_grace_period, needs to be positive
            write_timeout: x                         | f:1:0: write_timeout must be 'default', 'close' or 'retry'
            authorization { user: a, pass: b, token: c } | f:1:0: Cannot have a user/pass and token
            authorization { user: a, users: [] }     | f:1:0: Can not have a single user/pass and a users array
            authorization { users: [{user: a}, {user: a}] } | f:1:0: Duplicate user "a" detected
            authorization { users: [{pass: a}] }     | f:1:25: User entry requires a user
            authorization { users: [{nkey: a}] }     | f:1:25: Not a valid public nkey for a user
            authorization { foo: 1 }                 | f:1:16: unknown field "foo"
            authorization { users: [{user: a, clients: [X]}] } | f:1:34: invalid connection types ["X"]
            authorization { permissions { foo: 1 } } | f:1:30: Unknown field "foo" parsing permissions
            authorization { permissions { pub: "a b" } } | f:1:30: subject "a b" is not a valid subject
            authorization { permissions { sub: "a b c" } } | f:1:30: subject "a b c" is not a valid subject
            authorization { permissions { sub: "a b" } } |
            authorization { permissions { pub { foo: a } } } | f:1:36: Unknown field name "foo" parsing subject permissions, only 'allow' or 'deny' are permitted
            authorization { permissions { allow_responses: 1 } } | f:1:30: error parsing response permissions, expected a boolean or a map
            accounts { $G: {} }                      | f:1:11: "$G" is a Reserved Account
            accounts: [A, A]                         | f:1:14: Duplicate Account Entry: A
            accounts { A: 1 }                        | f:1:11: Expected map entries for accounts
            accounts { A { limits { foo: 1 } } }     | f:1:24: Unknown field "foo" parsing account limits
            accounts { A { users: [{user: a}] }, B { users: [{user: a}] } } | f:1:41: Duplicate user "a" detected
            accounts { A { jetstream: maybe } }      | f:1:15: Expected 'enabled' or 'disabled' for string value, got 'maybe'
            accounts { A { exports: [{stream: a, response: stream}] } } | f:1:37: Detected response directive on non-service
            accounts { A { exports: [{stream: a, accounts: [B]}] } } | f:1:0: "B" account not defined for stream export
            accounts { A { imports: [{service: {account: B, subject: a}}] } } | f:1:0: "B" account not defined for service import
            accounts { A { imports: [{service: {account: B, subject: a}}] }, B {} } | f:1:0: Error adding service import "a": service import not authorized
            mappings { "a..b": c }                   | f:1:0: Subject "a..b" is not a valid subject
            mappings { a: {dest: b} }                | f:1:11: Missing weight for mapping destination "b"
            mappings { a: {dest: b, weight: 101} }   | f:1:24: Invalid weight 101 for mapping destination
            mappings { a: [{dest: b, weight: 60%}, {dest: c, weight: 60%}] } | f:1:11: Error adding mapping for "a" : total weight needs to be <= 100
            tls { foo: 1 }                           | f:1:6: error parsing tls config, unknown field "foo"
            tls { cert_file: x }                     | f:1:0: missing 'key_file' in TLS configuration
            tls { cert_file: x, key_file: y }        | f:1:0: error parsing X509 certificate/key pair: open x: no such file or directory
            tls { verify_cert_and_check_known_urls: true } | f:1:6: verify_cert_and_check_known_urls not supported in this context
            tls { cipher_suites: [X] }               | f:1:22: unrecognized cipher X
            tls { min_version: "1.1" }               | f:1:6: error parsing tls config: unsupported TLS version: TLS 1.1
            tls { cipher_suites: [TLS_RSA_WITH_AES_128_CBC_SHA] } | f:1:0: insecure cipher suites configured without 'allow_insecure_cipher_suites' option set: TLS_RSA_WITH_AES_128_CBC_SHA
            jetstream: maybe                         | f:1:0: Expected 'enabled' or 'disabled' for string value, got 'maybe'
            store_dir: a, jetstream { store_dir: b } | f:1:26: Duplicate 'store_dir' configuration
            jetstream { max_concurrent_io: 3 }       | f:1:12: Expected an absolute size for "max_concurrent_io" between 4 and 8192, got Whole[value=3]
            jetstream { max_mem: 5X }                | f:1:12: max_mem_store sizes defined as strings must end in K, M, G, T
            cluster: 1                               | f:1:0: Expected map to define cluster, got integer
            cluster { authorization { token: a } }   | f:1:10: Cluster authorization does not support tokens
            cluster { permissions { allow_responses: true } } | f:1:10: Cluster permissions do not support dynamic responses
            leafnodes { min_version: "2.7.0" }       | f:1:12: the minimum version should be at least 2.8.0
            leafnodes { remotes: [{creds: a, nkey: b}] } | f:1:33: Remote leafnode nkey is not a valid seed
            mqtt { max_ack_pending: 65536 }          | f:1:7: invalid value 65536, should in [0..65535] range
            trusted_keys: x                          | f:1:0: trust key "x" required to be a valid public operator nkey
            resolver { type: full }                  | f:1:0: dir has no value and needs to point to a directory
            proxies { trusted: [{key: x}] }          | f:1:21: invalid proxy key "x"
            a: [                                     | f:1:4: Parse error on line 1: 'Expected an array value terminator "," or an array terminator "]", but got 'EOF' instead.'
            """)
    void saysWhereAndWhat(String text, String error) {
        assertThat(joined(check(text).errors())).isEqualTo(error == null ? "" : error);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            # nothing                                | f: config has no values or is empty
            ping_interval: 20                        | f:1:0: invalid use of field "ping_interval": ping_interval should be converted to a duration
            authorization { timeout: 61 }            | f:1:16: invalid use of field "timeout": timeout of 61 (61.000000 seconds) is high, consider keeping it under 60 seconds. possibly caused by unquoted duration; use '1m' instead of 1m, for example
            mqtt { consumer_replicas: 3 }            | f:1:7: invalid use of field "consumer_replicas": consumer replicas setting ignored in this server version
            cluster { ping_interval: "1m" }          | f:1:10: Cluster 'ping_interval' will reset to 30s which is the max for routes
            cluster { authorization { permissions { import: a } } } | f:1:10: invalid use of field "authorization": setting "permissions" within cluster authorization block is deprecated
            accounts { A { msg_trace: { sampling: 5 } } } | f:1:15: Trace destination sampling ignored since no destination was set
            """)
    void warnsButGoesOn(String text, String warning) {
        ConfigCheck check = check(text);
        assertThat(check.errors()).isEmpty();
        assertThat(joined(check.warnings())).isEqualTo(warning);
    }

    @Test
    void saysWhichResolversThereAre() {
        assertThat(joined(check("resolver: x").errors()))
                .isEqualTo("f:1:0: error parsing account resolver, should be MEM or  URL(\"url\") or a map containing"
                        + " dir and type state=[FULL|CACHE])");
    }

    @Test
    void findsAllErrorsAtOnceAndKeepsTheRest() {
        ConfigCheck check = check("port: x~debug: true~foo: 1~authorization { bar: 1, user: a }");
        assertThat(check.errors()).hasSize(3);
        assertThat(check.config().log().debug()).isTrue();
        assertThat(check.config().authorization().user()).isEqualTo("a");
    }

    @Test
    void knowsThatAVariableIsNoUnknownField() {
        assertThat(check("P: 5~port: $P").config().client().port()).isEqualTo(5);
        assertThat(check("P: 5~port: $P").isValid()).isTrue();
        assertThat(check("accounts { N: a, A { users: [{user: $N}] } }").isValid())
                .isTrue();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '^', textBlock = """
            PORT: 5                                 | port: 5
            port: 0                                 | port: 4222
            listen: 5                               | port: 5
            listen: "[::1]:5"                       | host: "::1", port: 5
            net: a                                  | host: a
            max_conn: 5                             | max_connections: 5
            max_subs: 5                             | max_subscriptions: 5
            max_subscription_tokens: 5              | max_sub_tokens: 5
            monitor_port: 5                         | http: 5
            max_payload: 0                          | port: 4222
            write_deadline: "0s"                    | port: 4222
            logfile: a, logfile_size_limit: 1, logfile_max_num: 2 | log_file: a, log_size_limit: 1, log_max_num: 2
            pidfile: a                              | pid_file: a
            ping_interval: 20                       | ping_interval: "20s"
            authorization { username: a, pass: b }  | authorization { user: a, password: b }
            authorization { timeout: 3 }            | authorization { timeout: "3s" }
            authorization { timeout: 1.5 }          | authorization { timeout: "1500ms" }
            authorization { default_permission { pub: a, sub: [b] } } | authorization { permissions { publish: [a], subscribe: { allow: b } } }
            authorization { permissions { publish_allow_responses: true } } | authorization { permissions { allow_responses { max_msgs: 1, ttl: "2m" }, publish: { allow: [] } } }
            leaf { host: a, port: 1 }               | leafnodes { listen: "a:1" }
            ws { port: 1, compress: true }          | websocket { listen: 1, compression: true }
            maps { a: b }                           | mappings { a: { destination: b, weight: "100%" } }
            jetstream: true                         | jetstream {}
            storedir: a                             | store_dir: a
            jetstream { max_mem: "1K", sync: always } | jetstream { max_memory_store: 1024 }
            no_sys_acc: true                        | no_system_account: true
            system: a                               | system_account: a
            http_base_path: "x/"                    | http_base_path: "/x"
            server_tags: [" A", a]                  | server_tags: a
            tls { first: auto, timeout: 2 }         | tls { handshake_first: "50ms" }
            """)
    void readsAliasesAndDefaultsAlike(String text, String same) {
        ConfigCheck one = check(text);
        assertThat(one.errors()).isEmpty();
        assertThat(one.config().withDigest("")).isEqualTo(check(same).config().withDigest(""));
    }

    @Test
    void readsNothingAsTheDefaults() {
        assertThat(check("").config().withDigest("")).isEqualTo(ServerConfig.defaults());
    }

    private static ConfigCheck check(String text) {
        return ConfigCheck.of("f", text.replace('~', '\n'), name -> null);
    }

    private static String joined(List<ConfigProblem> problems) {
        return String.join("; ", problems.stream().map(ConfigProblem::toString).toList());
    }
}
