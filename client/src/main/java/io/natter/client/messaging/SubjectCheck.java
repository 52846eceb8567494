package io.natter.client.messaging;

import org.jspecify.annotations.Nullable;

/**
 * Keeps everything from the wire that is no subject, filter or queue name (C70).
 *
 * <p>Thread-safe. Stricter than the protocol: no control character at all may stand in a name, so that none can break out of its line.
 */
public final class SubjectCheck {
    /** The subject that passed last; racy, which costs a check at worst: strings are immutable. */
    private @Nullable String lastPublished;

    /** A check that remembers what passed last. */
    public SubjectCheck() {}

    /**
     * Requires a subject that may be published to.
     *
     * @throws IllegalArgumentException if it is none
     */
    @SuppressWarnings("ReferenceEquality") // identity is the fast path; other equal texts are checked
    public void requirePublish(String subject) {
        if (subject != lastPublished) {
            requireTokens("subject", subject, false);
            lastPublished = subject;
        }
    }

    /**
     * Requires a subject an answer may be sent to, or null.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static void requireReply(@Nullable String replyTo) {
        if (replyTo != null) {
            requireTokens("reply subject", replyTo, false);
        }
    }

    /**
     * Requires a subject or filter that may be subscribed to.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static void requireFilter(String filter) {
        requireTokens("subject", filter, true);
    }

    /**
     * Requires the name of a queue group, or null.
     *
     * @throws IllegalArgumentException if it is empty, or has blanks or control characters
     */
    public static void requireQueue(@Nullable String queue) {
        if (queue == null) {
            return;
        }
        if (queue.isEmpty()) {
            throw new IllegalArgumentException("queue: got an empty name, expected one without blanks");
        }
        for (int i = 0; i < queue.length(); i++) {
            requireCharacter("queue", queue, i);
        }
    }

    private static void requireTokens(String what, String subject, boolean mayHaveWildcards) {
        int start = 0;
        for (int i = 0; i <= subject.length(); i++) {
            if (i < subject.length() && subject.charAt(i) != '.') {
                requireCharacter(what, subject, i);
                continue;
            }
            if (i == start) {
                throw new IllegalArgumentException(
                        what + ": got " + shown(subject) + " with an empty token, expected tokens between dots");
            }
            if (i == start + 1) {
                requireToken(what, subject, start, mayHaveWildcards);
            }
            start = i + 1;
        }
    }

    private static void requireToken(String what, String subject, int at, boolean mayHaveWildcards) {
        char token = subject.charAt(at);
        if ((token == '*' || token == '>') && !mayHaveWildcards) {
            throw new IllegalArgumentException(what + ": got " + shown(subject) + ", expected one without wildcards");
        }
        if (token == '>' && at + 1 < subject.length()) {
            throw new IllegalArgumentException(
                    what + ": got " + shown(subject) + ", expected > in the last token only");
        }
    }

    private static void requireCharacter(String what, String text, int at) {
        char c = text.charAt(at);
        if (c <= ' ' || c == 0x7f) {
            throw new IllegalArgumentException(what + ": got " + shown(text) + " with a "
                    + (c == ' ' ? "blank" : "control character") + " at " + at + ", expected none");
        }
        if (Character.isSurrogate(c) && !isPaired(text, at)) {
            throw new IllegalArgumentException(
                    what + ": got " + shown(text) + " with half a character at " + at + ", expected valid text");
        }
    }

    private static boolean isPaired(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                ? at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1))
                : at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }

    private static String shown(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.chars().limit(200).forEach(c -> {
            if (c < ' ' || c == 0x7f) {
                shown.append(String.format("\\x%02x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.append(text.length() > 200 ? "...\"" : "\"").toString();
    }
}
