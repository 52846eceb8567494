package io.natter.cli;

import io.natter.server.ServerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The texts that {@code -h}, {@code --help_tls} and {@code -v} show. <i>Thread-safe:</i> pure functions. */
public final class HelpText {
    private HelpText() {}

    /** What every flag does. */
    static String usage() {
        return resource("help.txt");
    }

    /** How TLS is configured, with the suites of this JVM. */
    static String tls() {
        return resource("help-tls.txt") + TlsSuites.text();
    }

    /**
     * The level of nats-server on a line of its own, as tools read it, and our own version below: some tools take the last word
     * of the first line.
     */
    public static String version() {
        return "nats-server: v" + ServerVersion.NATS + "\nnatter: v" + ServerVersion.NATTER + "\n";
    }

    private static String resource(String name) {
        try (InputStream in = HelpText.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
