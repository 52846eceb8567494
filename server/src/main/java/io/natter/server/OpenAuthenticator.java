package io.natter.server;

import io.natter.server.account.Account;
import io.natter.server.auth.Authenticator;
import io.natter.server.auth.Identity;
import io.natter.server.auth.Outcome;
import io.natter.server.auth.Permissions;
import io.natter.server.auth.Presented;
import io.natter.server.auth.Reauthorization;

/** Lets everybody in, into the global account. Immutable. */
final class OpenAuthenticator implements Authenticator {
    @Override
    public boolean isRequired() {
        return false;
    }

    @Override
    public boolean needsNonce() {
        return false;
    }

    @Override
    public boolean isCheap(Presented presented) {
        return true;
    }

    @Override
    public Outcome authenticate(Presented presented) {
        return new Outcome.Admitted(new Identity(Account.GLOBAL, null, Permissions.ALL, 0, null));
    }

    @Override
    public Reauthorization reauthorize(Presented presented, Identity identity, Authenticator before) {
        return new Reauthorization.Kept(identity);
    }
}
