package io.natter.cli.stream;

import io.natter.cli.text.Columns;
import java.util.Map;
import java.util.TreeMap;

/** What servers write into the metadata of streams and consumers, told apart from what users do. <i>Thread-safe:</i> pure functions. */
public final class ServerMetadata {
    private static final String PREFIX = "_nats.";
    private static final String REQUIRED = PREFIX + "req.level";
    private static final String VERSION = PREFIX + "ver";
    private static final String LEVEL = PREFIX + "level";

    private ServerMetadata() {}

    /** The entries of users. */
    public static Map<String, String> without(Map<String, String> metadata) {
        Map<String, String> own = new TreeMap<>(metadata);
        own.keySet().removeIf(name -> name.startsWith(PREFIX));
        return own;
    }

    /** The API level that the server must have at least. */
    public static int requiredLevel(Map<String, String> metadata) {
        String level = metadata.getOrDefault(REQUIRED, "0");
        return level.matches("\\d{1,6}") ? Integer.parseInt(level) : 0;
    }

    /** Writes which server wrote it and what it needs. */
    public static void levels(Columns columns, Map<String, String> metadata) {
        String level = metadata.getOrDefault(LEVEL, "");
        columns.rowIfAny("Host Version", metadata.getOrDefault(VERSION, ""));
        if (!level.isEmpty() || metadata.containsKey(REQUIRED)) {
            columns.row("Required API Level", metadata.getOrDefault(REQUIRED, "0") + " hosted at level " + level);
        }
    }
}
