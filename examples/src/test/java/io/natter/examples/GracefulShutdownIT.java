package io.natter.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.natter.client.Message;
import io.natter.client.Nats;
import io.natter.client.NatsConnection;
import io.natter.server.NatterServer;
import io.natter.server.config.ServerConfig;
import java.io.BufferedReader;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
final class GracefulShutdownIT {
    @Test
    void doesTheWorkItTookWhenTheProcessIsToldToEnd() throws Exception {
        ServerConfig defaults = ServerConfig.defaults();
        try (NatterServer server =
                NatterServer.start(defaults.withClient(defaults.client().withPort(-1)))) {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            classPath(),
                            GracefulShutdown.class.getName(),
                            server.clientUrl())
                    .redirectErrorStream(true)
                    .start();
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
                    NatsConnection nats = Nats.connect(server.clientUrl())) {
                assertThat(out.readLine()).isEqualTo("ready");
                CompletableFuture<Message> first = nats.requestAsync("work", "one");
                CompletableFuture<Message> second = nats.requestAsync("work", "two");
                nats.flush(Duration.ofSeconds(30)); // the server has handed them over

                process.toHandle().destroy(); // SIGTERM; that of the process would close its output too

                assertThat(first.get().text()).isEqualTo("done: one");
                assertThat(second.get().text()).isEqualTo("done: two");
                assertThat(process.waitFor()).isEqualTo(128 + 15);
            } finally {
                process.destroyForcibly().onExit().join();
            }
        }
    }

    private static String classPath() {
        return Stream.of("jdk.module.path", "java.class.path")
                .map(key -> System.getProperty(key, ""))
                .filter(path -> !path.isEmpty())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
