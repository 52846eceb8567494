package io.natter.protocol.wire;

import org.jspecify.annotations.Nullable;

/**
 * The first word of a control line. Immutable.
 *
 * <p>Case does not matter. Most verbs need a blank behind them; CONNECT may do without, and PING, PONG and +OK do not
 * care what else is on the line (C9).
 */
enum Verb {
    MSG("msg", Follow.BLANK),
    HMSG("hmsg", Follow.BLANK),
    PUB("pub", Follow.BLANK),
    HPUB("hpub", Follow.BLANK),
    SUB("sub", Follow.BLANK),
    UNSUB("unsub", Follow.BLANK),
    CONNECT("connect", Follow.ANYTHING),
    INFO("info", Follow.BLANK),
    PING("ping", Follow.ANYTHING),
    PONG("pong", Follow.ANYTHING),
    OK("+ok", Follow.ANYTHING),
    ERR("-err", Follow.BLANK);

    /** What must come after the word. */
    private enum Follow {
        BLANK,
        ANYTHING
    }

    private final String word;
    private final Follow follow;

    Verb(String word, Follow follow) {
        this.word = word;
        this.follow = follow;
    }

    int length() {
        return word.length();
    }

    /** The verb a whole line begins with, or null for none of these. */
    static @Nullable Verb of(Verb[] known, byte[] bytes, int from, int end) {
        for (Verb verb : known) {
            int length = verb.word.length();
            if (end - from >= length
                    && verb.shares(bytes, from, length)
                    && (verb.follow == Follow.ANYTHING || (end - from > length && isBlank(bytes[from + length])))) {
                return verb;
            }
        }
        return null;
    }

    /** Whether a line that begins like this may still become one of these verbs. */
    static boolean mayBecome(Verb[] known, byte[] bytes, int from, int end) {
        for (Verb verb : known) {
            int length = Math.min(verb.word.length(), end - from);
            if (verb.shares(bytes, from, length)) {
                return verb.follow == Follow.ANYTHING
                        || end - from <= verb.word.length()
                        || isBlank(bytes[from + verb.word.length()]);
            }
        }
        return false;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private boolean shares(byte[] bytes, int from, int length) {
        for (int i = 0; i < length; i++) {
            byte b = bytes[from + i];
            if ((b >= 'A' && b <= 'Z' ? b | 0x20 : b) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
