package io.natter.server.core;

import io.natter.server.account.Account;
import io.natter.server.interest.InterestCache;

/**
 * One account as one event loop sees it: its own interest cache and counters, so that nothing is shared on the message path.
 *
 * <p>Confined to that loop.
 */
final class AccountView {
    private final Account account;
    private final InterestCache interest;
    final Counters counters = new Counters();

    AccountView(Account account) {
        this.account = account;
        this.interest = new InterestCache(account.interest());
    }

    Account account() {
        return account;
    }

    InterestCache interest() {
        return interest;
    }
}
