package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ApiErrorCode;
import io.natter.server.jetstream.rules.RefusedException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The backups and restores under way: how many there may be, and the end of them all when the server stops (D30, D31).
 *
 * <p>Confined to the api loop.
 *
 * <p>Each holds files, the index of one of them, or a stream that is not listed yet. Where there is no room for one more it is refused; what
 * is there goes on.
 */
final class Transfers {
    /** So many an account may have at once. */
    static final int ACCOUNT_MOST = 64;

    /** So many there are at once, of all accounts. */
    static final int SERVER_MOST = 256;

    private final Set<Place> places = new LinkedHashSet<>();
    private boolean isStopped;

    /**
     * Takes a place; to be left when nothing is held any more.
     *
     * @param refusal the error that tells why there is none
     * @throws RefusedException if there is no room
     */
    Place enter(String account, ApiErrorCode refusal) {
        if (isStopped) {
            throw new RefusedException(refusal, "server is stopping");
        }
        long own =
                places.stream().filter(place -> place.account.equals(account)).count();
        if (own >= ACCOUNT_MOST || places.size() >= SERVER_MOST) {
            throw new RefusedException(refusal, "too many backups and restores at once");
        }
        var place = new Place(account);
        places.add(place);
        return place;
    }

    /** Ends all that are under way; no more begin. */
    void stop() {
        isStopped = true;
        List.copyOf(places).forEach(place -> place.end.run());
    }

    /** The place of one backup or restore. */
    final class Place {
        private final String account;
        private Runnable end = () -> {};

        private Place(String account) {
            this.account = account;
        }

        /** It is under way now; {@code end} ends it when the server stops, at once if that was meanwhile. */
        void begun(Runnable ending) {
            end = ending;
            if (isStopped) {
                ending.run();
            }
        }

        /** Leaves it; may be called again. */
        void leave() {
            places.remove(this);
        }
    }
}
