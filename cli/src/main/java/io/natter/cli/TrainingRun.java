package io.natter.cli;

import io.natter.cli.log.LogProvider;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The short life of a server that the JVM writes down, to start the next ones faster.
 *
 * <p>It serves a client and a look at its monitoring pages, and ends.
 *
 * <p><i>Confined to the main thread, and one that plays the client.</i> The launcher runs it once for each Java and each build.
 */
public final class TrainingRun {
    private static final int TIMEOUT_MS = 10_000;

    private TrainingRun() {}

    /** Runs the server and ends the process. */
    public static void main(String[] arguments) throws IOException {
        LogProvider.install();
        Path directory = Files.createTempDirectory("natter-training");
        Path config = directory.resolve("training.conf");
        int exit = 1;
        try {
            Files.writeString(config, "port: -1, http: \"127.0.0.1:-1\", max_payload: 1MB, ping_interval: \"2m\"\n");
            ServerCommand command = new ServerCommand(
                    System.out,
                    System.err,
                    SignalSender.ofThisMachine(),
                    new ServersOfThisProcess(false, TrainingRun::visit));
            exit = command.run("-a", "127.0.0.1", "-c", config.toString(), "--ports_file_dir", directory.toString());
        } finally {
            Files.deleteIfExists(config);
            Files.deleteIfExists(directory);
        }
        System.exit(exit);
    }

    private static void visit(RunningServer server) {
        Thread visitor = new Thread(
                () -> {
                    try {
                        server.urls().getOrDefault("nats", List.of()).stream()
                                .limit(1)
                                .forEach(TrainingRun::beClient);
                        server.urls().getOrDefault("monitoring", List.of()).stream()
                                .limit(1)
                                .forEach(TrainingRun::lookAtPages);
                    } finally {
                        server.close();
                    }
                },
                "visitor");
        visitor.setDaemon(true);
        visitor.start();
    }

    private static void beClient(String url) {
        talk(
                url,
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true}\r\nSUB a.* 1\r\nPUB a.b 5\r\nhello\r\nPING\r\n",
                "PONG");
    }

    private static void lookAtPages(String url) {
        for (String page : List.of("varz", "healthz")) {
            talk(url, "GET /" + page + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "\r\n\r\n");
        }
    }

    // Sends what is to be said and reads until the answer holds the last word.
    private static void talk(String url, String said, String last) {
        URI uri = URI.create(url);
        try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
            socket.setSoTimeout(TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(said.getBytes(StandardCharsets.UTF_8));
            StringBuilder heard = new StringBuilder();
            byte[] buffer = new byte[8192];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                heard.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                if (heard.indexOf(last) >= 0) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
