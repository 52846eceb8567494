package io.natter.server.auth;

/** What becomes of an admitted connection after a reload. Immutable. */
public sealed interface Reauthorization {
    /**
     * The connection stays, as {@code identity} from now on.
     *
     * <p>Its permissions may have changed: subscriptions that {@link Permissions#allowsSubscribe} refuses now are
     * removed, each with the error text of C50 and its sid; for the others {@link Permissions#filtersDelivery} is asked
     * again; verdict caches and dynamic replies begin anew.
     */
    record Kept(Identity identity) implements Reauthorization {}

    /** The user is gone or lives in another account: the connection is closed without a word, to come back anew. */
    record Moved() implements Reauthorization {}

    /**
     * The credentials are no longer good: the connection is told so and closed.
     *
     * @param errorText what the client is told behind {@code -ERR}
     * @param logReason why, for the log; holds no secret
     */
    record Refused(String errorText, String logReason) implements Reauthorization {}
}
