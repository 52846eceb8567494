package io.natter.server.auth;

import java.util.Set;

/**
 * One configured user, compiled. Immutable.
 *
 * @param id name, public nkey, or {@code [REDACTED]} for those who share a token
 * @param secret what must be shown; of no meaning for nkeys
 * @param account name of the account it lives in
 * @param permissions what it may do
 * @param connectionTypes ways in it may take; empty for all
 * @param proxyRequired whether it must come through a trusted proxy
 */
record User(
        String id,
        StoredSecret secret,
        String account,
        Permissions permissions,
        Set<Presented.ConnectionType> connectionTypes,
        boolean proxyRequired) {

    boolean mayEnterBy(Presented.ConnectionType type) {
        return connectionTypes.isEmpty() || connectionTypes.contains(type);
    }
}
