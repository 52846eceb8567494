package io.natter.client.service;

import io.natter.protocol.subject.Subjects;

/** The rules of names, subjects and groups (ADR-32). Pure functions. */
final class Names {
    private Names() {}

    static void requireName(String what, String name) {
        if (name.isEmpty() || !name.chars().allMatch(Names::isNameChar)) {
            throw new IllegalArgumentException(
                    what + ": got \"" + name + "\", expected letters, digits, dashes and underscores");
        }
    }

    static void requireToken(String what, String token) {
        if (token.indexOf('.') >= 0 || !Subjects.isValidPublish(token)) {
            throw new IllegalArgumentException(what + ": got \"" + token + "\", expected one token of a subject");
        }
    }

    static void requireSubject(String what, String subject) {
        if (!Subjects.isValidFilter(subject)) {
            throw new IllegalArgumentException(what + ": got \"" + subject + "\", expected a subject");
        }
    }

    /** A prefix may hold {@code *}, but nothing can come behind {@code >}. */
    static void requirePrefix(String what, String prefix) {
        if (!Subjects.isValidFilter(prefix + ".x")) {
            throw new IllegalArgumentException(what + ": got \"" + prefix + "\", expected a subject without >");
        }
    }

    static void requireQueueGroup(String queueGroup) {
        if (queueGroup.isEmpty() || queueGroup.chars().anyMatch(c -> c <= ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("queue group: got \"" + queueGroup + "\", expected no blanks");
        }
    }

    private static boolean isNameChar(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-' || c == '_';
    }
}
