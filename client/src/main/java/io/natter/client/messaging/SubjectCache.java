package io.natter.client.messaging;

import io.natter.protocol.wire.MessageView;
import org.jspecify.annotations.Nullable;

/**
 * Subjects as text, without making the same text again and again.
 *
 * <p>Confined to the reading thread. A subscription without wildcards gives its own; others find the last of their hash here.
 */
final class SubjectCache {
    private static final int SLOTS = 512;
    private static final int LENGTH_MAX = 256;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    /** The subject of the message; {@code likely} is the filter it came for. */
    String of(MessageView view, String likely) {
        byte[] bytes = view.buffer();
        int from = view.subjectFrom();
        int length = view.subjectLength();
        if (isSame(likely, bytes, from, length)) {
            return likely;
        }
        if (length > LENGTH_MAX) {
            return view.subject();
        }
        int slot = hash(bytes, from, length) & SLOTS - 1;
        String known = slots[slot];
        if (known == null || !isSame(known, bytes, from, length)) {
            known = view.subject();
            slots[slot] = known;
        }
        return known;
    }

    /** Whether the bytes are this text; text beyond ASCII is never the same here, and made anew. */
    private static boolean isSame(String text, byte[] bytes, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = length - 1; i >= 0; i--) { // subjects differ in their last tokens
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }

    private static int hash(byte[] bytes, int from, int length) {
        int hash = length;
        for (int i = from; i < from + length; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 16;
    }
}
