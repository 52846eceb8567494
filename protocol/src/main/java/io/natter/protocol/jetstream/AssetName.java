package io.natter.protocol.jetstream;

import java.nio.charset.StandardCharsets;

/**
 * What streams, consumers and priority groups may be called (D10, D160).
 *
 * <p>Immutable.
 */
public final class AssetName {
    /** Longest name of a stream or consumer, in bytes. */
    public static final int BYTES_MAX = 255;

    private static final int GROUP_LENGTH_MAX = 16;

    private AssetName() {}

    /** Whether a stream or consumer may have that name. */
    public static boolean isValid(String name) {
        if (name.isEmpty() || name.getBytes(StandardCharsets.UTF_8).length > BYTES_MAX) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (" \t\r\n\f.*>\\/".indexOf(name.charAt(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether the name holds what would lead out of a directory, which has an error of its own (10127, 10128). */
    public static boolean hasPathSeparator(String name) {
        return name.indexOf('/') >= 0 || name.indexOf('\\') >= 0;
    }

    /** Whether a priority group may have that name. */
    public static boolean isValidGroup(String name) {
        if (name.isEmpty() || name.length() > GROUP_LENGTH_MAX) {
            return false;
        }
        return name.chars().allMatch(AssetName::isGroupCharacter);
    }

    private static boolean isGroupCharacter(int c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || "/_=-".indexOf(c) >= 0;
    }
}
