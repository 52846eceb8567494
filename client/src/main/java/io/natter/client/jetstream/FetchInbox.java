package io.natter.client.jetstream;

import io.natter.client.SubscribeOptions;
import io.natter.client.SyncSubscription;
import io.natter.client.WhenFull;
import java.time.Duration;
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
        private static final Duration KEPT = Duration.ofSeconds(5);

        /** What is kept, and what ends that. Immutable. */
        private record Kept(FetchInbox inbox, AtomicReference<@Nullable Alarm> end) {}

        private final Api api;
        private final AtomicReference<@Nullable Kept> kept = new AtomicReference<>();

        Shelf(Api api) {
            this.api = api;
        }

        FetchInbox take() {
            Kept taken = kept.getAndSet(null);
            if (taken == null) {
                return new FetchInbox(api);
            }
            Alarm end = taken.end.get();
            if (end != null) {
                end.cancel();
            }
            return taken.inbox.subscription.isActive() ? taken.inbox : new FetchInbox(api);
        }

        /** Takes an inbox back to which nothing is on its way. */
        void giveBack(FetchInbox inbox) {
            Kept back = new Kept(inbox, new AtomicReference<>());
            if (!kept.compareAndSet(null, back)) {
                inbox.close();
                return;
            }
            back.end.set(Alarm.after(KEPT, api.executor(), () -> {
                if (kept.compareAndSet(back, null)) {
                    inbox.close();
                }
            }));
        }
    }
}
