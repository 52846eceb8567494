package io.natter.client.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this artifact, as the build wrote it down. Immutable. */
final class ClientVersion {
    /** For CONNECT. */
    static final String TEXT = read();

    private ClientVersion() {}

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = ClientVersion.class.getResourceAsStream("version.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("version.properties: cannot be read", e);
        }
        return properties.getProperty("version", "unknown");
    }
}
