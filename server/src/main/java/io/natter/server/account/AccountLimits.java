package io.natter.server.account;

/**
 * What one account may use; -1 means no limit (B81, C118). Immutable.
 *
 * @param connectionCountMax connections at once
 * @param subscriptionCountMax subscriptions of all its connections together
 * @param payloadBytesMax bytes of one message, headers included
 */
public record AccountLimits(int connectionCountMax, int subscriptionCountMax, int payloadBytesMax) {
    /** No limit of the account's own. */
    public static final AccountLimits NONE = new AccountLimits(-1, -1, -1);
}
