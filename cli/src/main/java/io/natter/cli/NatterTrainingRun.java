package io.natter.cli;

import io.natter.cli.command.NatterCommand;
import io.natter.cli.command.Surroundings;
import io.natter.client.Nats;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/**
 * A few commands that the JVM writes down, to start the next ones faster.
 *
 * <p><i>Confined to the main thread, and one that plays the server</i>: a real one would be written down too, and slow each start. The
 * launcher runs it once for each Java and each build.
 */
public final class NatterTrainingRun {
    private static final byte[] INFO =
            "INFO {\"server_id\":\"T\",\"version\":\"2.15.1\",\"proto\":1,\"headers\":true,\"max_payload\":1048576}\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PONG = "PONG\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final String[][] COMMANDS = {
        {"--help"},
        {"pub", "a", "hello {{Count}}", "-H", "A:b", "--count", "2"},
        {"request", "a", "hello", "--timeout", "20ms"},
        {"sub", "a", "--wait", "1ms"},
        {"rtt", "2"},
        {"context", "ls"},
        {"pub", "a", "--no-such-flag"},
    };

    private NatterTrainingRun() {}

    /** Runs the commands against a server that says little, and ends the process. */
    public static void main(String[] arguments) throws IOException {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Surroundings around = new Surroundings(
                new ByteArrayInputStream(new byte[0]),
                nowhere,
                nowhere,
                Map.of(),
                Path.of("no-such-home"),
                Clock.system(ZoneOffset.UTC),
                new Random(1),
                Nats::connect,
                false,
                false);
        try (ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress())) {
            Thread thread = new Thread(() -> serve(server), "training-server");
            thread.setDaemon(true);
            thread.start();
            for (String[] command : COMMANDS) {
                String[] all = Arrays.copyOf(command, command.length + 2);
                all[command.length] = "--server";
                all[command.length + 1] = "nats://127.0.0.1:" + server.getLocalPort();
                new NatterCommand(around).run(all);
            }
        }
        System.exit(0);
    }

    // One client after the other, as the commands come.
    private static void serve(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket client = server.accept();
                    BufferedReader lines = new BufferedReader(
                            new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1))) {
                client.getOutputStream().write(INFO);
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    if (line.startsWith("PING")) {
                        client.getOutputStream().write(PONG);
                    }
                }
            } catch (IOException theClientIsGone) {
                // The next command comes with the next connection.
            }
        }
    }
}
