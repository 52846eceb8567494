package io.natter.server.core;

import io.natter.server.account.Account;
import io.natter.server.auth.AuthenticationPool;
import io.natter.server.auth.Authenticator;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * What all connections of one server share: settings, accounts, who is connected, and rare-event counters.
 *
 * <p>Thread-safe. Nothing here is touched for a message; settings are replaced as a whole, and each loop sees the new ones at its next
 * read.
 */
public final class Broker {
    private final Logger log;
    private final Announcement announcement;
    private final AuthenticationPool authenticationPool;
    private final Map<String, Account> accounts = new ConcurrentHashMap<>();
    private final Map<Long, Connection> connections = new ConcurrentHashMap<>();
    private final Account globalAccount;
    private final AtomicLong lastConnectionId = new AtomicLong();
    private final AtomicLong lastInternalId = new AtomicLong();
    private final LongAdder slowConsumers = new LongAdder();
    private final LongAdder stale = new LongAdder();
    private final LongAdder heldBack = new LongAdder();
    private final LongAdder unexpected = new LongAdder();
    private volatile Settings settings;
    private volatile Authenticator authenticator;
    private volatile @Nullable Account systemAccount;
    private volatile @Nullable ClientTls clientTls;
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
    private final ServerStamp stamp;

    /**
     * @param authenticationPool runs what is too slow for an event loop
     */
    public Broker(
            Logger log,
            Settings settings,
            Authenticator authenticator,
            Announcement announcement,
            AuthenticationPool authenticationPool) {
        this.log = log;
        this.settings = settings;
        this.authenticator = authenticator;
        this.announcement = announcement;
        this.stamp = new ServerStamp(announcement);
        this.authenticationPool = authenticationPool;
        this.globalAccount = accounts.computeIfAbsent(Account.GLOBAL, Account::new);
    }

    public Logger log() {
        return log;
    }

    public Settings settings() {
        return settings;
    }

    public Authenticator authenticator() {
        return authenticator;
    }

    /** Replaces what connections go by, at reload. Who is connected is looked at by the caller. */
    public void configure(Settings newSettings, Authenticator newAuthenticator) {
        settings = newSettings;
        authenticator = newAuthenticator;
    }

    /** How connections that come from now on are encrypted; null for not at all. */
    public void useTls(@Nullable ClientTls newClientTls) {
        clientTls = newClientTls;
    }

    @Nullable
    ClientTls clientTls() {
        return clientTls;
    }

    Announcement announcement() {
        return announcement;
    }

    /** How events and answers of the server's own name it. */
    public ServerStamp stamp() {
        return stamp;
    }

    AuthenticationPool authenticationPool() {
        return authenticationPool;
    }

    // --- Accounts

    public Account globalAccount() {
        return globalAccount;
    }

    public @Nullable Account systemAccount() {
        return systemAccount;
    }

    /** Names the account of the server's own events; null for none. */
    public void useSystemAccount(@Nullable String name) {
        systemAccount = name == null ? null : declareAccount(name);
    }

    /** The account of this name, made when it is new. */
    public Account declareAccount(String name) {
        return accounts.computeIfAbsent(name, Account::new);
    }

    public @Nullable Account account(String name) {
        return accounts.get(name);
    }

    public Collection<Account> accounts() {
        return accounts.values();
    }

    // --- Connections

    /** The open connections; a view that changes as they come and go. */
    public Collection<Connection> connections() {
        return connections.values();
    }

    public int connectionCount() {
        return connections.size();
    }

    /** How many connections there ever were. */
    public long connectionTotal() {
        return lastConnectionId.get();
    }

    /** The open connection of this number. */
    public @Nullable Connection connection(long id) {
        return connections.get(id);
    }

    /** Has {@code listener} told of connections from now on. */
    public void listen(ConnectionListener listener) {
        listeners.add(listener);
    }

    long nextConnectionId() {
        return lastConnectionId.incrementAndGet();
    }

    /** The number of a subscriber of the server's own: below 0, where no connection's is. */
    long nextInternalId() {
        return lastInternalId.decrementAndGet();
    }

    /** Registers a connection; false when there are as many as there may be, and it is not registered. */
    boolean register(Connection connection) {
        int max = settings.limits().maxConnections();
        connections.put(connection.id(), connection);
        if (max < 0 || max > 0 && connections.size() > max) {
            connections.remove(connection.id());
            return false;
        }
        return true;
    }

    void onClosed(Connection connection) {
        if (connections.remove(connection.id()) != null) {
            listeners.forEach(listener -> listener.onClosed(connection));
        }
    }

    void onEntered(Connection connection) {
        listeners.forEach(listener -> listener.onEntered(connection));
    }

    void onRefused(Connection connection) {
        listeners.forEach(listener -> listener.onRefused(connection));
    }

    void onCountChanged(Account account) {
        listeners.forEach(listener -> listener.onCountChanged(account));
    }

    // --- Rare events

    void countSlowConsumer(AccountView view) {
        slowConsumers.increment();
        view.counters().countSlowConsumer();
    }

    void countStale() {
        stale.increment();
    }

    void countHeldBack() {
        heldBack.increment();
    }

    void countUnexpected() {
        unexpected.increment();
    }

    /** A part of the server failed at the end of a loop's pass. */
    void unexpected(RuntimeException failure) {
        countUnexpected();
        log.error("Internal task failed", failure);
    }

    /** Connections closed because they did not read fast enough. */
    public long slowConsumerCount() {
        return slowConsumers.sum();
    }

    /** Connections closed because they did not answer pings. */
    public long staleCount() {
        return stale.sum();
    }

    /** How often a publisher was held back for a slow receiver. */
    public long heldBackCount() {
        return heldBack.sum();
    }

    /** Exceptions nobody expected, each of which closed one connection or cost one message. */
    public long unexpectedCount() {
        return unexpected.sum();
    }
}
