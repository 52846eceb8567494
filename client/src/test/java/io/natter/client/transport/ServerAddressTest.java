package io.natter.client.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.natter.client.transport.ServerAddress.UserInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The grammar of addresses. */
class ServerAddressTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            text                              | shown                          | user  | password
            localhost                         | nats://localhost:4222          |       |
            localhost:4333                    | nats://localhost:4333          |       |
            ' nats://localhost '              | nats://localhost:4222          |       |
            NATS://Host:1/                    | nats://Host:1                  |       |
            nats://host:                      | nats://host:4222               |       |
            tls://host                        | tls://host:4222                |       |
            ws://host                         | ws://host:80                   |       |
            wss://host                        | wss://host:443                 |       |
            ws://host:8080/a/b                | ws://host:8080/a/b             |       |
            ws://host?t=s3cr3t                | ws://host:80/                  |       |
            nats://[::1]                      | nats://[::1]:4222              |       |
            [fe80::1%25eth0]:4333             | nats://[fe80::1%eth0]:4333     |       |
            nats://u:p@h:65535                | nats://h:65535                 | u     | p
            u:p@h                             | nats://h:4222                  | u     | p
            nats://token@h                    | nats://h:4222                  | token |
            nats://@h                         | nats://h:4222                  |       |
            nats://u:@h                       | nats://h:4222                  | u     | ''
            nats://u%40x:p%2F+%3A@h           | nats://h:4222                  | u@x   | p/+:
            nats://u:p@q@h                    | nats://h:4222                  | u     | p@q
            """)
    void readsEveryForm(String text, String shown, String user, String password) {
        ServerAddress address = ServerAddress.parse(text);
        assertThat(address).hasToString(shown);
        UserInfo userInfo = address.userInfo();
        assertThat(userInfo == null ? null : userInfo.user()).isEqualTo(user);
        assertThat(userInfo == null ? null : userInfo.password()).isEqualTo(password);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            ''                     | no host
            nats://                | no host
            nats://:4222           | no host
            http://host            | got scheme "http", expected nats, tls, ws or wss
            opentls://host         | got scheme "opentls"
            host:0                 | expected a port of 1 to 65535
            host:65536             | expected a port of 1 to 65535
            host:x                 | got "host:x", expected a port
            host:-1                | expected a port
            ::1                    | IPv6 address in brackets
            [::1                   | IPv6 address in brackets
            [::1]4222              | behind the bracket
            [host]:1               | an IPv6 address in the brackets
            nats://ho st           | expected a name or an address
            nats://host/path       | behind ws:// and wss:// only
            nats://a,b             | expected a name
            """)
    void saysWhatIsWrong(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse(text))
                .withMessageStartingWith("server address: ")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nats://user:s3cr3t@host:x",
                "nats://user:s3cr3t%zz@host",
                "nats://user:s3cr3t@",
                "http://s3cr3t@host",
                "user:s3cr3t@a b",
                "nats://user:s3cr3t/3@host",
                "nats://user:s3cr3t@[::1"
            })
    void noErrorShowsASecret(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ServerAddress.parse(text))
                .matches(e -> !(e + " " + e.getCause()).contains("s3cr3t"));
    }

    @Test
    void theTextFormShowsNoSecret() {
        ServerAddress address = ServerAddress.parse("wss://user:s3cr3t@host/p?token=s3cr3t");
        assertThat(address).hasToString("wss://host:443/p");
        assertThat(address.userInfo()).hasToString("UserInfo");
        assertThat(address.path()).isEqualTo("/p?token=s3cr3t");
    }

    @ParameterizedTest(name = "{1} told of by {0}")
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
            by                     | found           | shown                   | certificate name
            tls://u:p@n1.example   | n2.example:4222 | tls://n2.example:4222   | n2.example
            tls://u:p@n1.example   | 10.0.0.2:4333   | tls://10.0.0.2:4333     | n1.example
            nats://u:p@n1.example  | [::2]:4333      | nats://[::2]:4333       | n1.example
            tls://u:p@10.0.0.1     | 10.0.0.2:4333   | tls://10.0.0.2:4333     | 10.0.0.2
            wss://u:p@n1.example/x | 10.0.0.2:443    | wss://10.0.0.2:443/x    | n1.example
            """)
    void aDiscoveredServerIsSpokenToLikeTheOneThatToldOfIt(String by, String found, String shown, String name) {
        ServerAddress address = ServerAddress.parse(by).discovered(found);
        assertThat(address).hasToString(shown);
        assertThat(address.certificateName()).isEqualTo(name);
        assertThat(address.userInfo()).isEqualTo(new UserInfo("u", "p"));
    }

    @Test
    void theNameOfTheSeedIsKeptFromAddressToAddress() {
        ServerAddress seed = ServerAddress.parse("tls://n1.example");
        assertThat(seed.discovered("10.0.0.2:1").discovered("10.0.0.3:1").certificateName())
                .isEqualTo("n1.example");
    }
}
