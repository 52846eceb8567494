package io.natter.server.jetstream.consumer;

/**
 * Finds the deliveries whose time to acknowledge is over, and puts them in line to be delivered again (D184).
 *
 * <p>Confined to the stream's loop. Looks at all that is pending when the first of them may be due, which is bounded by
 * {@code max_ack_pending}; never more than about a hundred times a second.
 */
final class AckTimer {
    private static final long SLACK_NS = 1_000_000; // what falls due together is found together
    private static final int ENTRIES_PER_MS = 1_000;

    private final Progress progress;
    private final Advisories advisories;
    private ConsumerSettings settings;
    private long dueNs = Mode.NEVER;

    AckTimer(Progress progress, Advisories advisories, ConsumerSettings settings) {
        this.progress = progress;
        this.advisories = advisories;
        this.settings = settings;
    }

    /** Uses other times from now on. */
    void update(ConsumerSettings next, long nowNs) {
        settings = next;
        lookBy(nowNs);
    }

    /** A message was delivered now for the first time, or again. Returns when to look. */
    long onDelivered(int redeliveryCount, long nowNs) {
        return settings.redelivers() ? lookBy(nowNs + settings.ackWaitNs(redeliveryCount) + SLACK_NS) : Mode.NEVER;
    }

    /** Looks again by this time at the latest. */
    long lookBy(long atNs) {
        dueNs = Math.min(dueNs, atNs);
        return dueNs;
    }

    /** Whether a look is due. */
    boolean isDue(long nowNs) {
        return nowNs >= dueNs;
    }

    /** When to look next. */
    long dueNs() {
        return dueNs;
    }

    /** Looks at everything that is pending; returns whether something is to be delivered again now, or was given up. */
    boolean look(long nowNs) {
        dueNs = Mode.NEVER;
        PendingAcks pending = progress.pending();
        if (!settings.redelivers() || pending.count() == 0) {
            return false;
        }
        long nextNs = Mode.NEVER;
        boolean hasChanged = false;
        int next;
        for (int slot = pending.first(); slot >= 0; slot = next) {
            next = pending.after(slot);
            long waitNs = settings.ackWaitNs(pending.redeliveryCount(slot));
            long atNs = pending.timeNs(slot) + waitNs;
            if (nowNs < atNs) {
                nextNs = Math.min(nextNs, atNs);
            } else if (pending.ticket(slot) == 0) {
                hasChanged = true;
                if (!giveUp(slot)) {
                    pending.timeNs(slot, nowNs);
                    progress.redeliveries().add(slot);
                }
            }
        }
        if (nextNs != Mode.NEVER) {
            long pauseNs = pending.count() / ENTRIES_PER_MS * 1_000_000L;
            dueNs = Math.max(nextNs + SLACK_NS, nowNs + pauseNs);
        }
        return hasChanged;
    }

    // nats-server gives up here only what it counts as delivered often enough before the last delivery; the rest when
    // it is offered.
    private boolean giveUp(int slot) {
        long maxDeliver = settings.maxDeliver();
        long counted = Math.max(1, progress.pending().redeliveryCount(slot));
        if (maxDeliver == 0 || counted < maxDeliver) {
            return false;
        }
        if (counted == maxDeliver) {
            advisories.maxDeliveries(progress.pending().seq(slot), counted);
        }
        progress.exhaust(slot, counted);
        return true;
    }

    /** Puts everything that is pending in line, because it is to go to somebody else from now on. */
    void expireAll(long nowNs) {
        PendingAcks pending = progress.pending();
        int next;
        for (int slot = pending.first(); slot >= 0; slot = next) {
            next = pending.after(slot);
            if (pending.ticket(slot) == 0 && !giveUp(slot)) {
                pending.timeNs(slot, nowNs);
                progress.redeliveries().add(slot);
            }
        }
    }
}
