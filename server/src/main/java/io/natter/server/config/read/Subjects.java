package io.natter.server.config.read;

import org.jspecify.annotations.Nullable;

/** Checks of subjects in a configuration. Thread-safe: pure functions. */
final class Subjects {
    private static final String SPACES = " \t\n\r\f";

    private Subjects() {}

    /** Whether a subject may be subscribed to: no empty token, no space, {@code >} only at the end. */
    static boolean isValid(String subject) {
        if (subject.isEmpty() || subject.chars().anyMatch(c -> SPACES.indexOf(c) >= 0)) {
            return false;
        }
        String[] tokens = subject.split("\\.", -1);
        for (int i = 0; i < tokens.length; i++) {
            if (tokens[i].isEmpty() || (tokens[i].equals(">") && i < tokens.length - 1)) {
                return false;
            }
        }
        return true;
    }

    /** Whether a subject is valid and has no wildcard token. */
    static boolean isLiteral(String subject) {
        if (!isValid(subject)) {
            return false;
        }
        for (String token : subject.split("\\.", -1)) {
            if (token.equals("*") || token.equals(">")) {
                return false;
            }
        }
        return true;
    }

    /** Whether every subject that {@code inner} matches is matched by {@code outer} too. */
    static boolean covers(String outer, String inner) {
        String[] outerTokens = outer.split("\\.", -1);
        String[] innerTokens = inner.split("\\.", -1);
        for (int i = 0; i < outerTokens.length; i++) {
            if (outerTokens[i].equals(">")) {
                return innerTokens.length > i;
            }
            if (i >= innerTokens.length || innerTokens[i].equals(">")) {
                return false;
            }
            if (!outerTokens[i].equals("*") && !outerTokens[i].equals(innerTokens[i])) {
                return false;
            }
        }
        return innerTokens.length == outerTokens.length;
    }

    /** What is wrong with a permission's subject, or null; one to subscribe to may name a queue as well. */
    static @Nullable String permissionProblem(String subject, boolean isQueueAllowed) {
        if (isValid(subject)) {
            return null;
        }
        String[] words = isQueueAllowed ? subject.strip().split("\\s+") : new String[] {subject};
        if (words.length != 2) {
            return "subject \"" + subject + "\" is not a valid subject";
        }
        if (!isValid(words[0])) {
            return "subject \"" + words[0] + "\" is not a valid subject";
        }
        return isValid(words[1]) ? null : "queue \"" + words[1] + "\" is not a valid queue";
    }
}
