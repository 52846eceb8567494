package io.natter.server.account;

import org.jspecify.annotations.Nullable;

/** What an account's subject mappings turn a published subject into. Immutable. */
public final class SubjectMappings {
    /** The mapped subject, or null when no mapping applies. */
    public byte @Nullable [] map(byte[] bytes, int from, int length) {
        return null;
    }
}
