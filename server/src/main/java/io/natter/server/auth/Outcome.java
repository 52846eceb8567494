package io.natter.server.auth;

/** What became of an attempt to authenticate. Immutable. */
public sealed interface Outcome {
    /** The connection is known from now on as {@code identity}. */
    record Admitted(Identity identity) implements Outcome {}

    /**
     * The connection is refused.
     *
     * @param errorText what the client is told behind {@code -ERR}, such as {@code Authorization Violation}
     * @param logReason why, for the log; holds no secret
     */
    record Refused(String errorText, String logReason) implements Outcome {}
}
