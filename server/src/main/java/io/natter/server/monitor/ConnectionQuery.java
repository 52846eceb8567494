package io.natter.server.monitor;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which connections a snapshot is to hold, and how much of each. Immutable.
 *
 * @param state open ones, closed ones that are still remembered, or both
 * @param account only connections of this account, or null for all
 * @param cids only these connections; empty for all
 * @param withSubscriptions whether {@link ConnectionFacts#subscriptions()} is wanted; it stays empty otherwise
 */
public record ConnectionQuery(State state, @Nullable String account, Set<Long> cids, boolean withSubscriptions) {
    /** Whether a connection is still there. */
    public enum State {
        OPEN,
        CLOSED,
        ALL
    }

    public ConnectionQuery {
        cids = Set.copyOf(cids);
    }

    /** Whether open connections are asked for. */
    public boolean wantsOpen() {
        return state != State.CLOSED;
    }

    /** Whether closed connections are asked for. */
    public boolean wantsClosed() {
        return state != State.OPEN;
    }

    /** Whether a connection of this number in this account is asked for. */
    public boolean wants(long cid, String accountName) {
        return (cids.isEmpty() || cids.contains(cid)) && (account == null || account.equals(accountName));
    }
}
