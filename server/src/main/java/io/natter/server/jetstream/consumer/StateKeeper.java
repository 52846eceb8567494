package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.store.SideRecords;
import io.natter.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down what a stream's consumers are and how far they have come: side records of the stream, in batches.
 *
 * <p>Confined to the stream's loop.
 *
 * <pre>
 *  something changed ---- within 100 ms -------> all states that changed are handed to the operating system
 *  somebody waits ------- with the pass's end -> they are forced to disk, one batch at a time; then who waited is told
 * </pre>
 *
 * <p>So a killed process loses at most the last deliveries and acknowledgements nobody was answered for: their messages are delivered
 * again.
 */
final class StateKeeper {
    private static final Logger LOG = LoggerFactory.getLogger(StateKeeper.class);
    private static final long WRITE_WITHIN_NS = 100_000_000;
    private static final String PREFIX = "consumer/";
    private static final String CONFIG = "/config";
    private static final String STATE = "/state";

    private final OwningStream stream;
    private final StateRecord record = new StateRecord();
    private final ArrayDeque<Consumer> changed = new ArrayDeque<>();
    private List<Runnable> waiting = new ArrayList<>();
    private boolean isWriteScheduled;
    private boolean isCommitScheduled;
    private boolean isCommitting;
    private boolean isClosed;

    StateKeeper(OwningStream stream) {
        this.stream = stream;
    }

    /** The consumers that are written down, with when they were created; in no order. */
    List<ConsumerInfo> consumers() {
        List<ConsumerInfo> found = new ArrayList<>();
        for (String key : stream.side().keys()) {
            byte[] value = key.startsWith(PREFIX) && key.endsWith(CONFIG)
                    ? stream.side().get(key)
                    : null;
            ConsumerInfo info = value == null ? null : read(key, value);
            if (info != null && info.config() != null) {
                found.add(info);
            }
        }
        return found;
    }

    private static @Nullable ConsumerInfo read(String key, byte[] value) {
        try {
            return ConsumerInfo.JSON.read(value);
        } catch (RuntimeException unreadable) {
            LOG.error(
                    "Side record {} is not a consumer's configuration, and is left alone: {}",
                    key,
                    unreadable.getMessage());
            return null;
        }
    }

    /** Lets a consumer go on where it was, or start when nothing is known of it. */
    void resume(Consumer consumer) {
        String key = PREFIX + consumer.name() + STATE;
        byte[] state = stream.side().get(key);
        if (state == null) {
            consumer.start();
        } else if (!consumer.resume(state, record)) {
            LOG.error(
                    "Side record {} is damaged or of a newer form; the consumer starts anew, the record is kept", key);
            stream.side().put(key + ".damaged", state);
        }
    }

    /** A consumer's configuration is new or different. */
    void onConfigChanged(Consumer consumer) {
        if (consumer.isKept()) {
            var info = ConsumerInfo.builder()
                    .streamName(stream.config().name())
                    .name(consumer.name())
                    .created(consumer.created())
                    .config(consumer.config())
                    .build();
            stream.side().put(PREFIX + consumer.name() + CONFIG, ConsumerInfo.JSON.write(info));
            onProgress(consumer);
            commitSoon();
        }
    }

    /** A consumer has come further. */
    void onProgress(Consumer consumer) {
        if (!consumer.isChanged && consumer.isKept()) {
            consumer.isChanged = true;
            changed.add(consumer);
            if (!isWriteScheduled) {
                isWriteScheduled = true;
                stream.schedule(WRITE_WITHIN_NS, this::write);
            }
        }
    }

    /** A consumer is gone. */
    void onDeleted(Consumer consumer) {
        if (consumer.isKept()) {
            stream.side().remove(PREFIX + consumer.name() + CONFIG);
            stream.side().remove(PREFIX + consumer.name() + STATE);
            commitSoon();
        }
    }

    /** Tells when all that has changed by now is on disk. Not told when that fails. */
    void whenDurable(Runnable task) {
        waiting.add(task);
        commitSoon();
    }

    private void commitSoon() {
        if (!isCommitScheduled) {
            isCommitScheduled = true;
            stream.atPassEnd(this::commit);
        }
    }

    private void gather() {
        for (Consumer consumer = changed.poll(); consumer != null; consumer = changed.poll()) {
            consumer.isChanged = false;
            if (!consumer.isStopped()) {
                stream.side().put(PREFIX + consumer.name() + STATE, consumer.encodeState(record));
            }
        }
    }

    private void write() {
        isWriteScheduled = false;
        if (changed.isEmpty() || isClosed) {
            return;
        }
        gather();
        try {
            stream.side().write();
        } catch (StoreException full) {
            LOG.warn("The state of consumers could not be written, and will be with the next: {}", full.getMessage());
        }
    }

    private void commit() {
        if (isCommitting || isClosed) {
            return; // the next one starts when this one ends
        }
        isCommitScheduled = false;
        isCommitting = true;
        gather();
        List<Runnable> told = waiting;
        waiting = new ArrayList<>();
        Thread owner = Thread.currentThread();
        stream.side().commit(failure -> {
            if (owner.equals(Thread.currentThread())) {
                committed(told, failure);
            } else {
                stream.execute(() -> committed(told, failure));
            }
        });
    }

    private void committed(List<Runnable> told, @Nullable StoreException failure) {
        isCommitting = false;
        if (failure == null) {
            told.forEach(Runnable::run);
        } else {
            LOG.warn("The state of consumers could not be forced to disk: {}", failure.getMessage());
        }
        if (isCommitScheduled && !isClosed) {
            commit();
        }
    }

    /** Writes nothing any more, because the stream is deleted with all it keeps. */
    void abandon() {
        isClosed = true;
        changed.clear();
    }

    /** Hands everything to the operating system: the last thing before the stream closes. */
    void close() {
        isClosed = true;
        for (Consumer consumer : changed) {
            consumer.isChanged = false;
            stream.side().put(PREFIX + consumer.name() + STATE, consumer.encodeState(record));
        }
        changed.clear();
        try {
            SideRecords side = stream.side();
            side.write();
        } catch (StoreException full) {
            LOG.warn("The state of consumers could not be written: {}", full.getMessage());
        }
    }
}
