package io.natter.client.jetstream;

import io.natter.client.SubscribeOptions;
import io.natter.client.SyncSubscription;
import io.natter.client.WhenFull;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where the answers to fetches come: a subscription, and the number of the request they are for.
 *
 * <p>Used by one fetch at a time. A {@link Shelf} keeps it for the next one, so that a loop of fetches does not subscribe and unsubscribe each time.
 *
 * <pre>
 *  _INBOX . 2hYtXUqKjgGSrUyXQK3xg1 . 4         reply subject of the fourth request
 * </pre>
 */
final class FetchInbox {
    private static final int MESSAGES_MAX = 2_000_100; // twice the largest fetch, for requests made again

    private final String prefix;
    private final SyncSubscription subscription;
    private final AtomicInteger requests = new AtomicInteger();

    FetchInbox(Api api) {
        this.prefix = api.connection().newInbox() + '.';
        this.subscription = api.connection()
                .subscribe(
                        prefix + '*',
                        SubscribeOptions.DEFAULTS.withPending(MESSAGES_MAX, Long.MAX_VALUE, WhenFull.DROP_NEW));
    }

    SyncSubscription subscription() {
        return subscription;
    }

    /** The reply subject of the next request. */
    String next() {
        return prefix + requests.incrementAndGet();
    }

    /** Whether a subject is that of the last request. */
    boolean isLast(String subject) {
        return subject.equals(prefix + requests.get());
    }

    void close() {
        subscription.close();
    }

    /**
     * Keeps one inbox between two fetches, for a few seconds.
     *
     * <p>Thread-safe. Fetches at the same time have inboxes of their own, of which one is kept.
     */
    static final class Shelf {
        private static final long KEPT_NS = Duration.ofSeconds(5).toNanos();

        /** What is kept, and since when. Immutable. */
        private record Kept(FetchInbox inbox, long sinceNs) {}

        private final Api api;
        private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();
        private final AtomicBoolean isWatched =
                new AtomicBoolean(); // one alarm at a time: a loop of fetches sets none of its own

        Shelf(Api api) {
            this.api = api;
        }

        FetchInbox take() {
            Kept taken = kept.getAndSet(null);
            return taken != null && taken.inbox.subscription.isActive() ? taken.inbox : new FetchInbox(api);
        }

        /** Takes an inbox back to which nothing is on its way. */
        void giveBack(FetchInbox inbox) {
            if (kept.compareAndSet(null, new Kept(inbox, System.nanoTime()))) {
                watch();
            } else {
                inbox.close();
            }
        }

        private void watch() {
            if (isWatched.compareAndSet(false, true)) {
                lookAfter(KEPT_NS);
            }
        }

        private void lookAfter(long delayNs) {
            Alarm ignored = Alarm.after(Duration.ofNanos(delayNs), api.executor(), this::look);
        }

        private void look() {
            Kept now = kept.get();
            long leftNs = now == null ? 0 : KEPT_NS - (System.nanoTime() - now.sinceNs);
            if (leftNs > 0) {
                lookAfter(leftNs);
                return;
            }
            if (now != null && kept.compareAndSet(now, null)) {
                now.inbox.close();
            }
            isWatched.set(false);
            if (kept.get() != null) {
                watch(); // it was given back meanwhile
            }
        }
    }
}
