package io.natter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.natter.cli.log.ServerLog;
import io.natter.server.config.LogConfig;
import io.natter.server.config.ServerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerRunTest {
    @TempDir
    private Path directory;

    private final ServerLog log = new ServerLog(false);
    private final FakeServer server = new FakeServer();
    private ServerConfig config = ServerConfig.defaults();

    @BeforeEach
    void logToAFile() throws IOException {
        config = config.withLog(LogConfig.defaults().withFile(directory.resolve("log")))
                .withPidFile(directory.resolve("pid"))
                .withPortsFileDir(directory);
        log.use(config.log());
    }

    @AfterEach
    void logToStandardError() throws IOException {
        log.use(LogConfig.defaults());
    }

    @Test
    void keepsItsFilesWhileItRuns() throws Exception {
        ServerRun run = run();
        Thread thread = start(run);
        Path ports = directory.resolve("nats-server_" + ProcessHandle.current().pid() + ".ports");

        await().atMost(ServerProcess.PATIENCE).until(() -> Files.exists(ports));
        assertThat(ports).hasContent("{\"nats\":[\"nats://127.0.0.1:4222\"]}");
        assertThat(directory.resolve("pid"))
                .hasContent(Long.toString(ProcessHandle.current().pid()));

        run.onSignal(ServerSignal.TERM);
        thread.join();
        assertThat(ports).doesNotExist();
        assertThat(directory.resolve("pid")).exists();
        assertThat(server.calls).startsWith("close");
        assertThat(logged()).contains("Trapped \"terminated\" signal");
    }

    @Test
    void ignoresTermOnceItIsALameDuck() throws Exception {
        ServerRun run = run();
        Thread thread = start(run);

        run.onSignal(ServerSignal.LAME_DUCK);
        run.onSignal(ServerSignal.TERM);
        run.onSignal(ServerSignal.QUIT);
        thread.join();

        assertThat(server.calls).startsWith("lame duck", "close");
        assertThat(logged()).containsSubsequence("user defined signal 2", "terminated", "interrupt");
    }

    @Test
    void reloadsAndOpensTheLogAgain() throws Exception {
        ServerRun run = run();
        Thread thread = start(run);

        Files.move(directory.resolve("log"), directory.resolve("log.1"));
        run.onSignal(ServerSignal.REOPEN);
        run.onSignal(ServerSignal.RELOAD);
        run.onSignal(ServerSignal.QUIT);
        thread.join();

        assertThat(server.calls).startsWith("reload", "close");
        assertThat(directory.resolve("log.1")).content().contains("user defined signal 1");
        assertThat(logged()).contains("File log re-opened").contains("Trapped \"hangup\" signal");
    }

    @Test
    void tellsWhoAskedForAReloadWhyItIsRefused() throws Exception {
        server.refusal = "config reload not supported for Port: old=1, new=2";
        ServerRun run = run();
        Thread thread = start(run);

        run.onSignal(ServerSignal.QUIT);
        thread.join();

        assertThatThrownBy(server.onRequest::run).hasMessage(server.refusal);
        assertThat(server.calls).contains("reload");
    }

    @Test
    void goesOnAsItWasWhenAReloadIsRefused() throws Exception {
        server.refusal = "config reload not supported for Port: old=1, new=2";
        ServerRun run = run();
        Thread thread = start(run);

        run.onSignal(ServerSignal.RELOAD);
        run.onSignal(ServerSignal.QUIT);
        thread.join();

        assertThat(logged())
                .contains("[ERR] Failed to reload server configuration: "
                        + "config reload not supported for Port: old=1, new=2");
    }

    @Test
    void leavesNothingWhenTheServerCannotStart() {
        ServerRun run = new ServerRun(this::loaded, log, refused -> {
            throw new CommandException("port in use");
        });

        assertThatThrownBy(() -> run.run(loaded())).isInstanceOf(CommandException.class);
        assertThat(directory.toFile().list((dir, name) -> name.endsWith(".ports")))
                .isEmpty();
    }

    private ServerRun run() {
        return new ServerRun(this::loaded, log, started -> server);
    }

    private Thread start(ServerRun run) {
        Thread thread = new Thread(() -> run.run(loaded()));
        thread.start();
        return thread;
    }

    private LoadedConfig loaded() {
        return new LoadedConfig(config, List.of(), "server.conf", "sha256:12");
    }

    private String logged() throws IOException {
        return Files.readString(directory.resolve("log"));
    }

    /** Records what it is told. Thread-safe. */
    private static final class FakeServer implements RunningServer {
        private final List<String> calls = new CopyOnWriteArrayList<>();
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile String refusal = "";
        private volatile Runnable onRequest = () -> {};

        @Override
        public void reload(ServerConfig config) {
            calls.add("reload");
            if (!refusal.isEmpty()) {
                throw new IllegalStateException(refusal);
            }
        }

        @Override
        public void onReloadRequest(Runnable reloading) {
            onRequest = reloading;
        }

        @Override
        public void startLameDuck() {
            calls.add("lame duck");
        }

        @Override
        public void close() {
            calls.add("close");
            closed.countDown();
        }

        @Override
        public void awaitClosed() throws InterruptedException {
            closed.await();
        }

        @Override
        public Map<String, List<String>> urls() {
            return Map.of("nats", List.of("nats://127.0.0.1:4222"), "websocket", List.of());
        }
    }
}
