package io.natter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.natter.protocol.keys.KeyType;
import io.natter.protocol.keys.Nkey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Context files of the nats tool. */
class NatsContextIT {
    @TempDir
    private Path directory;

    @Test
    void readsAFileAsTheToolWritesIt() throws Exception {
        NatsContext context = read("""
                {
                  "description": "production",
                  "url": "nats://a:4222,nats://b:4222",
                  "socks_proxy": "socks5://proxy:1080",
                  "token": "",
                  "user": "me",
                  "password": "s3cr3t",
                  "creds": "",
                  "nkey": "",
                  "cert": "/tls/me.pem",
                  "key": "/tls/me-key.pem",
                  "ca": "/tls/ca.pem",
                  "nsc": "",
                  "jetstream_domain": "hub",
                  "jetstream_api_prefix": "js.api",
                  "jetstream_event_prefix": "js.event",
                  "inbox_prefix": "_MINE",
                  "user_jwt": "",
                  "color_scheme": "yellow",
                  "tls_first": true,
                  "windows_ca_certs_match": ["x"],
                  "from_the_future": {"a": 1}
                }
                """);
        NatsOptions options = context.options();
        assertThat(context.name()).isEqualTo("prod");
        assertThat(context.description()).isEqualTo("production");
        assertThat(context.jetStreamDomain()).isEqualTo("hub");
        assertThat(context.jetStreamApiPrefix()).isEqualTo("js.api");
        assertThat(context.jetStreamEventPrefix()).isEqualTo("js.event");
        assertThat(context.colorScheme()).isEqualTo("yellow");
        assertThat(options.servers()).containsExactly("nats://a:4222", "nats://b:4222");
        assertThat(options.proxy())
                .isEqualTo(new Proxy(Proxy.Type.SOCKS, InetSocketAddress.createUnresolved("proxy", 1080)));
        assertThat(options.inboxPrefix()).isEqualTo("_MINE");
        assertThat(options.tls())
                .isEqualTo(new TlsOptions(
                        TlsOptions.Mode.HANDSHAKE_FIRST,
                        null,
                        Path.of("/tls/ca.pem"),
                        Path.of("/tls/me.pem"),
                        Path.of("/tls/me-key.pem"),
                        true,
                        null));
        Authentication.UserPassword user = (Authentication.UserPassword) options.authentication();
        assertThat(user.user().get() + "/" + user.password().get()).isEqualTo("me/s3cr3t");
        assertThat(context.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void anEmptyContextMeansTheDefaults() throws Exception {
        assertThat(read("{}").options().servers()).containsExactly(NatsOptions.DEFAULT_SERVER);
        assertThat(read("{}").options().authentication()).isEqualTo(Authentication.NONE);
    }

    @Test
    void credentialsAndKeysAreFiles() throws Exception {
        assertThat(read("{\"creds\":\"/a.creds\", \"nkey\":\"/b.nk\"}")
                        .options()
                        .authentication())
                .isEqualTo(Authentication.credentials(Path.of("/a.creds")));
        Nkey key = Nkey.create(KeyType.USER);
        Path seedFile = Files.write(directory.resolve("b.nk"), key.seed());
        Authentication.NkeySeed seed = (Authentication.NkeySeed)
                read("{\"nkey\":\"" + seedFile + "\"}").options().authentication();
        assertThat(seed.seed().get()).isEqualTo(new String(key.seed(), StandardCharsets.US_ASCII));
        Authentication.Jwt jwt = (Authentication.Jwt)
                read("{\"user_jwt\":\"j\", \"user_seed\":\"SUX\"}").options().authentication();
        assertThat(jwt.jwt().get()).isEqualTo("j");
        assertThat(jwt.seed()).isNotNull();
        Authentication.Token token =
                (Authentication.Token) read("{\"user\":\"t\"}").options().authentication();
        assertThat(token.token().get()).isEqualTo("t");
    }

    @Test
    void variablesAndHomeAreWhatTheCallerSays() throws Exception {
        String json = "{\"creds\":\"~/me.creds\", \"ca\":\"${DIR}/ca.pem\", \"cert\":\"$DIR/c\", \"key\":\"$OTHER/k\"}";
        Path file = write(json);
        NatsContext expanded = NatsContext.read(file, Map.of("HOME", "/home/me", "DIR", "/d$1"));
        assertThat(expanded.options().authentication())
                .isEqualTo(Authentication.credentials(Path.of("/home/me/me.creds")));
        assertThat(expanded.options().tls().trustFile()).isEqualTo(Path.of("/d$1/ca.pem"));
        assertThat(expanded.options().tls().keyFile()).isEqualTo(Path.of("$OTHER/k"));
        assertThat(NatsContext.read(file).options().authentication())
                .isEqualTo(Authentication.credentials(Path.of("~/me.creds")));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            not json                        | json
            {"url": 5}                      | url: got
            {"url": "nats://u:s3cr3t@h:x"}  | url: got something else
            {"tls_first": "yes"}            | tls_first: got
            {"cert": "a"}                   | a certificate or a key alone
            {"socks_proxy": "s3cr3t"}       | socks_proxy: got something else, expected http://host:port
            """)
    void saysWhatIsWrongAndShowsNoSecret(String json, String message) throws Exception {
        Path file = write(json);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NatsContext.read(file))
                .withMessageStartingWith("context " + file + ": ")
                .withMessageContaining(message)
                .matches(e -> !e.toString().contains("s3cr3t"));
    }

    @Test
    void theSelectedContextIsFoundWhereTheToolKeepsIt() throws Exception {
        Map<String, String> home = Map.of("HOME", directory.toString());
        Path config = Files.createDirectories(directory.resolve(".config/nats"));
        assertThat(NatsContext.selected(home)).isEmpty();
        Files.writeString(config.resolve("context.txt"), "prod\n");
        assertThat(NatsContext.selected(home)).contains("prod");
        assertThat(NatsContext.file("prod", home)).isEqualTo(config.resolve("context/prod.json"));
        Map<String, String> xdg = Map.of("HOME", "/h", "XDG_CONFIG_HOME", "/x");
        assertThat(NatsContext.file("a", xdg)).isEqualTo(Path.of("/x/nats/context/a.json"));
        assertThatIllegalArgumentException().isThrownBy(() -> NatsContext.file("../a", xdg));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> NatsContext.read(NatsContext.file("prod", home)))
                .withMessageContaining("prod.json");
    }

    private NatsContext read(String json) throws IOException {
        return NatsContext.read(write(json));
    }

    private Path write(String json) throws IOException {
        return Files.writeString(directory.resolve("prod.json"), json);
    }
}
