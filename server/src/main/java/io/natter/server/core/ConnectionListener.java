package io.natter.server.core;

import io.natter.server.account.Account;

/** Who is told of connections that come, go or are refused. Called on the connection's event loop; must not block. */
public interface ConnectionListener {
    /** An account has let it in; a second CONNECT may lead to another one. */
    default void onEntered(Connection connection) {}

    /** It showed credentials that are not good enough, and was told; it is closed right after. */
    default void onRefused(Connection connection) {}

    /** It is closed; it still has its subscriptions, and is still counted in its account. */
    default void onClosed(Connection connection) {}

    /** Its account counts one connection more, or one less. */
    default void onCountChanged(Account account) {}
}
