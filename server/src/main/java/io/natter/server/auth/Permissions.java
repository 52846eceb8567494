package io.natter.server.auth;

/**
 * What a user may publish and subscribe, compiled once per user and shared by its connections. Immutable.
 *
 * <p>The verdicts are pure functions of the subject; the data path caches them beside its interest entries.
 */
public final class Permissions {
    /** No restriction at all. */
    public static final Permissions ALL = new Permissions();

    private Permissions() {}

    /** Whether there is no restriction at all, so that no verdict need be asked. */
    public boolean isUnrestricted() {
        return true;
    }

    /** Whether a message may be published to this subject, a literal one of {@code length} bytes at {@code from}. */
    public boolean allowsPublish(byte[] bytes, int from, int length) {
        return true;
    }
}
