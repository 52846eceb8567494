package io.natter.server.jetstream.api;

import io.natter.protocol.jetstream.ApiStats;
import io.natter.server.jetstream.rules.ApiLevel;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many requests were answered, and how many are being served (D20).
 *
 * <p>Thread-safe: monitoring reads what the api loop counts.
 */
public final class ApiStatistics {
    private final ConcurrentMap<String, Counts> byAccount = new ConcurrentHashMap<>();
    private final Counts all = new Counts();
    private final AtomicLong pending = new AtomicLong();

    ApiStatistics() {}

    private static final class Counts {
        private final AtomicLong total = new AtomicLong();
        private final AtomicLong errors = new AtomicLong();

        private void count(boolean isError) {
            total.incrementAndGet();
            if (isError) {
                errors.incrementAndGet();
            }
        }

        private ApiStats stats(long inflight) {
            return new ApiStats(ApiLevel.SUPPORTED, total.get(), errors.get(), inflight);
        }
    }

    /** What an account asked. */
    public ApiStats of(String account) {
        return byAccount.getOrDefault(account, new Counts()).stats(0);
    }

    /** What all accounts asked. */
    public ApiStats all() {
        return all.stats(pending.get());
    }

    void begin() {
        pending.incrementAndGet();
    }

    void end() {
        pending.decrementAndGet();
    }

    void count(String account, boolean isError) {
        byAccount.computeIfAbsent(account, name -> new Counts()).count(isError);
        all.count(isError);
    }
}
