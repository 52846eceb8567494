package io.natter.client;

/** What is known of a call that failed, and so whether it may be made again. */
public enum Outcome {
    /** It was refused, and would be again: by a rule of this client, the server or the one who answered. */
    REFUSED,
    /** It took no effect. Safe to repeat. */
    NOT_DONE,
    /** It may have taken effect; nobody can tell from here. */
    UNKNOWN
}
