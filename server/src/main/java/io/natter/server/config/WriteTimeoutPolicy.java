package io.natter.server.config;

/** What happens to a connection whose write passed its deadline. (B35) */
public enum WriteTimeoutPolicy {
    /** Clients are closed, links between servers try again. */
    DEFAULT,
    /** It is closed. */
    CLOSE,
    /** The write is tried again while something of it went out. */
    RETRY
}
