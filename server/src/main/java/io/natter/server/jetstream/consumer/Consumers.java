package io.natter.server.jetstream.consumer;

import io.natter.protocol.jetstream.ConsumerConfig;
import io.natter.protocol.jetstream.ConsumerInfo;
import io.natter.protocol.subject.Subjects;
import io.natter.store.SubjectFilter;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The consumers of one stream, and where the stream tells them what happens to it.
 *
 * <p>Confined to the stream's loop.
 *
 * <pre>
 *            wake                       turn: nothing more to do
 *  asleep ----------> ready ------------------------------------> asleep
 *     |                 ^  |  turn: more to do, or nobody takes it now
 *     | appended,       |  '--> ready again, when receivers have caught up
 *     | somebody waits  |
 *     '---> ahead ------'  the message is deliverable
 * </pre>
 *
 * <p>Turns are taken at the end of a pass, so that acknowledgements and requests that came together are answered together. A consumer
 * nobody waits for costs an append its count of pending messages, and nothing where its filters do not match.
 */
public final class Consumers {
    private final OwningStream stream;
    private final StateKeeper keeper;
    private final FilterIndex index = new FilterIndex();
    private @Nullable FilterOverlaps<Consumer> overlaps; // null until somebody asks
    private final TreeMap<String, Consumer> byName = new TreeMap<>();
    private final Set<Consumer> serversOwn = new HashSet<>();
    private final ArrayDeque<Consumer> ready = new ArrayDeque<>();
    private final ArrayDeque<Consumer> ahead = new ArrayDeque<>();
    private final Runnable turns = this::takeTurns;
    private final Runnable relief = this::onRelief;
    private Consumer[] concerned = {};
    private boolean areTurnsScheduled;
    private boolean isReliefAwaited;

    /** None yet. */
    public Consumers(OwningStream stream) {
        this.stream = stream;
        keeper = new StateKeeper(stream);
    }

    /** Brings back the consumers that the stream's side records tell of, and starts them. Once, after the stream was opened. */
    public void recover() {
        for (ConsumerInfo info : keeper.consumers()) {
            ConsumerConfig config = info.config();
            if (config != null && !info.name().isEmpty()) {
                keeper.resume(add(info.name(), config, info.created()));
            }
        }
    }

    /**
     * Creates a consumer, and starts it. It outlives a crash when {@link #whenDurable} tells so.
     *
     * @param name one that is not taken
     * @param config complete and checked, as rules make it; without a name where the server gives it this one
     * @throws IllegalArgumentException when there is no name, or it is taken; nothing was created
     */
    public Consumer create(String name, ConsumerConfig config) {
        if (name.isEmpty() || byName.containsKey(name)) {
            throw new IllegalArgumentException("name: got '" + name + "', expected one that is not taken");
        }
        Consumer consumer = add(name, config, Instant.ofEpochSecond(0, stream.wallNs()));
        consumer.start();
        keeper.onConfigChanged(consumer);
        consumer.announce();
        return consumer;
    }

    /**
     * Makes a consumer of a backup, which goes on where it was.
     *
     * @param config what it is to be: complete and checked; its name is not taken
     */
    public void restore(ConsumerConfig config, KeptConsumer kept) {
        Instant created = kept.created() == null ? Instant.ofEpochSecond(0, stream.wallNs()) : kept.created();
        Consumer consumer = add(kept.name(), config, created);
        consumer.resume(kept.state());
        keeper.onConfigChanged(consumer);
        consumer.announce();
    }

    private Consumer add(String name, ConsumerConfig config, Instant created) {
        var consumer = new Consumer(stream, this, name, config, created);
        byName.put(consumer.name(), consumer);
        noteOwner(consumer);
        addFilters(consumer);
        return consumer;
    }

    private void noteOwner(Consumer consumer) {
        if (consumer.config().direct() || consumer.config().sourcing()) {
            serversOwn.add(consumer);
        } else {
            serversOwn.remove(consumer);
        }
    }

    private void addFilters(Consumer consumer) {
        index.add(consumer);
        if (overlaps != null) {
            overlaps.add(consumer, StartPosition.filters(consumer.config()));
        }
    }

    private void removeFilters(Consumer consumer) {
        index.remove(consumer);
        if (overlaps != null) {
            overlaps.remove(consumer);
        }
    }

    /** Those whose filters share a subject with one of these; those without filters always. Found without a look at the others. */
    public Collection<Consumer> overlapping(List<String> filters) {
        FilterOverlaps<Consumer> known = overlaps;
        if (known == null) {
            known = new FilterOverlaps<>();
            for (Consumer consumer : byName.values()) {
                known.add(consumer, StartPosition.filters(consumer.config()));
            }
            overlaps = known;
        }
        return known.with(filters);
    }

    /** How many there are that count against limits: all but the server's own, through which streams copy. */
    public long limitableCount() {
        return (long) byName.size() - serversOwn.size();
    }

    /** The consumer of this name, or null. */
    public @Nullable Consumer find(String name) {
        return byName.get(name);
    }

    /** All of them, by name; a view. */
    public Collection<Consumer> all() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** Runs a task on the loop once everything that consumers have changed by now outlives a crash; never if that fails. */
    public void whenDurable(Runnable task) {
        keeper.whenDurable(task);
    }

    // ------------------------------------------------------------------ what the stream tells

    /** A message was appended; it may not be deliverable yet. */
    public void onAppended(long seq, byte[] bytes, int from, int length) {
        if (byName.isEmpty()) {
            return;
        }
        int count = index.match(bytes, from, length);
        for (int i = 0; i < count; i++) {
            Consumer consumer = index.found(i);
            if (consumer.onAppended(seq)) {
                awaitDeliverable(consumer);
            }
        }
    }

