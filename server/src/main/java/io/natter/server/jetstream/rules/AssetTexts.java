package io.natter.server.jetstream.rules;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Sizes of names, descriptions and metadata, and the characters of names (D10).
 *
 * <p>Immutable.
 */
final class AssetTexts {
    static final int NAME_BYTES_MAX = 255;
    static final int DESCRIPTION_BYTES_MAX = 4 << 10;
    static final int METADATA_BYTES_MAX = 128 << 10;

    private AssetTexts() {}

    /** Whether a name has no character that is forbidden; it may still be too long. */
    static boolean isNameWellFormed(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> " \t\r\n\f.*>\\/".indexOf(c) >= 0);
    }

    static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static long bytes(Map<String, String> metadata) {
        long total = 0;
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            total += bytes(entry.getKey()) + (long) bytes(entry.getValue());
        }
        return total;
    }

    /** A text in double quotes. */
    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
