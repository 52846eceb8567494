package io.natter.server.core;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who published a message, for advisories and audits.
 *
 * <p>Immutable.
 *
 * @param connectionId the connection's number
 * @param host its address
 * @param account the account it lives in
 * @param user what connz shows as {@code authorized_user}, or null for anonymous connections
 * @param name the name the client gave itself, or null
 * @param language the client's language, or null
 * @param version the client's version, or null
 * @param since when it came
 */
public record MessageOrigin(
        long connectionId,
        String host,
        String account,
        @Nullable String user,
        @Nullable String name,
        @Nullable String language,
        @Nullable String version,
        Instant since) {}
