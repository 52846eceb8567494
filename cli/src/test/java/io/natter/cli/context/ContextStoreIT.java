package io.natter.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ContextStoreIT {
    @TempDir
    private Path home;

    @Test
    void keepsContextsWhereTheNatsToolDoes() throws IOException {
        ContextStore store = ContextStore.of(Map.of(), home);
        store.save("dev", NatsContext.EMPTY.with(ContextKey.URL, "nats://a:1").with(ContextKey.PASSWORD, "p\"w"));

        Path file = home.resolve(".config/nats/context/dev.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(file).content().contains("\"url\": \"nats://a:1\"", "\"creds\": \"\"", "\"tls_first\": false");
        assertThat(store.names()).containsExactly("dev");
        assertThat(store.load("dev").get(ContextKey.PASSWORD)).isEqualTo("p\"w");
        assertThat(store.load("dev")).asString().doesNotContain("p\"w");
    }

    @Test
    void keepsWhatItDoesNotKnow() {
        NatsContext read = NatsContext.parse(
                "{\"windows_cert_store\":\"user\",\"windows_ca_certs_match\":[\"a\",\"b\"],\"url\":null,\"x\":{\"y\":1}}");
        assertThat(read.toJson().replaceAll("\\s", ""))
                .contains(
                        "\"windows_cert_store\":\"user\"",
                        "\"windows_ca_certs_match\":[\"a\",\"b\"]",
                        "\"x\":{\"y\":1}");
        assertThat(read.servers()).isEqualTo("nats://127.0.0.1:4222");
    }

    @Test
    void remembersWhatWasSelectedBefore() {
        ContextStore store = new ContextStore(home.resolve("nats"));
        store.save("a", NatsContext.EMPTY);
        store.save("b", NatsContext.EMPTY);
        assertThat(store.selected()).isNull();

        store.select("a");
        store.select("b");
        assertThat(List.of(String.valueOf(store.selected()), String.valueOf(store.previous())))
                .containsExactly("b", "a");

        store.select("");
        assertThat(store.selected()).isNull();
        assertThatThrownBy(() -> store.select("c")).hasMessage("unknown context \"c\"");
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"../x", "a/b", "", ".hidden"})
    void refusesNamesThatLeadElsewhere(String name) {
        ContextStore store = new ContextStore(home);
        assertThatThrownBy(() -> store.save(name, NatsContext.EMPTY)).isInstanceOf(ContextException.class);
        assertThatThrownBy(() -> store.load(name)).isInstanceOf(ContextException.class);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"", "[]", "{\"url\":1", "{\"tls_first\":\"x\"}", "nonsense"})
    void refusesBrokenFiles(String json) {
        assertThatThrownBy(() -> NatsContext.parse(json)).isInstanceOf(ContextException.class);
    }

    @Test
    void findsFilesAndSecretsKeptElsewhere() throws IOException {
        Files.writeString(home.resolve("seed"), "SUA");
        Secrets secrets = new Secrets(Map.of("TOKEN", "t1", "DIR", home.toString()), home);

        assertThat(secrets.file("~/seed")).isEqualTo(home.resolve("seed"));
        assertThat(secrets.file("$DIR/seed")).isEqualTo(home.resolve("seed"));
        assertThat(new String(secrets.contents("file://" + home + "/seed"), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("SUA");
        assertThat(secrets.text("env://TOKEN")).isEqualTo("t1");
        assertThat(secrets.text("plain")).isEqualTo("plain");
        assertThat(secrets.text("data:;base64,aGVsbG8=")).isEqualTo("hello");
        assertThatThrownBy(() -> secrets.text("op://vault/item"))
                .hasMessage("op://: got a secret that natter cannot fetch, expected a file, env:// or data:");
        assertThatThrownBy(() -> secrets.text("env://NONE")).hasMessage("env://NONE: not in the environment");
    }
}
