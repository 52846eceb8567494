package io.natter.server;

import io.natter.server.account.Account;
import io.natter.server.core.InternalLoop;

/** Subscribes and publishes as a server itself does, which no client may. Thread-safe. */
public final class InsideServer implements AutoCloseable {
    private final InternalLoop loop;
    private final Account account;

    private InsideServer(InternalLoop loop, Account account) {
        this.loop = loop;
        this.account = account;
    }

    /** Within the account of anonymous clients. */
    public static InsideServer of(NatterServer server) {
        return new InsideServer(server.openInternalLoop("test-inside"), server.declareAccount(Account.GLOBAL));
    }

    /** Where it runs. */
    public InternalLoop loop() {
        return loop;
    }

    /** The account. */
    public Account account() {
        return account;
    }

    @Override
    public void close() {
        loop.close();
    }
}