    /** {@link OwningStream#deliverableSeq} has moved: delivers what became deliverable to those who wait for it. */
    public void onDurable() {
        if (!ahead.isEmpty()) {
            wakeAhead();
            takeTurns();
        }
    }

    /** How many wait for that. */
    int aheadCount() {
        return ahead.size();
    }

    private void wakeAhead() {
        for (Consumer consumer = ahead.poll(); consumer != null; consumer = ahead.poll()) {
            consumer.isAhead = false;
            makeReady(consumer);
        }
    }

    /** One message was removed: by a limit, its age, or on request. Not to be told of what {@link Consumer} acknowledged. */
    public void onRemoved(long seq, byte[] subject) {
        if (byName.isEmpty()) {
            return;
        }
        int count = index.match(subject, 0, subject.length);
        concerned = index.copyFound(concerned); // what is called may ask the index again
        for (int i = 0; i < count; i++) {
            concerned[i].onRemoved(seq);
        }
    }

    /**
     * Many messages were removed at once, without being told one by one (D27, D192).
     *
     * @param filter whose messages; empty for those of every subject
     */
    public void onPurged(String filter) {
        for (Consumer consumer : List.copyOf(byName.values())) {
            List<String> filters = StartPosition.filters(consumer.config());
            boolean isConcerned = filter.isEmpty()
                    || filters.isEmpty()
                    || filters.stream().anyMatch(own -> Subjects.collide(own, filter));
            if (isConcerned) {
                boolean isItsOwn = !filter.isEmpty()
                        && !filters.isEmpty()
                        && filters.stream().allMatch(own -> Subjects.isSubset(own, filter));
                consumer.onPurged(isItsOwn ? firstOf(filter) : stream.reader().firstSeq());
            }
        }
    }

    private long firstOf(String filter) {
        long first = stream.reader().nextSeq(SubjectFilter.of(filter), 1);
        return first == 0 ? stream.reader().lastSeq() + 1 : first;
    }

    /** The stream lost its newest messages: what was appended and not made durable was taken back. */
    public void onRewound() {
        byName.values().forEach(Consumer::onRewound);
    }

    /** Whether a consumer that matches the subject has not acknowledged the message yet (interest and work queue retention). */
    public boolean isWanted(long seq, byte[] subject) {
        int count = byName.isEmpty() ? 0 : index.match(subject, 0, subject.length);
        for (int i = 0; i < count; i++) {
            if (index.found(i).isWanted(seq)) {
                return true;
            }
        }
        return false;
    }

    /** Whether any consumer's filter matches the subject; streams of interest keep no message without (D62). */
    public boolean isInterested(byte[] bytes, int from, int length) {
        return !byName.isEmpty() && index.match(bytes, from, length) > 0;
    }

    /** Ends all waiting requests because the server shuts down, and writes what is not yet written (D191). */
    public void stop() {
        keeper.close();
        byName.values().forEach(Consumer::stop);
        forget();
    }

    /** Ends all of them, because the stream is deleted with all it keeps. */
    public void delete() {
        keeper.abandon();
        byName.values().forEach(Consumer::deleteWithStream);
        forget();
    }

    private void forget() {
        byName.clear();
        serversOwn.clear();
        index.clear();
        overlaps = null;
        ready.clear();
        ahead.clear();
    }

    // ------------------------------------------------------------------ what a consumer tells

    void onProgress(Consumer consumer) {
        keeper.onProgress(consumer);
    }

    void onConfigChanged(Consumer consumer) {
        noteOwner(consumer);
        keeper.onConfigChanged(consumer);
    }

    void onFilterChanged(Consumer consumer) {
        removeFilters(consumer);
        addFilters(consumer);
        stream.onFilterChanged(consumer);
    }

    void onDeleted(Consumer consumer) {
        byName.remove(consumer.name());
        if (consumer.isAhead) {
            ahead.remove(consumer); // nothing may ever become deliverable again where nobody publishes
            consumer.isAhead = false;
        }
        serversOwn.remove(consumer);
        removeFilters(consumer);
        keeper.onDeleted(consumer);
        stream.onDeleted(consumer);
    }

    /** Has a turn at the end of this pass. */
    void wake(Consumer consumer) {
        makeReady(consumer);
        if (!areTurnsScheduled) {
            areTurnsScheduled = true;
            stream.atPassEnd(turns);
        }
    }

    private void makeReady(Consumer consumer) {
        if (!consumer.isReady) {
            consumer.isReady = true;
            ready.add(consumer);
        }
    }

    private void awaitDeliverable(Consumer consumer) {
        if (!consumer.isAhead && !consumer.isReady) {
            consumer.isAhead = true;
            ahead.add(consumer);
        }
    }

    private void takeTurns() {
        areTurnsScheduled = false;
        boolean isMore = false;
        boolean isCongested = false;
        List<Consumer> held = new ArrayList<>(0);
        for (int left = ready.size(); left > 0; left--) {
            Consumer consumer = ready.poll();
            if (consumer == null) {
                break;
            }
            consumer.isReady = false;
            switch (consumer.turn()) {
                case IDLE, HELD -> {}
                case AHEAD -> awaitDeliverable(consumer);
                case MORE -> {
                    makeReady(consumer);
                    isMore = true;
                }
                case CONGESTED -> {
                    held.add(consumer);
                    isCongested = true;
                }
            }
        }
        held.forEach(this::makeReady);
        if (isCongested && !isReliefAwaited) {
            isReliefAwaited = true;
            stream.onRelief(relief);
        } else if (isMore && !areTurnsScheduled) {
            areTurnsScheduled = true;
            stream.execute(turns);
        }
    }

    private void onRelief() {
        isReliefAwaited = false;
        takeTurns();
    }
}
