package io.natter.client.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The sockets and selectors that this process holds open, but for the side of a fake server (proc(5)).
 *
 * <p>Immutable: as it was when it was looked at.
 *
 * @param names each descriptor's target, that of a socket with what the kernel says of its connection
 */
record OpenDescriptors(List<String> names) {
    private static final Path OPEN = Path.of("/proc/self/fd");

    /** Those of whoever connects to this port; what else the process has open is no socket or selector. */
    static OpenDescriptors ofClientsOf(int serverPort) throws IOException {
        List<String> targets = targets();
        Map<String, String> connections = new HashMap<>();
        for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
            if (Files.exists(Path.of(table))) {
                Files.readAllLines(Path.of(table)).stream().skip(1).forEach(line -> {
                    String[] fields = line.trim().split(" +", -1); // slot, local, remote, state ... inode is the tenth
                    connections.put(
                            "socket:[" + fields[9] + "]", fields[1] + " to " + fields[2] + " state " + fields[3]);
                });
            }
        }
        String serverSide = ":%04X to ".formatted(serverPort);
        return new OpenDescriptors(targets.stream()
                .map(target -> target + " " + connections.getOrDefault(target, ""))
                .filter(name -> !name.contains(serverSide))
                .toList());
    }

    int count() {
        return names.size();
    }

    private static List<String> targets() throws IOException {
        List<String> targets = new ArrayList<>();
        if (!Files.isDirectory(OPEN)) {
            return targets; // this system does not tell
        }
        try (DirectoryStream<Path> open = Files.newDirectoryStream(OPEN)) {
            for (Path descriptor : open) {
                String target = target(descriptor);
                if (target.startsWith("socket:") || target.startsWith("anon_inode:")) {
                    targets.add(target);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return targets;
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }
}
