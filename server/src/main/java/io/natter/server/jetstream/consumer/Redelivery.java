package io.natter.server.jetstream.consumer;

import io.natter.store.CorruptRecordException;
import io.natter.store.StoredRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes messages from the redelivery queue: those that are still there, and may be delivered once more (D184).
 *
 * <p>Confined to the stream's loop.
 */
final class Redelivery {
    private static final Logger LOG = LoggerFactory.getLogger(Redelivery.class);

    private final ReadAhead ahead;
    private final Progress progress;
    private final Advisories advisories;
    private final Acknowledgements acknowledgements;

    Redelivery(ReadAhead ahead, Progress progress, Advisories advisories, Acknowledgements acknowledgements) {
        this.ahead = ahead;
        this.progress = progress;
        this.advisories = advisories;
        this.acknowledgements = acknowledgements;
    }

    /**
     * The message that is first in line; null when there is none.
     *
     * @throws io.natter.store.NotAtHandException when it is being read
     */
    @Nullable
    StoredRecord next(ConsumerSettings settings) {
        for (long seq = progress.redeliveries().first();
                seq != 0;
                seq = progress.redeliveries().first()) {
            int slot = progress.pending().find(seq);
            if (isUsedUp(slot, settings.maxDeliver())) {
                continue;
            }
            StoredRecord record = read(seq);
            if (record != null) {
                return record;
            }
            acknowledgements.terminate(slot, Advisories.REASON_DELETED);
        }
        return null;
    }

    private boolean isUsedUp(int slot, long maxDeliver) {
        long redeliveryCount = progress.pending().redeliveryCount(slot) + 1L;
        if (maxDeliver == 0 || redeliveryCount < maxDeliver) {
            return false;
        }
        if (redeliveryCount == maxDeliver) {
            advisories.maxDeliveries(progress.pending().seq(slot), redeliveryCount);
        }
        progress.exhaust(slot, redeliveryCount);
        return true;
    }

    private @Nullable StoredRecord read(long seq) {
        try {
            return ahead.get(seq);
        } catch (CorruptRecordException damaged) {
            LOG.warn("message is damaged and cannot be delivered again: {}", damaged.getMessage());
            return null;
        }
    }

    /** Nobody took it: it goes to the end of the line. */
    void postpone(int slot) {
        progress.redeliveries().remove(slot);
        progress.redeliveries().add(slot);
    }
}
