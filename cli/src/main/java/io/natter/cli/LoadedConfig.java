package io.natter.cli;

import io.natter.server.config.ServerConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A configuration to run with, the flags laid over it. <i>Immutable.</i>
 *
 * @param config all of it
 * @param warnings what the file says that should be said otherwise, one text each with its place
 * @param file what was read, as it was named, or null without a file
 * @param digest fingerprint of the file's contents, {@code sha256:...}; empty without a file
 */
record LoadedConfig(
        ServerConfig config,
        List<String> warnings,
        @Nullable String file,
        String digest) {
    LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
