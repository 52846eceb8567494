package io.natter.client.keyvalue;

import io.natter.protocol.subject.Subjects;

/** The rules of bucket names, keys and filters (ADR-8). Pure functions. */
final class Keys {
    private static final int KEY_CHARS_MAX = 4_000;

    private Keys() {}

    static void requireBucket(String name) {
        if (name.isEmpty() || !name.chars().allMatch(c -> isWordChar(c) || c == '-' || c == '_')) {
            throw new IllegalArgumentException(
                    "bucket: got \"" + name + "\", expected letters, digits, dashes and underscores");
        }
    }

    /** The key, as it stands in the bucket. */
    static String require(String key) {
        boolean isShort = !key.isEmpty() && key.length() <= KEY_CHARS_MAX;
        if (!isShort || !key.chars().allMatch(Keys::isKeyChar) || hasEmptyToken(key)) {
            throw new IllegalArgumentException(
                    "key: got \"" + shown(key) + "\", expected letters, digits, - / _ = and dots between them");
        }
        return key;
    }

    /** The filter, as it stands in the bucket. */
    static String requireFilter(String filter) {
        boolean isShort = !filter.isEmpty() && filter.length() <= KEY_CHARS_MAX;
        if (!isShort
                || !filter.chars().allMatch(c -> isKeyChar(c) || c == '*' || c == '>')
                || !Subjects.isValidFilter(filter)) {
            throw new IllegalArgumentException(
                    "filter: got \"" + shown(filter) + "\", expected a key in which * and > may be tokens");
        }
        return filter;
    }

    private static boolean hasEmptyToken(String key) {
        return key.startsWith(".") || key.endsWith(".") || key.contains("..");
    }

    private static String shown(String key) {
        return key.length() > 100 ? key.substring(0, 100) + "..." : key;
    }

    private static boolean isKeyChar(int c) {
        return isWordChar(c) || "-/_=.".indexOf(c) >= 0;
    }

    private static boolean isWordChar(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
