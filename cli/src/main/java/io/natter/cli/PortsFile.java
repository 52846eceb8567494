package io.natter.cli;

import io.avaje.json.JsonWriter;
import io.avaje.json.stream.JsonStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * The file that tells where a running server can be reached (A10).
 *
 * <pre>
 *   nats-server_&lt;pid&gt;.ports    {"nats":["nats://127.0.0.1:4222"],"monitoring":["http://127.0.0.1:8222"]}
 * </pre>
 *
 * <p><i>Confined to the thread that runs the server.</i> The name begins with nats-server, because that is what tools look for. It
 * appears whole or not at all, and goes when the server does.
 */
final class PortsFile implements AutoCloseable {
    private final Path path;

    private PortsFile(Path path) {
        this.path = path;
    }

    /**
     * Writes the file of this process.
     *
     * @param urls where to reach what: nats, monitoring, cluster, profile, websocket; what has none is left out
     * @throws IOException when that fails; no file is left
     */
    static PortsFile write(Path directory, Map<String, List<String>> urls) throws IOException {
        String name = "nats-server_" + ProcessHandle.current().pid() + ".ports";
        Path path = directory.resolve(name);
        Path draft = directory.resolve(name + ".tmp");
        try {
            Files.writeString(draft, json(urls));
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
        }
        return new PortsFile(path);
    }

    /** Takes the file away; somebody else may have done so. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
    }

    private static String json(Map<String, List<String>> urls) {
        StringWriter text = new StringWriter();
        try (JsonWriter writer = JsonStream.builder().build().writer(text)) {
            writer.beginObject();
            for (Map.Entry<String, List<String>> kind : urls.entrySet()) {
                if (kind.getValue().isEmpty()) {
                    continue;
                }
                writer.name(kind.getKey());
                writer.beginArray();
                kind.getValue().forEach(writer::value);
                writer.endArray();
            }
            writer.endObject();
        }
        return text.toString();
    }
}
