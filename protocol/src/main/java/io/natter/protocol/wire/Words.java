package io.natter.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * Guards control lines: a word with a blank or a line end in it could become another operation. Thread-safe: pure
 * functions that throw IllegalArgumentException.
 */
final class Words {
    private Words() {}

    static void require(String what, CharSequence word) {
        boolean isSound = word.length() > 0;
        for (int i = 0; i < word.length(); i++) {
            isSound &= word.charAt(i) > ' ';
        }
        requireSound(what, isSound);
    }

    static void requireOrNull(String what, @Nullable CharSequence word) {
        if (word != null) {
            require(what, word);
        }
    }

    static void require(String what, byte[] bytes, int from, int length) {
        boolean isSound = length > 0;
        for (int i = from; i < from + length; i++) {
            isSound &= bytes[i] < 0 || bytes[i] > ' ';
        }
        requireSound(what, isSound);
    }

    private static void requireSound(String what, boolean isSound) {
        if (!isSound) {
            throw new IllegalArgumentException(
                    what + ": got an empty text or one with blanks or control characters, expected a single word");
        }
    }
}
