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
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The short life of a server that the JVM writes down, to start the next ones faster.
 *
 * <p>It serves a client, streams and a look at its monitoring pages, ends, and starts once more: bringing streams back is what takes a
 * start with much in its store longest.
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
        int exit = 1;
        try {
            Path config = directory.resolve("training.conf");
            Files.writeString(
                    config,
                    "http: \"127.0.0.1:-1\", max_payload: 1MB, ping_interval: \"2m\"\n"
                            + "jetstream { store_dir: \"" + directory.resolve("store")
                            + "\", sync_interval: \"2m\" }\n");
            exit = serve(config, List.of(TrainingRun::beClient, TrainingStreams::fill));
            exit = Math.max(exit, serve(config, List.of(TrainingRun::beClient, TrainingStreams::read)));
        } finally {
            delete(directory);
        }
        System.exit(exit);
    }

    private static int serve(Path config, List<Consumer<URI>> clients) {
        return NatterServerMain.command(false, server -> visit(server, clients))
                .run(
                        "-a",
                        "127.0.0.1",
                        "-p",
                        "-1",
                        "-c",
                        config.toString(),
                        "--ports_file_dir",
                        config.getParent() + "");
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }

    private static void visit(RunningServer server, List<Consumer<URI>> clients) {
        Thread visitor = new Thread(
                () -> {
                    try {
                        server.urls().getOrDefault("nats", List.of()).stream()
                                .limit(1)
                                .forEach(url -> clients.forEach(client -> client.accept(URI.create(url))));
                        server.urls().getOrDefault("monitoring", List.of()).stream()
                                .limit(1)
                                .forEach(url -> lookAtPages(URI.create(url)));
                    } finally {
                        server.close();
                    }
                },
                "visitor");
        visitor.setDaemon(true);
        visitor.start();
    }

    private static void beClient(URI url) {
        talk(
                url,
                "CONNECT {\"verbose\":false,\"pedantic\":false,\"headers\":true}\r\nSUB a.* 1\r\nPUB a.b 5\r\nhello\r\nPING\r\n",
                "PONG",
                1);
    }

    private static void lookAtPages(URI url) {
        for (String page : List.of("varz", "jsz", "healthz")) {
            talk(url, "GET /" + page + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", "\r\n\r\n", 1);
        }
    }

    /** Sends what is to be said, and reads until the answer holds the last word so many times. */
    static void talk(URI url, String said, String last, int times) {
        try (Socket socket = new Socket(url.getHost(), url.getPort())) {
            socket.setSoTimeout(TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            InputStream in = socket.getInputStream();
            out.write(said.getBytes(StandardCharsets.UTF_8));
            StringBuilder heard = new StringBuilder();
            byte[] buffer = new byte[8192];
            int left = times;
            int from = 0;
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                heard.append(new String(buffer, 0, n, StandardCharsets.UTF_8));
                for (int at = heard.indexOf(last, from); at >= 0; at = heard.indexOf(last, from)) {
                    from = at + last.length();
                    if (--left == 0) {
                        return;
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
