package io.natter.client.session;

import io.natter.client.transport.ServerAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The servers that are tried, round by round.
 *
 * <p>Thread-safe. Seeds are never forgotten, unless they are replaced; servers the cluster told of are, once it does not tell of them any more (ADR-40). A server that refused the
 * credentials twice in a row is left out until it is readmitted.
 */
final class ServerPool {
    /** Refusals in a row after which a server is left out. */
    static final int AUTHENTICATION_FAILURES_MAX = 2;

    private final boolean keepsOrder;
    private final boolean ignoresDiscovered;
    private final Random random;
    private final List<Entry> entries = new ArrayList<>();
    private @Nullable ServerAddress current;

    /** One server. Guarded by the pool. */
    private static final class Entry {
        final ServerAddress address;
        final boolean isSeed;
        int authenticationFailures;

        Entry(ServerAddress address, boolean isSeed) {
            this.address = address;
            this.isSeed = isSeed;
        }

        boolean isTried() {
            return authenticationFailures < AUTHENTICATION_FAILURES_MAX;
        }
    }

    /** A pool of seeds; equal ones count once. */
    ServerPool(List<ServerAddress> seeds, boolean keepsOrder, boolean ignoresDiscovered, Random random) {
        this.keepsOrder = keepsOrder;
        this.ignoresDiscovered = ignoresDiscovered;
        this.random = random;
        replaceSeeds(seeds);
    }

    /** Has these seeds in place of those before, in front of what was discovered; equal ones count once. */
    synchronized void replaceSeeds(List<ServerAddress> seeds) {
        List<Entry> discovered = new ArrayList<>(entries);
        entries.clear();
        for (ServerAddress seed : seeds) {
            if (find(seed) == null) {
                entries.add(new Entry(seed, true));
            }
        }
        for (Entry entry : discovered) {
            if (!entry.isSeed && find(entry.address) == null) {
                entries.add(entry);
            }
        }
    }

    /** Every server once: in order behind the current one, or shuffled; the current one last. */
    synchronized List<ServerAddress> round() {
        List<ServerAddress> round = new ArrayList<>();
        int currentIndex = indexOfCurrent();
        for (int i = 1; i <= entries.size(); i++) {
            Entry entry = entries.get((currentIndex + i) % entries.size());
            if (entry.isTried()) {
                round.add(entry.address);
            }
        }
        if (!keepsOrder) {
            ServerAddress now = current;
            boolean endsWithCurrent = now != null && !round.isEmpty() && isSame(round.get(round.size() - 1), now);
            Collections.shuffle(endsWithCurrent ? round.subList(0, round.size() - 1) : round, random);
        }
        return round;
    }

    /** The servers of a round apart from the current one. */
    synchronized List<ServerAddress> others() {
        List<ServerAddress> others = round();
        ServerAddress now = current;
        if (now != null) {
            others.removeIf(server -> isSame(server, now));
        }
        return others;
    }

    /** This one took the connection. */
    synchronized void connected(ServerAddress server) {
        current = server;
        Entry entry = find(server);
        if (entry != null) {
            entry.authenticationFailures = 0;
        }
    }

    /** This one refused the credentials. */
    synchronized void authenticationFailed(ServerAddress server) {
        Entry entry = find(server);
        if (entry != null) {
            entry.authenticationFailures++;
        }
    }

    /** Tries all again that were left out. */
    synchronized void readmitAll() {
        entries.forEach(entry -> entry.authenticationFailures = 0);
    }

    /** Whether no server would be tried. */
    synchronized boolean isExhausted() {
        return entries.stream().noneMatch(Entry::isTried);
    }

    /**
     * What a server told of its cluster: new ones are added, those not told of any more forgotten, unless they are seeds or the one that told.
     *
     * @param hostsAndPorts {@code host:port} each; what is none is passed over. None at all say nothing
     * @return those that were not known
     */
    synchronized List<String> discovered(ServerAddress teller, List<String> hostsAndPorts) {
        if (ignoresDiscovered || hostsAndPorts.isEmpty()) {
            return List.of();
        }
        List<String> added = new ArrayList<>();
        Set<String> told = new HashSet<>();
        for (String hostAndPort : hostsAndPorts) {
            ServerAddress server = parsed(teller, hostAndPort);
            if (server == null) {
                continue;
            }
            told.add(key(server));
            if (find(server) == null) {
                entries.add(new Entry(server, false));
                added.add(server.toString());
            }
        }
        entries.removeIf(
                entry -> !entry.isSeed && !told.contains(key(entry.address)) && !isSame(entry.address, teller));
        return added;
    }

    /** All that would be tried, without secrets. */
    synchronized List<String> names() {
        return entries.stream()
                .filter(Entry::isTried)
                .map(entry -> entry.address.toString())
                .toList();
    }

    private static @Nullable ServerAddress parsed(ServerAddress teller, String hostAndPort) {
        try {
            return teller.discovered(hostAndPort);
        } catch (IllegalArgumentException notAnAddress) {
            return null;
        }
    }

    private int indexOfCurrent() {
        ServerAddress now = current;
        for (int i = 0; now != null && i < entries.size(); i++) {
            if (isSame(entries.get(i).address, now)) {
                return i;
            }
        }
        return entries.size() - 1; // as if it were the last one, the round begins with the first
    }

    private @Nullable Entry find(ServerAddress server) {
        for (Entry entry : entries) {
            if (isSame(entry.address, server)) {
                return entry;
            }
        }
        return null;
    }

    private static boolean isSame(ServerAddress one, ServerAddress other) {
        return key(one).equals(key(other));
    }

    private static String key(ServerAddress server) {
        return server.host().toLowerCase(Locale.ROOT) + ":" + server.port();
    }
}
