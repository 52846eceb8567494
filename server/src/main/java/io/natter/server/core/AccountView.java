package io.natter.server.core;

import io.natter.server.account.Account;
import io.natter.server.interest.InterestCache;

/**
 * One account as one event loop sees it: its own interest cache and counters, so that nothing is shared on the message path.
 *
 * <p>Confined to that loop.
 */
public final class AccountView {
    private final Account account;
    private final InterestCache interest;
    private final Counters counters = new Counters();

    AccountView(Account account) {
        this.account = account;
        this.interest = new InterestCache(account.interest());
    }

    public Account account() {
        return account;
    }

    public InterestCache interest() {
        return interest;
    }

    /** Messages of the account's connections on this loop. */
    public Counters counters() {
        return counters;
    }
}
