package io.natter.conformance.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.NatsConnection;
import io.natter.conformance.Connections;
import io.natter.conformance.ServerProgram;
import io.natter.conformance.Servers;
import io.natter.conformance.TestServer;
import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(120)
final class DocumentSnippetsIT {
    private static final List<String> DOCUMENTS = List.of(
            "README.md",
            "docs/migrating-from-jnats.md",
            "docs/services.md",
            "docs/jetstream.md",
            "docs/key-value.md",
            "docs/object-store.md");

    private static final NatterServer SERVER = start();

    @TempDir
    private Path directory;

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static NatterServer start() {
        ServerConfig defaults = ServerConfig.defaults();
        return NatterServer.start(defaults.withClient(defaults.client().withPort(-1)));
    }

    static List<Snippet> snippets() throws IOException {
        List<Snippet> all = new ArrayList<>();
        for (String document : DOCUMENTS) {
            List<Snippet> found = Snippet.of(root(), document);
            assertThat(found).as(document).isNotEmpty();
            all.addAll(found);
        }
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("snippets")
    void compilesAndRuns(Snippet snippet) throws Exception {
        try (URLClassLoader loader = SnippetCompiler.compile(snippet, SERVER.clientUrl(), directory)) {
            if (!snippet.isRun()) {
                return;
            }
            Class<?> type = loader.loadClass(snippet.className());
            if (snippet.needsJetStream()) {
                runWithJetStream(type);
                return;
            }
            if (snippet.isProgram()) {
                type.getMethod("main", String[].class).invoke(null, (Object) new String[0]);
                return;
            }
            try (NatsConnection nats = Connections.ours(SERVER.clientUrl())) {
                type.getMethod("run", NatsConnection.class, String.class).invoke(null, nats, SERVER.clientUrl());
            }
        }
    }

    private void runWithJetStream(Class<?> type) throws Exception {
        String config = "jetstream { store_dir: \"" + directory.resolve("store") + "\" }\n";
        try (TestServer server = Servers.start(ServerProgram.NATTER, config, directory);
                NatsConnection nats = Connections.ours(server.url())) {
            type.getMethod("run", NatsConnection.class, String.class).invoke(null, nats, server.url());
        }
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("ARCHITECTURE.md"))) {
            directory = java.util.Objects.requireNonNull(directory.getParent(), "no root above");
        }
        return directory;
    }
}
