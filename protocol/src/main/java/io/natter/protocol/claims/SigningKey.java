package io.natter.protocol.claims;

import org.jspecify.annotations.Nullable;

/**
 * A further key that signs for an account. Immutable.
 *
 * @param publicKey an account key
 * @param scope what the users it signs may do, or null when their own claims say so
 */
public record SigningKey(String publicKey, @Nullable Scope scope) {
    private static final String USER_SCOPE = "user_scope";

    /**
     * The rights of all users a key signs. Immutable.
     *
     * @param role for people
     * @param description for people
     * @param template the rights, where words such as {@code {{name()}}} stand for the user's
     */
    public record Scope(String role, String description, UserRights template) {}

    static SigningKey read(String path, @Nullable Object value) {
        if (value instanceof String key) {
            return new SigningKey(key, null);
        }
        ClaimsReader in = ClaimsReader.of(path, value);
        if (!in.string("kind").equals(USER_SCOPE)) {
            throw new ClaimsException(path + ".kind: expected " + USER_SCOPE);
        }
        return new SigningKey(
                in.string("key"),
                new Scope(in.string("role"), in.string("description"), UserRights.read(in.object("template"), -1)));
    }

    Object written() {
        if (scope == null) {
            return publicKey;
        }
        return new ClaimsWriter()
                .always("kind", USER_SCOPE)
                .always("key", publicKey)
                .always("role", scope.role)
                .always("template", ClaimsWriter.written(scope.template, UserRights::write))
                .always("description", scope.description)
                .fields();
    }
}
