package io.natter.client.messaging;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A log that repeats itself at most once in an interval, and then says how often it was silent.
 *
 * <p>Thread-safe.
 */
final class ThrottledLog {
    private final Supplier<System.Logger> log;
    private final long intervalNs;
    private final LongSupplier clockNs;
    private final AtomicLong quietUntilNs;
    private final AtomicLong silenced = new AtomicLong();

    /** Lines of the client's own log. */
    ThrottledLog(long intervalNs) {
        this(Own.LOG, intervalNs, Own.LOG);
    }

    /** Asks for {@code log} when it writes the first line. */
    ThrottledLog(Supplier<System.Logger> log, long intervalNs, LongSupplier clockNs) {
        this.log = log;
        this.intervalNs = intervalNs;
        this.clockNs = clockNs;
        this.quietUntilNs = new AtomicLong(clockNs.getAsLong());
    }

    /** The client's log and the system's clock. */
    private enum Own implements Supplier<System.Logger>, LongSupplier {
        LOG;

        @Override
        public System.Logger get() {
            return ClientLog.get();
        }

        @Override
        public long getAsLong() {
            return System.nanoTime();
        }
    }

    /** Logs a warning, unless one was logged within the interval; then it is counted. */
    void warn(Supplier<String> text, @Nullable Throwable cause) {
        long now = clockNs.getAsLong();
        long until = quietUntilNs.get();
        if (now - until < 0 || !quietUntilNs.compareAndSet(until, now + intervalNs)) {
            silenced.incrementAndGet();
            return;
        }
        long unsaid = silenced.getAndSet(0);
        String line = unsaid == 0 ? text.get() : text.get() + " (" + unsaid + " more since the last such line)";
        if (cause == null) {
            log.get().log(System.Logger.Level.WARNING, line);
        } else {
            log.get().log(System.Logger.Level.WARNING, line, cause);
        }
    }
}
