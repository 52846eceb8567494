package io.natter.server.monitor;

/** Subjects as the option {@code test} of subsz needs them: literal ones, and whether a filter takes one. Immutable. */
final class TestSubject {
    private TestSubject() {}

    /** Whether a message could be published to {@code subject}: no empty token, no blank, no wildcard token. */
    static boolean isLiteral(String subject) {
        for (String token : subject.split("\\.", -1)) {
            if (token.isEmpty()
                    || token.equals("*")
                    || token.equals(">")
                    || token.chars().anyMatch(c -> c <= ' ')) {
                return false;
            }
        }
        return true;
    }

    /** Whether a message to {@code literal} reaches a subscription of {@code filter}. */
    static boolean matches(String literal, String filter) {
        String[] tokens = literal.split("\\.", -1);
        String[] wanted = filter.split("\\.", -1);
        for (int i = 0; i < wanted.length; i++) {
            if (wanted[i].equals(">")) {
                return i < tokens.length;
            }
            if (i >= tokens.length || !(wanted[i].equals("*") || wanted[i].equals(tokens[i]))) {
                return false;
            }
        }
        return tokens.length == wanted.length;
    }
}
