package io.natter.server.account;

import io.natter.server.config.AccountLimits;
import io.natter.server.config.MessageTrace;
import io.natter.server.interest.Interest;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One tenant: subjects of different accounts never meet (C110). Every connection lives in one.
 *
 * <p>Thread-safe.
 */
public final class Account {
    /** The account of users without one. */
    public static final String GLOBAL = "$G";

    /** The account of the server's own events, unless configured otherwise. */
    public static final String SYSTEM = "$SYS";

    private final String name;
    private final Interest interest = new Interest();
    private final AtomicInteger connectionCount = new AtomicInteger();
    private final AtomicInteger subscriptionCount = new AtomicInteger();
    private volatile AccountLimits limits = AccountLimits.defaults();
    private volatile @Nullable SubjectMappings mappings;
    private volatile @Nullable MessageTrace messageTrace;
    private volatile Instant configuredAt = Instant.now();

    public Account(String name) {
        this.name = name;
    }

    public String name() {
        return name;
    }

    public Interest interest() {
        return interest;
    }

    public AccountLimits limits() {
        return limits;
    }

    /** What publishers' subjects are turned into first; null when nothing is mapped. */
    public @Nullable SubjectMappings mappings() {
        return mappings;
    }

    /** Takes new settings, at start and at reload. Connections that are over a new limit stay. */
    public void configure(AccountLimits limits, @Nullable SubjectMappings mappings) {
        this.limits = limits;
        this.mappings = mappings;
        this.configuredAt = Instant.now();
    }

    /** Where messages are told of that others ask to be traced; null for nowhere. */
    public @Nullable MessageTrace messageTrace() {
        return messageTrace;
    }

    /** Says where such messages are told of, at start and at reload. */
    public void traceTo(@Nullable MessageTrace destination) {
        this.messageTrace = destination;
    }

    /** When its settings last changed. */
    public Instant configuredAt() {
        return configuredAt;
    }

    /** Counts a connection in; false when the account has as many as it may, and nothing is counted. */
    public boolean tryEnter() {
        int countMax = limits.maxConnections();
        if (countMax >= 0 && connectionCount.get() >= countMax) {
            return false;
        }
        // Two at once may overshoot: the second to arrive takes itself out again.
        if (connectionCount.incrementAndGet() > countMax && countMax >= 0) {
            connectionCount.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Counts a connection out. */
    public void leave() {
        connectionCount.decrementAndGet();
    }

    public int connectionCount() {
        return connectionCount.get();
    }

    /** Counts a subscription in; false when the account has as many as it may, and nothing is counted. */
    public boolean trySubscribe() {
        int countMax = limits.maxSubscriptions();
        if (subscriptionCount.incrementAndGet() > countMax && countMax >= 0) {
            subscriptionCount.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Counts subscriptions out. */
    public void unsubscribe(int count) {
        subscriptionCount.addAndGet(-count);
    }

    public int subscriptionCount() {
        return subscriptionCount.get();
    }
}
