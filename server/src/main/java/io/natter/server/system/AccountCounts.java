package io.natter.server.system;

import io.natter.server.account.Account;
import io.natter.server.core.InternalLoop;
import io.natter.server.core.ServerStamp;
import io.natter.server.monitor.SystemPages;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Tells the system account how many connections an account has, when that changes and every 30 seconds while it has any (F9).
 *
 * <p>Confined to the loop, but for {@link #event} and {@link #changed}. Changes that come faster than they can be told are told as one.
 */
final class AccountCounts {
    private static final String TYPE = "io.nats.server.advisory.v1.account_connections";
    private static final long HEARTBEAT_NS = TimeUnit.SECONDS.toNanos(30);

    private final SystemPort port;
    private final Envelopes envelopes;
    private final SystemPages pages;
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private final Set<String> waiting = new HashSet<>();
    private final Map<String, InternalLoop.Scheduled> heartbeats = new HashMap<>();

    AccountCounts(SystemPort port, ServerStamp stamp, SystemPages pages) {
        this.port = port;
        this.envelopes = new Envelopes(stamp);
        this.pages = pages;
    }

    /** An account has more connections, or fewer; any thread. Nothing is told of the account of users without one. */
    void changed(Account account) {
        if (!account.name().equals(Account.GLOBAL) && changed.add(account.name())) {
            port.loop().execute(() -> {
                changed.remove(account.name());
                tell(account);
            });
        }
    }

    private void tell(Account account) {
        String name = account.name();
        InternalLoop.Scheduled before = heartbeats.remove(name);
        if (before != null) {
            before.cancel();
        }
        if (account.connectionCount() > 0) {
            heartbeats.put(name, port.loop().schedule(HEARTBEAT_NS, () -> tell(account)));
        }
        List<String> subjects =
                List.of("$SYS.SERVER.ACCOUNT." + name + ".CONNS", "$SYS.ACCOUNT." + name + ".SERVER.CONNS");
        if (subjects.stream().anyMatch(port::isListenedTo) && waiting.add(name)) {
            port.loop().execute(() -> send(name, subjects));
        }
    }

    private void send(String name, List<String> subjects) {
        waiting.remove(name);
        port.worker().execute(() -> {
            byte[] event = event(name);
            if (event != null) {
                subjects.forEach(subject -> port.publish(subject, event));
            }
        });
    }

    /** What there is to tell of an account; null when there is no such account. On the worker. */
    byte @Nullable [] event(String account) {
        byte[] figures = pages.accountFigures(account);
        return figures == null ? null : envelopes.event(TYPE, Instant.now(), figures);
    }
}
