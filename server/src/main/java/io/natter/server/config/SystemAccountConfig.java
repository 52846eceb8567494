package io.natter.server.config;

import org.jspecify.annotations.Nullable;

/**
 * Which account is the system account. Immutable. (B43)
 *
 * @param name name of the system account, or null for {@code $SYS}
 * @param isOff whether there is none unless it is named
 */
public record SystemAccountConfig(@Nullable String name, boolean isOff) {

    /** What holds when the configuration says nothing. */
    public static SystemAccountConfig defaults() {
        return new SystemAccountConfig(null, false);
    }

    /** Name of the system account that exists without being configured. */
    public static final String DEFAULT_NAME = "$SYS";

    /** The name in effect, or null when there is none. */
    public @Nullable String effectiveName() {
        if (name != null) {
            return name;
        }
        return isOff ? null : DEFAULT_NAME;
    }

    /** A copy with another name. */
    public SystemAccountConfig withName(@Nullable String name) {
        return Copy.with(this, "name", name);
    }

    /** A copy with another isOff. */
    public SystemAccountConfig withIsOff(boolean isOff) {
        return Copy.with(this, "isOff", isOff);
    }
}
